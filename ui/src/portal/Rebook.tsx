import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ErrorPanel, Sheet, Skeleton, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { newId, portalQueries, type Track, useTrackAct } from './api'

/** Another time for the visit, chosen among those in which somebody can really come. */
export function Rebook({ token, track }: { token: string; track: Track }) {
  const { t } = useTranslation('portal')
  const [open, setOpen] = useState(false)
  if (!track.acts.includes('REBOOK')) return null
  return (
    <>
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t('rebook.act')}
      </Button>
      <Sheet open={open} title={t('rebook.title')} onClose={() => setOpen(false)}>
        {open && <Windows token={token} onDone={() => setOpen(false)} />}
      </Sheet>
    </>
  )
}

function Windows({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation('portal')
  const windows = useQuery(portalQueries.windows(token))
  const act = useTrackAct(token)
  const id = useRef(newId())
  const [chosen, setChosen] = useState<string>()

  if (windows.isPending) return <Skeleton lines={4} />
  if (!windows.data) return <ErrorPanel error={windows.error} onRetry={() => windows.refetch()} />
  if (windows.data.length === 0) return <p className="portal-plain">{t('rebook.none')}</p>
  const days = [...new Set(windows.data.map((one) => formatTime(one.from, 'day')))]
  const take = (from: string) =>
    act.mutate(
      { act: 'rebook', body: { id: id.current, from } },
      {
        onSuccess: () => {
          toast(t('rebook.done'))
          onDone()
        },
        onError: (error) => {
          toast(problemText(error), 'bad')
          id.current = newId()
          setChosen(undefined)
          windows.refetch()
        },
      },
    )
  return (
    <>
      <p className="portal-plain">{t('rebook.hint')}</p>
      {days.map((day) => (
        <fieldset key={day} className="portal-windows">
          <legend>{day}</legend>
          {windows.data
            .filter((one) => formatTime(one.from, 'day') === day)
            .map((one) => (
              <button
                key={one.from}
                type="button"
                aria-pressed={chosen === one.from}
                onClick={() => setChosen(one.from)}
                className="tabular"
              >
                {formatTime(one.from, 'time')}–{formatTime(one.to, 'time')}
              </button>
            ))}
        </fieldset>
      ))}
      <div className="portal-windows-foot">
        <Button busy={act.isPending} disabled={chosen === undefined} onClick={() => chosen && take(chosen)}>
          {t('rebook.take')}
        </Button>
      </div>
    </>
  )
}
