import { Outlet } from '@tanstack/react-router'
import { DemoBanner } from '@/shared/DemoBanner'

/** The customers' side: open to anyone with a link or a label to scan, so nothing here asks who is signed in. */
export function PortalFrame() {
  return (
    <div className="lite">
      <DemoBanner />
      <Outlet />
    </div>
  )
}
