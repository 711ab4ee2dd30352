import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import { i18n } from '@/shared/i18n'
import type { Import, State } from './api'

const TONES = {
  READY: 'neutral',
  CHECKING: 'info',
  CHECKED: 'info',
  WRITING: 'info',
  DONE: 'good',
  UNDOING: 'info',
  UNDONE: 'neutral',
  GIVEN_UP: 'neutral',
} satisfies Record<State, Tone>

export function ImportStateTag({ state }: { state: State }) {
  const { t } = useTranslation('imports')
  return <StatusTag tone={TONES[state]}>{t(`states.${state}`)}</StatusTag>
}

export const counted = (count: number) => new Intl.NumberFormat(i18n.language).format(count)

/** What came of it: "100,000 devices, 12 sites". */
export function useMade() {
  const { t } = useTranslation(['imports', 'shared'])
  return (one: Pick<Import, 'made'>) =>
    Object.entries(one.made)
      .sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => t(`imports:made.${kind}`, { count, number: counted(count) }))
      .join(t('imports:made.and'))
}

/** Where the things of a kind are to be seen. */
export const PAGES: Record<string, string> = {
  devices: '/devices',
  customers: '/customers',
  sites: '/customers',
  products: '/products',
  projects: '/projects',
  contracts: '/contracts',
  readings: '/devices',
  cases: '/cases?group=ALL&channel=IMPORT',
  engineers: '/engineers',
}
