import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel, ProblemAlert } from '@/shared/desk'
import { type Import, importApi } from './api'
import { counted } from './words'

/** How far it is, as the server says, and the way to stop it. */
export function AtWork({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: () => importApi.stop(one.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
  const rows = one.state === 'WRITING' ? one.good : one.rows
  const undoing = one.state === 'UNDOING'
  const percent = undoing ? 100 : Math.min(99, Math.floor((one.done / Math.max(1, rows)) * 100))
  return (
    <Panel>
      <div className="import-running" role="status" aria-live="polite">
        <Progress percent={percent} status="active" showInfo={!undoing} />
        <p className="tabular">
          {undoing ? t('work.UNDOING') : t(`work.${one.state as 'CHECKING'}`, { done: counted(one.done), number: counted(rows) })}
        </p>
        <p className="faint">{t('work.hint')}</p>
        {!undoing && (
          <Button loading={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
            {t('work.stop')}
          </Button>
        )}
        {stop.isError && <ProblemAlert error={stop.error} />}
      </div>
    </Panel>
  )
}
