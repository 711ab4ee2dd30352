import { PlayCircleOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Form, Input, Modal, Segmented, Space, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Countdown } from '@/shared/Countdown'
import type { Call } from '@/shared/calls/calls'
import {
  ExportButton,
  FilterBar,
  PageTitle,
  RowList,
  StatusTag,
  SubjectLink,
  showOnForm,
  type Tone,
  WordsFilter,
} from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type CallFilter, listQueries, spoken } from './api'

const BOXES = ['ALL', 'TO_RING_BACK', 'WITHOUT_CASE'] as const
const TONES = { RINGING: 'info', TALKING: 'info', MISSED: 'bad', ENDED: 'neutral' } satisfies Record<Call['state'], Tone>

/** Every call, the newest first; those nobody took until somebody has rung back. */
export function CallListPage() {
  const { t } = useTranslation('calls')
  const [filter, change] = useListState<CallFilter>()
  const set = (next: Partial<CallFilter>, keepPage = false) => change(next as CallFilter, { keepPage })
  const calls = useQuery(listQueries.calls(filter))
  const may = useMay('calls.answer')
  const mayOpen = useMay('cases.open')
  const owed = (call: Call) => call.state === 'MISSED' && !call.rungBackAt

  const state = (call: Call) =>
    call.direction === 'OUT' ? (
      <StatusTag tone="neutral">{t(call.answeredAt ? 'states.OUT' : 'states.OUT_UNANSWERED')}</StatusTag>
    ) : call.rungBackAt ? (
      <StatusTag tone="good">{t('states.RUNG_BACK')}</StatusTag>
    ) : (
      <StatusTag tone={TONES[call.state]}>{t(`states.${call.state}`)}</StatusTag>
    )
  const acts = (call: Call) => (
    <Space size={6} wrap>
      {owed(call) && call.dueAt && <Countdown dueAt={call.dueAt} state="RUNNING" />}
      {may && owed(call) && (
        <Button size="small" type="primary" onClick={() => set({ note: call.id }, true)}>
          {t('ringBack')}
        </Button>
      )}
      {call.caseId ? (
        <SubjectLink kind="case" id={call.caseId}>
          <span className="tabular">{call.caseNumber}</span>
        </SubjectLink>
      ) : (
        mayOpen && (
          <Link to="/cases/new" search={{ call: call.id } as never}>
            <Button size="small">{t('openCase')}</Button>
          </Link>
        )
      )}
      {may && !owed(call) && !call.caseId && (
        <Button size="small" type="text" onClick={() => set({ note: call.id }, true)}>
          {t('note')}
        </Button>
      )}
    </Space>
  )
  const who = (call: Call) => (
    <>
      <span className="tabular">{call.number || t('ringing.hidden')}</span>
      <small>
        {call.contactName}{' '}
        <SubjectLink kind="customer" id={call.customerId}>
          {call.customerName}
        </SubjectLink>
      </small>
    </>
  )
  const columns: NonNullable<TableProps<Call>['columns']> = [
    { title: t('columns.at'), key: 'at', width: 130, render: (_, call) => <Time at={call.beganAt} /> },
    { title: t('columns.who'), key: 'who', width: 220, render: (_, call) => <div className="two-lines">{who(call)}</div> },
    { title: t('columns.state'), key: 'state', width: 120, render: (_, call) => state(call) },
    {
      title: t('columns.by'),
      key: 'by',
      width: 150,
      render: (_, call) => (
        <div className="two-lines">
          <span>{call.rungBackBy ?? call.userName}</span>
          <small className="tabular">{[call.extension, spoken(call)].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    {
      title: t('columns.about'),
      key: 'about',
      width: 220,
      render: (_, call) => (
        <Space size={8}>
          {call.recording && <Recording call={call} />}
          <span>{call.note}</span>
        </Space>
      ),
    },
    { title: t('columns.next'), key: 'next', width: 320, render: (_, call) => acts(call) },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={<ExportButton path="/calls/export" filter={{ box: filter.box, number: filter.number }} />}
      />
      <FilterBar
        set={0}
        first={
          <Space wrap>
            <Segmented
              value={filter.box ?? 'ALL'}
              options={BOXES.map((box) => ({ value: box, label: t(`boxes.${box}`) }))}
              onChange={(box) => set({ box: box === 'ALL' ? undefined : box } as Partial<CallFilter>)}
            />
            <WordsFilter
              label={t('number')}
              value={filter.number}
              onChange={(number) => set({ number } as Partial<CallFilter>)}
            />
          </Space>
        }
      />
      <RowList
        query={calls}
        columns={columns}
        width={1160}
        card={(call) => (
          <>
            <span className="spread">
              <span className="two-lines">{who(call)}</span>
              {state(call)}
            </span>
            {call.note && <span>{call.note}</span>}
            <small>
              <Time at={call.beganAt} /> · {[call.rungBackBy ?? call.userName, spoken(call)].filter(Boolean).join(' · ')}{' '}
              {call.recording && <Recording call={call} />}
            </small>
            {acts(call)}
          </>
        )}
        filtered={Boolean(filter.box || filter.number)}
        first={t('first')}
        after={filter.after}
        next={calls.data?.next}
        onMove={(after) => change({ after } as CallFilter)}
      />
      <NoteDialog
        call={calls.data?.rows.find(({ id }) => id === filter.note)}
        onClose={() => set({ note: undefined } as Partial<CallFilter>, true)}
      />
    </>
  )
}

function Recording({ call }: { call: Call }) {
  const { t } = useTranslation('calls')
  return (
    <a href={call.recording} target="_blank" rel="noreferrer noopener" title={t('recordingHint')}>
      <PlayCircleOutlined /> {t('recording')}
    </a>
  )
}

/** What was said on ringing back, or what a call was about that became no case. */
function NoteDialog({ call, onClose }: { call: Call | undefined; onClose: () => void }) {
  const { t } = useTranslation(['calls', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ note: string }>()
  const owed = call?.state === 'MISSED' && !call.rungBackAt
  const save = useMutation({
    mutationFn: ({ note }: { note?: string }) =>
      http(owed ? `/calls/${call?.id}/rung-back` : `/calls/${call?.id}/note`, {
        method: owed ? 'POST' : 'PUT',
        json: { note: note ?? '' },
      }),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['calls'] })
      onClose()
    },
    onError: (error) => {
      if (!showOnForm(form, error)) message.error(problemText(error))
    },
  })
  return (
    <Modal
      open={Boolean(call)}
      title={call && t(owed ? 'ringBackTitle' : 'noteTitle', { who: call.contactName || call.number })}
      okText={t(owed ? 'rungBack' : 'shared:act.save')}
      cancelText={t('shared:act.cancel')}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={save.isPending}
      destroyOnHidden
    >
      {owed && <p className="faint">{t('ringBackHint', { number: call?.number })}</p>}
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => save.mutate(values)}
        initialValues={{ note: owed ? '' : call?.note }}
      >
        <Form.Item name="note" label={t('noteLabel')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} placeholder={t('noteExample')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
