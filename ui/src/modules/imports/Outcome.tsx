import { UndoOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Popconfirm, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { Facts, Panel, ProblemAlert } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { type Import, importApi, importQueries } from './api'
import { Findings } from './Findings'
import { counted, PAGES, useMade } from './words'

/** What came of it, and the way back. */
export function Outcome({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const made = useMade()
  const undo = useMutation({
    mutationFn: () => importApi.undo(one.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
  const done = one.state === 'DONE'
  const mayUndo = one.acts.includes('UNDO')
  return (
    <>
      <Result
        className="import-outcome"
        status={done ? 'success' : 'info'}
        title={
          done
            ? t('outcome.DONE', { made: made(one) })
            : one.state === 'UNDONE'
              ? t('outcome.UNDONE', { made: made(one) })
              : t('outcome.GIVEN_UP')
        }
        subTitle={done && one.bad > 0 ? t('leftOut', { count: one.bad, number: counted(one.bad) }) : undefined}
        extra={[
          done && (
            <Button key="list" type="primary" onClick={() => navigate({ to: PAGES[one.kind] ?? '/imports' })}>
              {t('outcome.toList', { what: one.title })}
            </Button>
          ),
          <Button key="again" onClick={() => navigate({ to: '/imports/new', search: { kind: one.kind } as never })}>
            {t('outcome.again')}
          </Button>,
          mayUndo && (
            <Popconfirm
              key="undo"
              title={t('outcome.undoAsk')}
              description={t('outcome.undoHint', { made: made(one) })}
              okText={t('outcome.undo')}
              onConfirm={() => undo.mutate()}
            >
              <Button danger icon={<UndoOutlined />} loading={undo.isPending}>
                {t('outcome.undo')}
              </Button>
            </Popconfirm>
          ),
        ]}
      />
      {undo.isError && <ProblemAlert error={undo.error} />}
      <Panel>
        <Facts
          facts={[
            { label: t('columns.file'), value: one.fileName },
            { label: t('columns.by'), value: one.byName },
            { label: t('columns.at'), value: <Time at={one.at} style="full" /> },
            one.finishedAt ? { label: t('columns.finished'), value: <Time at={one.finishedAt} style="full" /> } : null,
            one.undoneAt
              ? {
                  label: t('columns.undone'),
                  value: (
                    <>
                      {one.undoneByName} · <Time at={one.undoneAt} style="full" />
                    </>
                  ),
                }
              : null,
          ]}
        />
      </Panel>
      {done && one.bad > 0 && one.mine && <LeftOut one={one} />}
    </>
  )
}

/** The rows that were not taken over are kept for a week, to be corrected. */
function LeftOut({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const file = useQuery(importQueries.file(one.id))
  const kinds = useQuery(importQueries.kinds())
  const kind = kinds.data?.find(({ code }) => code === one.kind)
  if (!file.data || !kind) return null
  return (
    <Panel title={t('leftOutTitle')}>
      <Findings one={one} fields={kind.fields} columns={file.data.columns} />
    </Panel>
  )
}
