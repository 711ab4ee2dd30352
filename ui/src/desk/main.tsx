import '@/shared/theme/tokens.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startWords } from '@/shared/i18n'
import { createQueries } from '@/shared/queries'
import { sessionExpired } from '@/shared/session'
import { ensureChineseFont } from '@/shared/theme/chineseFont'
import { DeskProviders } from './DeskProviders'
import { MENU_NAMESPACES } from './menu'
import { createDeskRouter } from './router'

const queries = createQueries(sessionExpired)
const router = createDeskRouter(queries)

await Promise.all([ensureChineseFont(), startWords(['identity', ...MENU_NAMESPACES])])

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <DeskProviders>
        <RouterProvider router={router} />
      </DeskProviders>
    </QueryClientProvider>
  </StrictMode>,
)
