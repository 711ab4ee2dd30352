import { DownloadOutlined, LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Dropdown, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, useKeys } from '@/shared/desk'
import { OnCallNow } from '@/shared/roster/OnCallNow'
import { useMay, useSession } from '@/shared/session'
import { dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { DutyDialog, GapDialog } from './DutyDialogs'
import { dayAfter, mondayOf } from './day'
import { type Opened, RosterMonth } from './RosterMonth'
import { RotationDrawer } from './RotationDrawer'
import { type Rotation, rosterQueries } from './rosterApi'
import { Swaps } from './Swaps'
import './roster.css'

/** Who answers after hours: a month, its gaps in red. */
export function OnCallPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<{ month?: string; branch?: string }>()
  const { branches } = useSession()
  const mayEdit = useMay('dispatch.edit-roster')
  const today = dayOf(useNow('minute'))
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(state.month ?? '') ? (state.month as string) : today.slice(0, 7)
  const branch = state.branch ?? branches[0]?.id
  const from = mondayOf(`${month}-01`)
  const last = dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD')
  const days = daysOf(from, last)
  const roster = useQuery(rosterQueries.onCall(branch, from, days.at(-1) ?? last))
  const [opened, setOpened] = useState<Opened>()
  const [edited, setEdited] = useState<Rotation | 'new'>()
  const go = (by: number) => change({ month: dayjs(`${month}-01`).add(by, 'month').format('YYYY-MM') })
  useKeys({ ArrowLeft: () => go(-1), ArrowRight: () => go(1), t: () => change({ month: undefined }) })
  const close = () => setOpened(undefined)

  return (
    <>
      <PageTitle
        title={t('roster.title')}
        hint={formatTime(`${month}-15T00:00:00Z`, 'month')}
        extra={
          <>
            {branches.length > 1 && (
              <Select
                value={branch ?? null}
                onChange={(next) => change({ branch: next })}
                options={branches.map(({ id, name }) => ({ value: id, label: name }))}
                style={{ minWidth: 128 }}
                aria-label={t('board.branch')}
              />
            )}
            <Button icon={<LeftOutlined />} aria-label={t('roster.before')} onClick={() => go(-1)} />
            <Button onClick={() => change({ month: undefined })}>{t('roster.thisMonth')}</Button>
            <Button icon={<RightOutlined />} aria-label={t('roster.after')} onClick={() => go(1)} />
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  {
                    key: 'all',
                    label: <a href={`/api/dispatch/on-call/calendar.ics?branch=${branch ?? ''}`}>{t('roster.icsAll')}</a>,
                  },
                  { key: 'mine', label: <a href="/api/dispatch/on-call/calendar.ics?mine=true">{t('roster.icsMine')}</a> },
                ],
              }}
            >
              <Button icon={<DownloadOutlined />} aria-label={t('roster.ics')} />
            </Dropdown>
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
                {t('roster.addRotation')}
              </Button>
            )}
          </>
        }
      />
      <OnCallNow branch={branch} />
      <Four
        query={roster}
        isEmpty={({ rotations }) => rotations.length === 0}
        first={t(mayEdit ? 'roster.none' : 'roster.noneToRead')}
      >
        {(data) => (
          <>
            <Swaps swaps={data.swaps} />
            {data.gaps.length > 0 && (
              <Alert type="error" showIcon style={{ marginBlockEnd: 12 }} title={t('roster.gaps', { count: data.gaps.length })} />
            )}
            {data.rotations.map((rotation) => (
              <RosterMonth
                key={rotation.id}
                roster={data}
                rotation={rotation}
                days={days}
                month={month}
                today={today}
                mayEdit={mayEdit}
                onOpen={setOpened}
                onEdit={setEdited}
              />
            ))}
          </>
        )}
      </Four>
      {edited && branch && (
        <RotationDrawer
          key={edited === 'new' ? 'new' : edited.id}
          branch={branch}
          rotation={edited === 'new' ? undefined : edited}
          today={today}
          onClose={() => setEdited(undefined)}
        />
      )}
      {opened && 'duty' in opened && (
        <DutyDialog key={opened.duty.id} duty={opened.duty} roster={roster.data} mayEdit={mayEdit} onClose={close} />
      )}
      {opened && 'gap' in opened && <GapDialog gap={opened.gap} branch={branch} today={today} onClose={close} />}
    </>
  )
}

function daysOf(from: string, last: string) {
  const days: string[] = []
  for (let day = from; day <= last || days.length % 7 !== 0; day = dayAfter(day, 1)) days.push(day)
  return days
}
