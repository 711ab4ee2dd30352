import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Segmented, Skeleton, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, ProblemAlert, StatusTag } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { dayOf } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { CalendarDrawer, DayDialog, NewCalendarDrawer, NoticeDrawer } from './CalendarEdit'
import { type Calendar, calendarQueries, type YearDay } from './calendars'
import { YearMap } from './YearMap'
import './calendars.css'

type State = { code?: string; year?: string; open?: string }

/** Which minutes count: the week, the days that leave it, and the year as a picture. */
export function CalendarPage() {
  const { t } = useTranslation('promises')
  const [state, change] = useListState<State>()
  const calendars = useQuery(calendarQueries.list())
  const may = useMay('promises.edit-rules')
  const show = (open: string | undefined) => change({ open })
  return (
    <>
      <PageTitle
        title={t('calendar.title')}
        hint={t('calendar.hint')}
        extra={
          may && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
              {t('calendar.new')}
            </Button>
          )
        }
      />
      <Four query={calendars}>
        {(all) => {
          const calendar = all.find((one) => one.code === state.code) ?? all.find((one) => !one.always) ?? all[0]
          if (!calendar) return null
          return (
            <>
              <div className="calendar-tabs">
                <Segmented
                  value={calendar.code}
                  onChange={(code) => change({ code, open: undefined })}
                  options={all.map((one) => ({
                    value: one.code,
                    label: one.branchName ? `${one.name} · ${one.branchName}` : one.name,
                  }))}
                />
              </div>
              <OneCalendar
                key={calendar.code}
                calendar={calendar}
                all={all}
                year={Number(state.year) || Number(dayOf(Date.now()).slice(0, 4))}
                editable={may}
                open={state.open}
                onOpen={show}
                onYear={(year) => change({ year: String(year) })}
              />
              <NewCalendarDrawer
                open={state.open === 'new'}
                all={all}
                onDone={(code) => change(code ? { code, open: undefined } : { open: undefined })}
              />
            </>
          )
        }}
      </Four>
    </>
  )
}

type OneCalendarProps = {
  calendar: Calendar
  all: Calendar[]
  year: number
  editable: boolean
  open: string | undefined
  onOpen: (open: string | undefined) => void
  onYear: (year: number) => void
}

function OneCalendar({ calendar, all, year, editable, open, onOpen, onYear }: OneCalendarProps) {
  const { t } = useTranslation('promises')
  const asked = useQuery(calendarQueries.year(calendar.code, year))
  const [day, setDay] = useState<YearDay>()
  const thisYear = Number(dayOf(Date.now()).slice(0, 4))
  const missing =
    !calendar.always &&
    calendar.until !== null &&
    Number(calendar.until.slice(0, 4)) < Math.max(year, thisYear + (dayOf(Date.now()) >= `${thisYear}-11-01` ? 1 : 0))
  return (
    <Flex vertical gap="middle">
      {missing && (
        <Alert
          type="warning"
          showIcon
          title={t('calendar.noticeMissing', { year: Number(calendar.until?.slice(0, 4)) + 1 })}
          action={
            editable && (
              <Button size="small" onClick={() => onOpen('notice')}>
                {t('calendar.addNotice')}
              </Button>
            )
          }
        />
      )}
      <Panel
        title={
          <Flex gap="small" align="center">
            <Button
              type="text"
              size="small"
              icon={<LeftOutlined />}
              aria-label={t('calendar.before')}
              onClick={() => onYear(year - 1)}
            />
            <span className="tabular">{t('calendar.year', { year })}</span>
            <Button
              type="text"
              size="small"
              icon={<RightOutlined />}
              aria-label={t('calendar.after')}
              onClick={() => onYear(year + 1)}
            />
          </Flex>
        }
        extra={
          editable && (
            <Flex gap="small" wrap>
              <Button onClick={() => onOpen('notice')}>{t('calendar.addNotice')}</Button>
              <Button onClick={() => onOpen('edit')}>{t('calendar.edit')}</Button>
            </Flex>
          )
        }
      >
        {asked.isError ? (
          <ProblemAlert error={asked.error} onRetry={() => asked.refetch()} />
        ) : asked.data ? (
          <>
            <YearMap days={asked.data.days} onPick={editable ? setDay : undefined} />
            <YearFigures days={asked.data.days} />
          </>
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Panel>
      <div className="calendar-facts">
        <Panel title={t('calendar.week')}>
          <Week week={calendar.week} />
        </Panel>
        <Panel title={t('calendar.about')}>
          <Facts
            facts={[
              { label: t('calendar.zone'), value: calendar.zone },
              calendar.follows !== null && {
                label: t('calendar.follows'),
                value: all.find((one) => one.code === calendar.follows)?.name ?? calendar.follows,
              },
              calendar.branchName !== null && { label: t('facts.branch'), value: calendar.branchName },
              { label: t('calendar.rules'), value: t('calendar.ruleCount', { count: calendar.rules }) },
              { label: t('rules.open'), value: calendar.open >= 1000 ? '999+' : calendar.open },
              { label: t('calendar.until'), value: calendar.until },
            ]}
          />
        </Panel>
        <Panel title={t('calendar.special')}>
          <SpecialDays days={asked.data?.days ?? []} onPick={editable ? setDay : undefined} />
        </Panel>
      </div>
      <CalendarDrawer open={open === 'edit'} calendar={calendar} onClose={() => onOpen(undefined)} />
      <NoticeDrawer open={open === 'notice'} calendar={calendar} year={year} onClose={() => onOpen(undefined)} onTaken={onYear} />
      <DayDialog day={day} calendar={calendar} onClose={() => setDay(undefined)} />
    </Flex>
  )
}

function YearFigures({ days }: { days: YearDay[] }) {
  const { t } = useTranslation('promises')
  const count = (kind: YearDay['kind']) => days.filter((day) => day.kind === kind).length
  return (
    <p className="calendar-figures">
      {t('calendar.figures', {
        worked: days.filter((day) => day.minutes > 0).length,
        hours: Math.round(days.reduce((sum, day) => sum + day.minutes, 0) / 60),
        holidays: count('HOLIDAY'),
        makeup: count('MAKEUP_WORKDAY'),
      })}
    </p>
  )
}

function Week({ week }: { week: string[] }) {
  const { t } = useTranslation('promises')
  return (
    <dl className="calendar-week">
      {week.map((hours, day) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a week always has the same seven days
        <div key={day} data-off={hours === ''}>
          <dt>{t(`calendar.weekdays.${day}`)}</dt>
          <dd className="tabular">{hours === '' ? t('calendar.off') : hours.replaceAll(' ', '　')}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Days that leave the week, those next to each other with one reason in one line. */
function SpecialDays({ days, onPick }: { days: YearDay[]; onPick?: ((day: YearDay) => void) | undefined }) {
  const { t } = useTranslation('promises')
  const groups: YearDay[][] = []
  for (const day of days.filter((one) => one.kind)) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    if (before && before.kind === day.kind && before.name === day.name && dayAfter(before.day) === day.day) last?.push(day)
    else groups.push([day])
  }
  if (groups.length === 0) return <Typography.Text type="secondary">{t('calendar.noSpecial')}</Typography.Text>
  return (
    <ul className="calendar-special">
      {groups.map((group) => {
        const first = group[0] as YearDay
        const last = group.at(-1) as YearDay
        return (
          <li key={first.day}>
            <button type="button" className="link tabular" disabled={!onPick} onClick={() => onPick?.(first)}>
              {first.day.slice(5)}
              {last !== first && ` – ${last.day.slice(5)}`}
            </button>
            <StatusTag tone={first.kind === 'HOLIDAY' ? 'good' : 'warn'}>{t(`dayKinds.${first.kind}`)}</StatusTag>
            <span>{first.name}</span>
            {first.kind !== 'HOLIDAY' && <span className="faint tabular">{first.hours}</span>}
          </li>
        )
      })}
    </ul>
  )
}

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
