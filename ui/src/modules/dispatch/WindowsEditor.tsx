import { ClockCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, DatePicker, Flex, Popover, Tag, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { currentZone, formatTime } from '@/shared/time'
import { instantOf } from './day'
import { useSetWindows, type Window } from './planApi'

/** When the customer can be visited: what is asked on the phone. */
export function WindowsEditor({ caseId, windows, day }: { caseId: string; windows: readonly Window[]; day: string }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const set = useSetWindows(caseId)
  const [open, setOpen] = useState(false)
  const save = (next: Window[]) => set.mutate(next, { onError: (error) => message.error(problemText(error)) })
  return (
    <Flex gap={6} align="center" wrap className="advice-windows">
      <ClockCircleOutlined /> {t('windows.title')}
      {windows.length === 0 && <span className="advice-no">{t('windows.any')}</span>}
      {windows.map((one) => (
        <Tag
          key={one.from}
          closable={{ 'aria-label': t('windows.remove') }}
          onClose={(event) => {
            event.preventDefault()
            save(windows.filter((other) => other !== one))
          }}
        >
          {formatTime(one.from, 'short')}–{formatTime(one.to, 'time')}
        </Tag>
      ))}
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        content={
          <NewWindow
            day={day}
            onAdd={(one) => {
              setOpen(false)
              save([...windows, one])
            }}
          />
        }
      >
        <Button size="small" type="text" icon={<PlusOutlined />} loading={set.isPending}>
          {t('windows.add')}
        </Button>
      </Popover>
    </Flex>
  )
}

function NewWindow({ day, onAdd }: { day: string; onAdd: (window: Window) => void }) {
  const { t } = useTranslation('dispatch')
  const [date, setDate] = useState<Dayjs>(dayjs(day))
  const [times, setTimes] = useState<[Dayjs, Dayjs]>([dayjs('2000-01-01 09:00'), dayjs('2000-01-01 12:00')])
  const at = (time: Dayjs) => new Date(instantOf(date.format('YYYY-MM-DD'), time.format('HH:mm'), currentZone())).toISOString()
  const backwards = !times[0].isBefore(times[1])
  return (
    <Flex gap="small" wrap style={{ maxWidth: 300 }}>
      <DatePicker
        value={date}
        allowClear={false}
        onChange={(next) => next && setDate(next)}
        aria-label={t('plan.day')}
        style={{ width: '100%' }}
      />
      <TimePicker.RangePicker
        value={times}
        format="HH:mm"
        minuteStep={30}
        allowClear={false}
        needConfirm={false}
        onChange={(next) => next?.[0] && next[1] && setTimes([next[0], next[1]])}
        style={{ width: '100%' }}
      />
      <Button type="primary" block disabled={backwards} onClick={() => onAdd({ from: at(times[0]), to: at(times[1]) })}>
        {t('windows.add')}
      </Button>
    </Flex>
  )
}
