import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Form, Input, InputNumber, Modal, Select, Space, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import {
  type Calendar,
  type Change,
  DAY_KINDS,
  type Day,
  type DayKind,
  type Effect,
  type NewCalendar,
  unchanged,
  useChangeCalendar,
  useCreateCalendar,
  useNotice,
  usePreview,
  type YearDay,
  ZONES,
} from './calendars'
import { ruleQueries } from './rules'
import { useRuleWords } from './useRuleWords'

/** What a change would move, before it is made. */
function EffectAlert({ effect }: { effect: Effect }) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  return (
    <Alert
      type={effect.moved > 0 ? 'warning' : 'info'}
      showIcon
      title={t(effect.moved > 0 ? 'calendar.moved' : 'calendar.movedNone', {
        moved: effect.moved,
        open: effect.open,
        more: effect.more ? '+' : '',
      })}
      description={
        effect.moves.length > 0 && (
          <ul className="calendar-moves">
            {effect.moves.slice(0, 6).map((move) => (
              <li key={move.promise}>
                {words.promise(move.code)} · {move.label}
                <span className="tabular">
                  {formatTime(move.before, 'short')} → {formatTime(move.after, 'short')}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}

/** Looks at a change first, then makes it. Another change has to be looked at again. */
function useLookThenMake(calendar: Calendar, onDone: () => void) {
  const { t } = useTranslation('promises')
  const { message } = App.useApp()
  const preview = usePreview(calendar.code)
  const make = useChangeCalendar(calendar.code)
  const [looked, setLooked] = useState<string>()
  return {
    effect: looked ? preview.data : undefined,
    error: make.error ?? preview.error,
    busy: preview.isPending || make.isPending,
    isLooked: (change: Change) => looked === JSON.stringify(change),
    forget: () => setLooked(undefined),
    look: (change: Change) => preview.mutate(change, { onSuccess: () => setLooked(JSON.stringify(change)) }),
    make: (change: Change) =>
      make.mutate(change, {
        onSuccess: () => {
          message.success(t('calendar.saved'))
          setLooked(undefined)
          onDone()
        },
      }),
  }
}

type WeekValues = { name: string; zone: string; week: string[] }

function WeekFields() {
  const { t } = useTranslation('promises')
  return (
    <>
      <Form.Item
        name="name"
        label={t('calendar.name')}
        rules={[{ required: true, whitespace: true, message: t('calendar.nameMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="zone" label={t('calendar.zone')} extra={t('calendar.zoneHint')}>
        <Select showSearch options={ZONES.map((zone) => ({ value: zone, label: zone }))} />
      </Form.Item>
      <Form.Item label={t('calendar.week')} extra={t('calendar.weekHint')} style={{ marginBlockEnd: 16 }}>
        {Array.from({ length: 7 }, (_, day) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week always has the same seven days
          <Flex key={day} gap="small" align="baseline">
            <span style={{ width: 44 }}>{t(`calendar.weekdays.${day}`)}</span>
            <Form.Item name={['week', day]} style={{ flex: 1, marginBlockEnd: 8 }}>
              <Input placeholder={t('calendar.off')} aria-label={t(`calendar.weekdays.${day}`)} allowClear />
            </Form.Item>
          </Flex>
        ))}
      </Form.Item>
    </>
  )
}

/** Name, zone and week of a calendar. */
export function CalendarDrawer({ open, calendar, onClose }: { open: boolean; calendar: Calendar; onClose: () => void }) {
  const { t } = useTranslation('promises')
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={520}
      destroyOnHidden
      title={t('calendar.edit')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {open && <CalendarEditor key={calendar.version} calendar={calendar} onDone={onClose} />}
    </Drawer>
  )
}

function CalendarEditor({ calendar, onDone }: { calendar: Calendar; onDone: () => void }) {
  const { t } = useTranslation('promises')
  const [form] = Form.useForm<WeekValues>()
  const step = useLookThenMake(calendar, onDone)
  const changeOf = ({ name, zone, week }: WeekValues): Change => ({
    ...unchanged(calendar),
    name,
    zone,
    week: week.map((hours) => hours ?? ''),
  })
  return (
    <Form<WeekValues>
      form={form}
      layout="vertical"
      initialValues={{ name: calendar.name, zone: calendar.zone, week: calendar.week }}
      onValuesChange={step.forget}
      onFinish={(values) => (step.isLooked(changeOf(values)) ? step.make(changeOf(values)) : step.look(changeOf(values)))}
    >
      <WeekFields />
      <Flex vertical gap="middle">
        {step.error && <ProblemAlert error={step.error} />}
        {step.effect && <EffectAlert effect={step.effect} />}
        <Space>
          <Button type="primary" htmlType="submit" loading={step.busy}>
            {t(step.effect ? 'calendar.make' : 'calendar.look')}
          </Button>
        </Space>
      </Flex>
    </Form>
  )
}

/** A calendar of its own, or one that a branch works by instead of the house's. */
export function NewCalendarDrawer({ open, all, onDone }: { open: boolean; all: Calendar[]; onDone: (code?: string) => void }) {
  const { t } = useTranslation('promises')
  const { message } = App.useApp()
  const create = useCreateCalendar()
  const branches = useQuery({ ...ruleQueries.facts(), enabled: open }).data?.branch ?? []
  const base = all.find((one) => one.code === '5x8') ?? all[0]
  return (
    <Drawer
      open={open}
      onClose={() => onDone()}
      size={520}
      destroyOnHidden
      title={t('calendar.new')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <Form<NewCalendar>
        layout="vertical"
        initialValues={{
          name: '',
          zone: 'Asia/Shanghai',
          week: base?.week ?? [],
          follows: base?.code ?? null,
          branch: null,
          code: null,
        }}
        onFinish={(values) =>
          create.mutate(
            {
              ...values,
              code: values.code || null,
              follows: values.follows ?? null,
              branch: values.branch ?? null,
              week: values.week.map((hours) => hours ?? ''),
            },
            {
              onSuccess: ({ code }) => {
                message.success(t('calendar.saved'))
                onDone(code)
              },
              onError: (error) => {
                message.error(problemText(error))
              },
            },
          )
        }
      >
        <Form.Item name="follows" label={t('calendar.follows')} extra={t('calendar.followsHint')}>
          <Select
            allowClear
            options={all.filter((one) => one.follows === null).map((one) => ({ value: one.code, label: one.name }))}
          />
        </Form.Item>
        <Form.Item name="branch" label={t('calendar.branch')} extra={t('calendar.branchHint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('calendar.anyBranch')}
            options={branches.map((one) => ({ value: one.value, label: one.name['zh-CN'] ?? one.value }))}
          />
        </Form.Item>
        <WeekFields />
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('calendar.create')}
        </Button>
      </Form>
    </Drawer>
  )
}

type DayValues = { kind: DayKind | 'USUAL'; name: string; hours: string }

/** One day: as the week has it, or otherwise. */
export function DayDialog({ day, calendar, onClose }: { day: YearDay | undefined; calendar: Calendar; onClose: () => void }) {
  return (
    <Modal open={day !== undefined} onCancel={onClose} title={day?.day} footer={null} destroyOnHidden>
      {day && <DayEditor key={`${day.day}${calendar.version}`} day={day} calendar={calendar} onDone={onClose} />}
    </Modal>
  )
}

function DayEditor({ day, calendar, onDone }: { day: YearDay; calendar: Calendar; onDone: () => void }) {
  const { t } = useTranslation('promises')
  const [form] = Form.useForm<DayValues>()
  const kind = Form.useWatch('kind', form) ?? day.kind ?? 'USUAL'
  const step = useLookThenMake(calendar, onDone)
  const changeOf = (values: DayValues): Change => ({
    ...unchanged(calendar),
    put:
      values.kind === 'USUAL'
        ? []
        : [
            {
              day: day.day,
              kind: values.kind,
              name: values.name ?? '',
              hours: values.kind === 'OWN_HOURS' ? values.hours : null,
            },
          ],
    drop: values.kind === 'USUAL' ? [day.day] : [],
  })
  return (
    <Form<DayValues>
      form={form}
      layout="vertical"
      initialValues={{ kind: day.kind ?? 'USUAL', name: day.name, hours: day.hours }}
      onValuesChange={step.forget}
      onFinish={(values) => (step.isLooked(changeOf(values)) ? step.make(changeOf(values)) : step.look(changeOf(values)))}
    >
      {day.kind && !day.own && <Alert type="info" title={t('calendar.followed')} style={{ marginBlockEnd: 12 }} />}
      <Form.Item name="kind" label={t('calendar.kind')}>
        <Select
          options={[
            ...(day.kind && !day.own ? [] : [{ value: 'USUAL', label: t('dayKinds.USUAL') }]),
            ...DAY_KINDS.map((one) => ({ value: one, label: t(`dayKinds.${one}`) })),
          ]}
        />
      </Form.Item>
      {kind !== 'USUAL' && (
        <Form.Item name="name" label={t('calendar.dayName')}>
          <Input maxLength={40} />
        </Form.Item>
      )}
      {kind === 'OWN_HOURS' && (
        <Form.Item
          name="hours"
          label={t('calendar.hours')}
          extra={t('calendar.weekHint')}
          rules={[{ required: true, message: t('calendar.hoursMissing') }]}
        >
          <Input placeholder="09:00-12:00 13:00-17:00" />
        </Form.Item>
      )}
      <Flex vertical gap="middle">
        {step.error && <ProblemAlert error={step.error} />}
        {step.effect && <EffectAlert effect={step.effect} />}
        <Button type="primary" htmlType="submit" loading={step.busy} style={{ alignSelf: 'start' }}>
          {t(step.effect ? 'calendar.make' : 'calendar.look')}
        </Button>
      </Flex>
    </Form>
  )
}

type NoticeDrawerProps = { open: boolean; calendar: Calendar; year: number; onClose: () => void; onTaken: (year: number) => void }

/** The year's holidays from the notice as it is published, or from a table. */
export function NoticeDrawer({ open, calendar, year, onClose, onTaken }: NoticeDrawerProps) {
  const { t } = useTranslation('promises')
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={640}
      destroyOnHidden
      title={t('calendar.addNotice')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {open && <Notice calendar={calendar} year={year} onDone={onClose} onTaken={onTaken} />}
    </Drawer>
  )
}

function Notice({ calendar, year, onDone, onTaken }: Omit<NoticeDrawerProps, 'open' | 'onClose'> & { onDone: () => void }) {
  const { t } = useTranslation('promises')
  const last = calendar.until ? Number(calendar.until.slice(0, 4)) + 1 : year
  const [wanted, setWanted] = useState(Math.max(last, year))
  const [text, setText] = useState('')
  const notice = useNotice()
  const step = useLookThenMake(calendar, () => {
    onTaken(wanted)
    onDone()
  })
  const changeOf = (days: Day[]): Change => ({ ...unchanged(calendar), put: days })
  const read = () => notice.mutate({ year: wanted, text }, { onSuccess: (days) => step.look(changeOf(days)) })
  const forget = () => {
    notice.reset()
    step.forget()
  }
  return (
    <Flex vertical gap="middle">
      <p style={{ margin: 0 }}>{t('calendar.noticeHint')}</p>
      <Flex gap="small" align="center" wrap>
        <InputNumber
          min={1990}
          max={2100}
          value={wanted}
          aria-label={t('calendar.noticeYear')}
          suffix={t('calendar.yearUnit')}
          onChange={(next) => {
            forget()
            setWanted(next ?? last)
          }}
        />
        <Upload
          accept=".txt,.csv"
          showUploadList={false}
          beforeUpload={async (file) => {
            forget()
            setText(await file.text())
            return false
          }}
        >
          <Button>{t('calendar.noticeFile')}</Button>
        </Upload>
      </Flex>
      <Input.TextArea
        rows={10}
        maxLength={20_000}
        value={text}
        aria-label={t('calendar.addNotice')}
        placeholder={t('calendar.noticePlaceholder')}
        onChange={(event) => {
          forget()
          setText(event.target.value)
        }}
      />
      {notice.isError && <ProblemAlert error={notice.error} />}
      {notice.data && (
        <Flex gap={6} wrap className="tabular">
          {notice.data.map((day) => (
            <StatusTag key={day.day} tone={day.kind === 'HOLIDAY' ? 'good' : 'warn'}>
              {day.day.slice(5)} {t(`dayKinds.${day.kind}`)} {day.name}
            </StatusTag>
          ))}
        </Flex>
      )}
      {step.error && <ProblemAlert error={step.error} />}
      {step.effect && <EffectAlert effect={step.effect} />}
      <Space>
        {step.effect && notice.data ? (
          <Button type="primary" loading={step.busy} onClick={() => step.make(changeOf(notice.data))}>
            {t('calendar.takeNotice', { count: notice.data.length })}
          </Button>
        ) : (
          <Button type="primary" disabled={text.trim() === ''} loading={notice.isPending || step.busy} onClick={read}>
            {t('calendar.readNotice')}
          </Button>
        )}
      </Space>
    </Flex>
  )
}
