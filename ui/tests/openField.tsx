import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { Suspense } from 'react'
import { FieldFrame } from '@/field/FieldFrame'
import { routes } from '@/modules/fieldwork/field'
import { Toasts } from '@/shared/lite/Toast'
import { createQueries } from '@/shared/queries'
import { sessionExpired } from '@/shared/session'
import { parseSearch, stringifySearch } from '@/shared/useListState'

// A dialog in jsdom cannot open itself.
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false
}

/** Opens a page of the engineer's phone by its address below /field. */
export function openField(address: string) {
  const queries = createQueries(sessionExpired, true)
  const root = createRootRoute({ component: FieldFrame })
  const router = createRouter({
    routeTree: root.addChildren(routes(root)),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch,
  })
  render(
    <QueryClientProvider client={queries}>
      <Suspense fallback={null}>
        <RouterProvider router={router} />
      </Suspense>
      <Toasts />
    </QueryClientProvider>,
  )
  return { address: () => router.history.location.href }
}
