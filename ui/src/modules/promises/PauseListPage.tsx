import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import {
  App,
  Button,
  Checkbox,
  Drawer,
  Flex,
  Form,
  Input,
  InputNumber,
  Radio,
  Select,
  Table,
  type TableProps,
  Typography,
} from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, PageTitle, Panel, StatusTag, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { duration } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { calendarQueries } from './calendars'
import { DurationInput } from './DurationInput'
import { NEW_PAUSE, PARTIES, type PauseReason, pauseQueries, useSavePause } from './pauses'
import './rules.css'

const MINUTE = 60_000

/** What clocks stop for, who has the next move then, and how they are asked for it. */
export function PauseListPage() {
  const { t } = useTranslation('promises')
  const [{ open }, change] = useListState<{ open?: string }>()
  const reasons = useQuery(pauseQueries.list())
  const calendars = useQuery(calendarQueries.list())
  const may = useMay('promises.edit-rules')
  const calendar = (code: string) => calendars.data?.find((one) => one.code === code)?.name ?? code
  const show = (next: string | undefined) => change({ open: next })
  const columns: TableProps<PauseReason>['columns'] = [
    {
      title: t('pauses.name'),
      render: (_, reason) => (
        <Flex gap={8} align="baseline" wrap>
          <button type="button" className="link" onClick={() => show(reason.code ?? undefined)}>
            {reason.name}
          </button>
          {!reason.active && <StatusTag>{t('pauses.idle')}</StatusTag>}
        </Flex>
      ),
    },
    { title: t('pauses.party'), width: 130, render: (_, reason) => t(`pauses.parties.${reason.party}`) },
    {
      title: t('pauses.chasing'),
      render: (_, reason) =>
        reason.chases === 0 ? (
          <Typography.Text type="secondary">{t('pauses.never')}</Typography.Text>
        ) : (
          t('pauses.every', { time: duration(reason.chaseMinutes * MINUTE), count: reason.chases })
        ),
    },
    { title: t('pauses.calendar'), width: 170, render: (_, reason) => calendar(reason.calendar) },
    {
      title: t('pauses.afterwards'),
      render: (_, reason) =>
        reason.resolution ? (
          t('pauses.settles')
        ) : (
          <Typography.Text type="secondary">{t('pauses.somebodyDecides')}</Typography.Text>
        ),
    },
  ]
  return (
    <>
      <PageTitle
        title={t('pauses.title')}
        hint={t('pauses.hint')}
        extra={
          may && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
              {t('pauses.new')}
            </Button>
          )
        }
      />
      <Four query={reasons} isEmpty={(all) => all.length === 0} first={<Nothing first={t('pauses.first')} />}>
        {(all) => (
          <Panel>
            <Table<PauseReason>
              rowKey={(reason) => reason.code ?? ''}
              columns={columns}
              dataSource={all}
              pagination={false}
              size="middle"
              scroll={{ x: 760 }}
            />
          </Panel>
        )}
      </Four>
      <PauseDrawer
        open={open}
        reason={reasons.data?.find(({ code }) => code === open)}
        editable={may}
        onClose={() => show(undefined)}
      />
    </>
  )
}

type PauseDrawerProps = { open: string | undefined; reason: PauseReason | undefined; editable: boolean; onClose: () => void }

function PauseDrawer({ open, reason, editable, onClose }: PauseDrawerProps) {
  const { t } = useTranslation('promises')
  const shown = open === 'new' || reason !== undefined
  return (
    <Drawer
      open={shown}
      onClose={onClose}
      size={560}
      destroyOnHidden
      title={open === 'new' ? t('pauses.new') : reason?.name}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {shown && <PauseEditor key={`${open}${reason?.version}`} reason={reason} editable={editable} onDone={onClose} />}
    </Drawer>
  )
}

type Values = Omit<PauseReason, 'resolution'> & { settles: boolean; resolution: string }

function PauseEditor({ reason, editable, onDone }: Omit<PauseDrawerProps, 'open' | 'onClose'> & { onDone: () => void }) {
  const { t } = useTranslation(['promises', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const calendars = useQuery(calendarQueries.list())
  const save = useSavePause(reason)
  const before = reason ?? NEW_PAUSE
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{ ...before, settles: before.resolution !== null, resolution: before.resolution ?? '' }}
      disabled={!editable || save.isPending}
      scrollToFirstError
      onFinish={({ settles, resolution, ...values }) =>
        save.mutate(
          { ...before, ...values, resolution: settles ? resolution.trim() : null },
          {
            onSuccess: () => {
              message.success(t('pauses.saved'))
              onDone()
            },
            onError: (error) => {
              if (!showOnForm(form, error)) message.error(problemText(error))
            },
          },
        )
      }
    >
      <Form.Item
        name="name"
        label={t('pauses.name')}
        rules={[{ required: true, whitespace: true, message: t('rules.nameMissing') }]}
      >
        <Input maxLength={60} placeholder={t('pauses.namePlaceholder')} />
      </Form.Item>
      <Form.Item name="party" label={t('pauses.party')} extra={t('pauses.partyHint')}>
        <Radio.Group
          optionType="button"
          options={PARTIES.map((party) => ({ value: party, label: t(`pauses.parties.${party}`) }))}
        />
      </Form.Item>
      <Flex gap="large" wrap>
        <Form.Item name="chases" label={t('pauses.times')}>
          <InputNumber min={0} max={20} precision={0} suffix={t('pauses.timesUnit')} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="chaseMinutes" label={t('pauses.interval')} extra={t('pauses.intervalHint')}>
          <DurationInput />
        </Form.Item>
      </Flex>
      <Form.Item name="calendar" label={t('pauses.calendar')} extra={t('pauses.calendarHint')}>
        <Select
          options={(calendars.data ?? []).filter((one) => !one.branchName).map((one) => ({ value: one.code, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="settles" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
        <Checkbox>{t('pauses.settlesItself')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={['settles']}>
        {({ getFieldValue }) =>
          getFieldValue('settles') && (
            <Form.Item
              name="resolution"
              label={t('pauses.resolution')}
              rules={[{ required: true, whitespace: true, message: t('pauses.resolutionMissing') }]}
            >
              <Input.TextArea rows={3} maxLength={500} showCount />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>{t('pauses.active')}</Checkbox>
      </Form.Item>
      {editable && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
      )}
    </Form>
  )
}
