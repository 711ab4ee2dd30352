import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Sheet, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { newId, type Track, useTrackAct } from './api'

const DAY = 24 * 60 * 60_000
const MOST = 60

/** What is planned may be moved to another day of its window, as long as nobody is booked. */
export function PlannedDay({ token, track }: { token: string; track: Track }) {
  const { t } = useTranslation('portal')
  const act = useTrackAct(token)
  const id = useRef(newId())
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const { plannedDay } = track
  if (!plannedDay || !track.acts.includes('MOVE_DAY')) return null
  const days = daysOf(plannedDay.from, plannedDay.to)
  const take = (day: string) =>
    act.mutate(
      { act: 'planned-day', body: { id: id.current, day } },
      {
        onSuccess: () => {
          toast(t('plannedDay.done'))
          setOpen(false)
        },
        onError: (error) => toast(problemText(error), 'bad'),
        onSettled: () => {
          id.current = newId()
          setChosen(undefined)
        },
      },
    )
  return (
    <>
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t('plannedDay.act')}
      </Button>
      <Sheet
        open={open}
        title={t('plannedDay.title')}
        onClose={() => setOpen(false)}
        foot={
          <Button wide busy={act.isPending} disabled={!chosen} onClick={() => chosen && take(chosen)}>
            {t('plannedDay.take')}
          </Button>
        }
      >
        <p className="portal-plain">{t('plannedDay.hint', { on: formatTime(`${plannedDay.on}T04:00:00Z`, 'day') })}</p>
        <div className="portal-windows">
          {days.map((day) => (
            <button
              key={day}
              type="button"
              disabled={day === plannedDay.on}
              aria-pressed={chosen === day}
              onClick={() => setChosen(day)}
              className="tabular"
            >
              {formatTime(`${day}T04:00:00Z`, 'day')}
            </button>
          ))}
        </div>
      </Sheet>
    </>
  )
}

function daysOf(from: string, to: string) {
  const count = Math.min(MOST, Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1)
  return Array.from({ length: count }, (_, n) => new Date(Date.parse(from) + n * DAY).toISOString().slice(0, 10))
}
