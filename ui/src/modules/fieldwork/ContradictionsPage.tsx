import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Empty, Input, Modal, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeysetPager, PageTitle, Panel, ProblemAlert, StatusTag, SubjectLink, type Tone } from '@/shared/desk'
import { api, got } from '@/shared/http'
import { Problem, problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import type { Contradiction } from './api'
import './contradictions.css'

const list = (open: boolean, after: string | undefined) =>
  queryOptions({
    queryKey: ['fieldwork', 'contradictions', open, after],
    queryFn: ({ signal }) =>
      got(api.GET('/api/contradictions', { params: { query: { open, ...(after && { after }) } }, signal })),
  })

const TONES = { OPEN: 'warn', COUNTED: 'good', SET_ASIDE: 'neutral', MENDED: 'good' } satisfies Record<
  Contradiction['state'],
  Tone
>

type Settling = { held: Contradiction; how: 'count' | 'set-aside' }

/** What engineers did without a net against what the office planned meanwhile: side by side, for a person to decide. */
export function ContradictionsPage() {
  const { t } = useTranslation(['fieldwork', 'safety'])
  const [{ all, after }, change] = useListState<{ all?: string; after?: string }>()
  const rows = useQuery(list(!all, after))
  const [settling, setSettling] = useState<Settling>()
  return (
    <>
      <PageTitle
        title={t('contradictions.title')}
        hint={t('contradictions.hint')}
        extra={
          <Segmented
            value={all ? 'all' : 'open'}
            options={[
              { value: 'open', label: t('contradictions.open') },
              { value: 'all', label: t('contradictions.all') },
            ]}
            onChange={(next) => change({ all: next === 'all' ? '1' : undefined })}
          />
        }
      />
      {rows.isPending ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : !rows.data ? (
        <ProblemAlert error={rows.error} onRetry={() => rows.refetch()} />
      ) : rows.data.rows.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={all ? t('contradictions.noneEver') : `${t('contradictions.none')} · ${t('contradictions.noneHint')}`}
        />
      ) : (
        <div className="contradictions">
          {rows.data.rows.map((held) => (
            <One key={held.id} held={held} onSettle={(how) => setSettling({ held, how })} />
          ))}
          <KeysetPager after={after} next={rows.data.next} onMove={(next) => change(next ? { after: next } : {})} />
        </div>
      )}
      {settling && <Settle key={settling.held.id + settling.how} {...settling} onClose={() => setSettling(undefined)} />}
    </>
  )
}

function One({ held, onSettle }: { held: Contradiction; onSettle: (how: Settling['how']) => void }) {
  const { t } = useTranslation('fieldwork')
  return (
    <Panel
      title={
        <span className="contradiction-title">
          <SubjectLink kind="case" id={held.caseId}>
            {held.number} {held.subject}
          </SubjectLink>
          <StatusTag tone={TONES[held.state]}>{t(`contradictions.states.${held.state}`)}</StatusTag>
        </span>
      }
    >
      <div className="contradiction">
        <section>
          <h3>{t('contradictions.site')}</h3>
          <p>
            <strong>{held.engineer}</strong>
            {held.customer && ` · ${held.customer}`}
          </p>
          <ol className="contradiction-acts">
            {held.acts.map(({ id, act, at, body }) => (
              <li key={id}>
                <span className="tabular">{formatTime(at, 'short')}</span>
                <strong>{t(`queue.acts.${act}`, { defaultValue: act })}</strong>
                <small>{words(body)}</small>
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h3>{t('contradictions.plan')}</h3>
          <p>
            {t('contradictions.status', { status: t(`statuses.${held.visitStatus}`) })}
            <br />
            {t('contradictions.planned', { at: formatTime(held.plannedStart, 'short') })}
            {held.engineerNow && (
              <>
                <br />
                {t('contradictions.now', { engineer: held.engineerNow })}
              </>
            )}
          </p>
          <h3>{t('contradictions.why')}</h3>
          <p>{problemText(new Problem({ status: 409, code: held.code, facts: held.facts as Record<string, unknown> }))}</p>
          {held.settledBy && (
            <p>
              {held.settledBy} · {formatTime(held.settledAt, 'short')}
              {held.note && `：${held.note}`}
            </p>
          )}
          {held.state === 'OPEN' && (
            <div className="contradiction-foot">
              <Button type="primary" onClick={() => onSettle('count')}>
                {t('contradictions.count')}
              </Button>
              <Button onClick={() => onSettle('set-aside')}>{t('contradictions.aside')}</Button>
            </div>
          )}
        </section>
      </div>
    </Panel>
  )
}

/** What was said in words; numbers and codes are for the report. */
const words = (body: Record<string, unknown>) =>
  ['finding', 'action', 'reason', 'note', 'name', 'opinion']
    .map((key) => body[key])
    .filter((value) => typeof value === 'string' && value.trim())
    .join(' · ')

function Settle({ held, how, onClose }: Settling & { onClose: () => void }) {
  const { t } = useTranslation('fieldwork')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const settle = useMutation({
    mutationFn: () =>
      how === 'count'
        ? got(api.POST('/api/contradictions/{id}/count', { params: { path: { id: held.id } }, body: { note } }))
        : got(api.POST('/api/contradictions/{id}/set-aside', { params: { path: { id: held.id } }, body: { note } })),
    onSuccess: () => {
      message.success(t('contradictions.done'))
      onClose()
    },
    onError: (error) => message.error(problemText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fieldwork'] }),
  })
  const counts = how === 'count'
  return (
    <Modal
      open
      title={t(counts ? 'contradictions.countTitle' : 'contradictions.asideTitle', { engineer: held.engineer })}
      okText={t(counts ? 'contradictions.count' : 'contradictions.aside')}
      okButtonProps={{ loading: settle.isPending, disabled: !counts && !note.trim() }}
      onOk={() => settle.mutate()}
      onCancel={onClose}
    >
      <p>{t(counts ? 'contradictions.countHint' : 'contradictions.asideHint')}</p>
      <Input.TextArea
        aria-label={t(counts ? 'contradictions.note' : 'contradictions.reason')}
        placeholder={t(counts ? 'contradictions.note' : 'contradictions.reason')}
        rows={3}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}
