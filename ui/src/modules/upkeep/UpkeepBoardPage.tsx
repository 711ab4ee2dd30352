import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, DatePicker, Form, Input, Modal, Space, type TableProps } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  ProblemAlert,
  RowList,
  StatusTag,
  SubjectLink,
} from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { dayOf } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { type Due, type DueFilter, STATES, TONES, upkeepQueries, useDueAct, WEEKDAYS } from './api'
import './upkeep.css'

const DAY = 'YYYY-MM-DD'

/** A month of dates, the year it lies in, and the rows behind them. */
export function UpkeepBoardPage() {
  const { t } = useTranslation(['upkeep', 'shared'])
  const [filter, change] = useListState<DueFilter>()
  const today = dayOf(Date.now())
  const chosen = dayjs(`${filter.month ?? today.slice(0, 7)}-01`)
  const month = chosen.isValid() ? chosen : dayjs(`${today.slice(0, 7)}-01`)
  const set = (next: Partial<DueFilter>) => change(next as DueFilter)
  const late = filter.overdue === 'true'
  const span = late
    ? { from: dayjs(today).subtract(2, 'year').format(DAY), to: today }
    : filter.day
      ? { from: filter.day, to: filter.day }
      : { from: month.format(DAY), to: month.endOf('month').format(DAY) }
  const list = useQuery(upkeepQueries.dues(span, filter))
  const [asked, ask] = useState<{ due: Due; act: 'move' | 'skip' }>()
  const { modal, message } = App.useApp()
  const act = useDueAct()
  const make = (due: Due) =>
    modal.confirm({
      title: t('make.title'),
      content: t('make.hint', { on: due.plannedOn, customer: due.customerName }),
      okText: t('acts.MAKE'),
      onOk: () =>
        act.mutateAsync({ due, act: 'make', json: {} }).then(
          () => void message.success(t('make.done')),
          (error) => void message.error(problemText(error)),
        ),
    })
  const buttons = (due: Due) => (
    <Space size={4} wrap>
      {due.caseId && (
        <SubjectLink kind="case" id={due.caseId}>
          {due.caseNumber}
        </SubjectLink>
      )}
      {due.acts.includes('MAKE') && (
        <Button size="small" onClick={() => make(due)}>
          {t(due.state === 'SKIPPED' ? 'acts.AGAIN' : 'acts.MAKE')}
        </Button>
      )}
      {due.acts.includes('MOVE') && (
        <Button size="small" onClick={() => ask({ due, act: 'move' })}>
          {t('acts.MOVE')}
        </Button>
      )}
      {due.acts.includes('SKIP') && (
        <Button size="small" onClick={() => ask({ due, act: 'skip' })}>
          {t('acts.SKIP')}
        </Button>
      )}
    </Space>
  )
  const tags = (due: Due) => (
    <Space size={4} wrap>
      <StatusTag tone={TONES[due.state]}>{t(`states.${due.state}`)}</StatusTag>
      {due.overdue && <StatusTag tone="bad">{t('overdue')}</StatusTag>}
      {due.lateDays !== null && due.lateDays > 0 && <StatusTag tone="bad">{t('late', { count: due.lateDays })}</StatusTag>}
      {due.movedFrom && <StatusTag tone="neutral">{t('movedFrom', { on: due.movedFrom })}</StatusTag>}
      {due.byCustomer && <StatusTag tone="info">{t('byCustomer')}</StatusTag>}
      {due.threshold !== null && <StatusTag tone="neutral">{t('threshold', { count: Number(due.threshold) })}</StatusTag>}
    </Space>
  )
  const columns: NonNullable<TableProps<Due>['columns']> = [
    {
      title: t('columns.on'),
      key: 'on',
      width: 170,
      render: (_, due) => (
        <div className="two-lines">
          <span className="tabular">{due.plannedOn}</span>
          <small className="tabular">{t('window', { from: due.windowFrom.slice(5), to: due.windowTo.slice(5) })}</small>
        </div>
      ),
    },
    { title: t('columns.plan'), key: 'plan', width: 220, dataIndex: 'planName', ellipsis: true },
    {
      title: t('columns.what'),
      key: 'what',
      width: 280,
      render: (_, due) => (
        <div className="two-lines">
          {due.deviceId ? (
            <SubjectLink kind="device" id={due.deviceId}>
              {due.deviceName}
            </SubjectLink>
          ) : (
            <span>{due.siteName ?? '—'}</span>
          )}
          <small>{[due.customerName, due.siteName].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    {
      title: t('columns.state'),
      key: 'state',
      width: 200,
      render: (_, due) => (
        <div className="two-lines">
          {tags(due)}
          {due.reason && <small>{due.reason}</small>}
        </div>
      ),
    },
    { title: t('columns.acts'), key: 'acts', width: 240, render: (_, due) => buttons(due) },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <ExportButton
              path="/upkeep/dues/export"
              filter={{ ...span, branch: filter.branch, state: filter.state, plan: filter.plan, overdue: filter.overdue }}
            />
            <Link to={'/upkeep/plans' as never}>
              <Button>{t('plans.title')}</Button>
            </Link>
          </>
        }
      />
      <FilterBar
        set={[filter.branch, filter.state, filter.overdue, filter.plan].filter(Boolean).length}
        first={
          <Space.Compact>
            <Button
              icon={<LeftOutlined />}
              aria-label={t('before')}
              onClick={() => set({ month: month.subtract(1, 'month').format('YYYY-MM'), day: undefined })}
            />
            <DatePicker
              picker="month"
              allowClear={false}
              value={month}
              aria-label={t('month')}
              onChange={(to) => to && set({ month: to.format('YYYY-MM'), day: undefined })}
            />
            <Button
              icon={<RightOutlined />}
              aria-label={t('next')}
              onClick={() => set({ month: month.add(1, 'month').format('YYYY-MM'), day: undefined })}
            />
          </Space.Compact>
        }
      >
        <ChoiceFilter
          label={t('columns.state')}
          value={filter.state}
          options={STATES.map((one) => ({ value: one, label: t(`states.${one}`) }))}
          onChange={(state) => set({ state })}
        />
        <ChoiceFilter
          label={t('overdue')}
          value={filter.overdue}
          options={[{ value: 'true', label: t('onlyOverdue') }]}
          onChange={(overdue) => set({ overdue })}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => set({ branch })} />
        {filter.plan && (
          <Button type="link" onClick={() => set({ plan: undefined })}>
            {t('allPlans')}
          </Button>
        )}
      </FilterBar>
      <Calendar month={month} today={today} filter={filter} set={set} />
      <RowList
        query={list}
        columns={columns}
        width={1110}
        card={(due) => (
          <>
            <span className="spread">
              <b className="tabular">{due.plannedOn}</b>
              {tags(due)}
            </span>
            <span>{due.deviceName ?? due.siteName}</span>
            <small>{[due.planName, due.customerName].join(' · ')}</small>
            {due.reason && <small>{due.reason}</small>}
            {buttons(due)}
          </>
        )}
        filtered={Boolean(filter.branch || filter.state || filter.day || filter.overdue || filter.plan)}
        first={t('first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as DueFilter)}
      />
      {asked && <ReasonDialog {...asked} today={today} onClose={() => ask(undefined)} />}
    </>
  )
}

type CalendarProps = { month: Dayjs; today: string; filter: DueFilter; set: (next: Partial<DueFilter>) => void }

function Calendar({ month, today, filter, set }: CalendarProps) {
  const { t } = useTranslation('upkeep')
  const year = useQuery(
    upkeepQueries.days(
      { from: month.startOf('year').format(DAY), to: month.endOf('year').format(DAY) },
      { branch: filter.branch, plan: filter.plan },
    ),
  )
  if (year.isError) return <ProblemAlert error={year.error} onRetry={() => year.refetch()} />
  const days = year.data ?? []
  const all = (day: (typeof days)[number]) => day.planned + day.made + day.done + day.skipped
  const months = Array.from({ length: 12 }, (_, n) => {
    const key = month.month(n).format('YYYY-MM')
    return { key, n, count: days.filter(({ day }) => day.startsWith(key)).reduce((sum, day) => sum + all(day), 0) }
  })
  const most = Math.max(1, ...months.map(({ count }) => count))
  const lead = (month.day() + 6) % 7
  return (
    <>
      <div className="upkeep-year">
        {months.map(({ key, n, count }) => (
          <button
            key={key}
            type="button"
            aria-pressed={key === month.format('YYYY-MM')}
            style={{ '--heat': Math.round((count / most) * 45) } as never}
            onClick={() => set({ month: key, day: undefined })}
          >
            <span>{t('monthName', { month: n + 1 })}</span>
            <b className="tabular">{count}</b>
          </button>
        ))}
      </div>
      <div className="upkeep-month">
        {WEEKDAYS.map((day) => (
          <span key={day}>{t(`weekdays.${day}`)}</span>
        ))}
        {lead > 0 && <i style={{ gridColumn: `span ${lead}` }} />}
        {Array.from({ length: month.daysInMonth() }, (_, n) => {
          const day = month.date(n + 1).format(DAY)
          const count = days.find((one) => one.day === day)
          return (
            <button
              key={day}
              type="button"
              className={day === today ? 'today' : undefined}
              aria-pressed={filter.day === day}
              onClick={() =>
                set({ month: month.format('YYYY-MM'), day: filter.day === day ? undefined : day, overdue: undefined })
              }
            >
              <b>{n + 1}</b>
              {count && (
                <span className="counts">
                  {count.overdue > 0 && <StatusTag tone="bad">{count.overdue}</StatusTag>}
                  {count.planned > 0 && <StatusTag tone="info">{count.planned}</StatusTag>}
                  {count.made > 0 && <StatusTag tone="warn">{count.made}</StatusTag>}
                  {count.done > 0 && <StatusTag tone="good">{count.done}</StatusTag>}
                  {count.skipped > 0 && <StatusTag tone="neutral">{count.skipped}</StatusTag>}
                </span>
              )}
            </button>
          )
        })}
      </div>
    </>
  )
}

function ReasonDialog({ due, act, today, onClose }: { due: Due; act: 'move' | 'skip'; today: string; onClose: () => void }) {
  const { t } = useTranslation(['upkeep', 'shared'])
  const [form] = Form.useForm<{ to?: Dayjs; reason: string }>()
  const run = useDueAct()
  return (
    <Modal
      open
      title={t(`${act}.title`)}
      okText={t(`${act}.act`)}
      confirmLoading={run.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="faint">{[due.plannedOn, due.planName, due.deviceName ?? due.siteName].filter(Boolean).join(' · ')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ to, reason }) =>
          run.mutate({ due, act, json: act === 'move' ? { to: to?.format(DAY), reason } : { reason } }, { onSuccess: onClose })
        }
      >
        {act === 'move' && (
          <Form.Item name="to" label={t('move.to')} rules={[{ required: true, message: t('shared:fields.required') }]}>
            <DatePicker disabledDate={(day) => day.isBefore(dayjs(today))} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        {run.isError && <Alert type="error" showIcon role="alert" title={problemText(run.error)} />}
      </Form>
    </Modal>
  )
}
