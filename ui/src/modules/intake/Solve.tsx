import { Button, Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/shared/desk'
import { useMay } from '@/shared/session'
import type { Draft } from './draft'

/** Solved while they speak: what was done, and whether the customer has said that it works. */
export function Solve({ draft, change }: { draft: Draft; change: (next: Partial<Draft>) => void }) {
  const { t } = useTranslation('intake')
  const mayResolve = useMay('cases.resolve')
  const mayClose = useMay('cases.close')
  if (!mayResolve) return null
  if (draft.solution === undefined) {
    return (
      <p className="solve-offer">
        <Button onClick={() => change({ solution: '' })}>{t('solve.offer')}</Button>
      </p>
    )
  }
  return (
    <Panel
      title={t('solve.title')}
      extra={
        <Button size="small" type="text" onClick={() => change({ solution: undefined })}>
          {t('solve.not')}
        </Button>
      }
    >
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={4000}
        value={draft.solution}
        aria-label={t('solve.title')}
        placeholder={t('solve.hint')}
        onChange={(event) => change({ solution: event.target.value })}
      />
      {mayClose && (
        <Checkbox
          checked={draft.close}
          style={{ marginBlockStart: 8 }}
          onChange={(event) => change({ close: event.target.checked })}
        >
          {t('solve.close')}
        </Checkbox>
      )}
    </Panel>
  )
}
