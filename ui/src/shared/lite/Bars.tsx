import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

type TopBarProps = {
  title: string
  /** `true` goes back one page, a path goes there. */
  back?: boolean | string
  end?: ReactNode
}

export function TopBar({ title, back = false, end }: TopBarProps) {
  const { t } = useTranslation('shared')
  const router = useRouter()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  const goBack = () => {
    if (typeof back === 'string') router.navigate({ to: back })
    else router.history.back()
  }
  return (
    <header className="lite-top">
      {back && (
        <button type="button" className="lite-top-act" aria-label={t('act.back')} onClick={goBack}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m14.5 5-7 7 7 7" />
          </svg>
        </button>
      )}
      <h1>{title}</h1>
      <div className="lite-top-end">{end}</div>
    </header>
  )
}

type Tab = { to: string; label: string; icon: ReactNode; count?: number }

/** Three to five places, always within reach of the thumb. */
export function TabBar({ tabs }: { tabs: Tab[] }) {
  return (
    <nav className="lite-tabs">
      {tabs.map(({ to, label, icon, count }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/' }} activeProps={{ 'aria-current': 'page' }}>
          <span className="lite-tab-icon">
            {icon}
            {count ? <b>{count > 99 ? '99+' : count}</b> : null}
          </span>
          {label}
        </Link>
      ))}
    </nav>
  )
}
