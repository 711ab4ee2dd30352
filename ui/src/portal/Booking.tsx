import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, ErrorPanel, Field, Sheet, Skeleton, TextArea, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { formatTime, minutesSeconds, useNow } from '@/shared/time'
import { calendarUrl, type Held, newId, portalQueries, releaseHold, type Track, useHold, useTrackAct } from './api'

/** The time of the visit is the customer's to choose: booked, moved, called off, and taken along in their own calendar. */
export function Booking({ token, track }: { token: string; track: Track }) {
  const { t } = useTranslation('portal')
  const [open, setOpen] = useState<'choose' | 'callOff' | undefined>(track.held ? 'choose' : undefined)
  const books = track.acts.includes('BOOK')
  const moves = track.acts.includes('REBOOK')
  const calendar = track.calendar !== 'NONE'
  if (!books && !moves && !calendar) return null
  return (
    <>
      {books && (
        <Card tone="accent" title={t('booking.book')}>
          <p className="portal-plain">{t('booking.bookHint')}</p>
          <Button wide onClick={() => setOpen('choose')}>
            {t('booking.choose')}
          </Button>
        </Card>
      )}
      {(moves || calendar) && (
        <div className="portal-visit-acts">
          {moves && (
            <Button kind="plain" onClick={() => setOpen('choose')}>
              {t('booking.move')}
            </Button>
          )}
          {calendar && (
            <a className="lite-button" data-kind="plain" href={calendarUrl(token)} download>
              {t(track.calendar === 'VISIT' ? 'booking.calendar' : 'booking.calendarOff')}
            </a>
          )}
          {track.acts.includes('CALL_OFF') && (
            <Button kind="quiet" onClick={() => setOpen('callOff')}>
              {t('booking.callOff')}
            </Button>
          )}
        </div>
      )}
      <Choosing token={token} track={track} open={open === 'choose' && (books || moves)} onClose={() => setOpen(undefined)} />
      <CallingOff token={token} open={open === 'callOff'} onClose={() => setOpen(undefined)} />
    </>
  )
}

/** First a time, which is kept for some minutes, then a word that it shall be so. Whoever closes lets it go. */
function Choosing({ token, track, open, onClose }: { token: string; track: Track; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [held, setHeld] = useState<Held | null>(track.held ?? null)
  const act = useTrackAct(token)
  const id = useRef(newId())
  const moves = track.acts.includes('REBOOK')

  useEffect(() => {
    if (!held) return
    const leave = () => releaseHold(token)
    window.addEventListener('pagehide', leave)
    return () => window.removeEventListener('pagehide', leave)
  }, [held, token])

  const letGo = () => {
    if (held) releaseHold(token)
    setHeld(null)
  }
  const close = () => {
    letGo()
    onClose()
  }
  const confirm = () =>
    act.mutate(
      { act: 'book', body: { id: id.current } },
      {
        onSuccess: () => {
          toast(t(moves ? 'booking.moved' : 'booking.booked'))
          setHeld(null)
          onClose()
        },
        onError: (error) => {
          toast(problemText(error), 'bad')
          letGo()
        },
        onSettled: () => {
          id.current = newId()
        },
      },
    )

  return (
    <Sheet
      open={open}
      title={t(moves ? 'booking.move' : 'booking.book')}
      onClose={close}
      foot={
        held && (
          <>
            <Button kind="plain" onClick={letGo}>
              {t('booking.other')}
            </Button>
            <Button busy={act.isPending} onClick={confirm}>
              {t(moves ? 'booking.confirmMove' : 'booking.confirm')}
            </Button>
          </>
        )
      }
    >
      {open &&
        (held ? (
          <Kept
            held={held}
            onOver={() => {
              toast(t('booking.over'), 'info')
              setHeld(null)
            }}
          />
        ) : (
          <Windows token={token} onHeld={setHeld} />
        ))}
    </Sheet>
  )
}

function Kept({ held, onOver }: { held: Held; onOver: () => void }) {
  const { t } = useTranslation('portal')
  const left = Date.parse(held.until) - useNow('second')
  const over = useRef(onOver)
  over.current = onOver
  useEffect(() => {
    if (left <= 0) over.current()
  }, [left])
  return (
    <div className="portal-kept">
      <p className="portal-kept-window tabular">
        <strong>{formatTime(held.from, 'day')}</strong>
        <b>
          {formatTime(held.from, 'time')}–{formatTime(held.to, 'time')}
        </b>
      </p>
      <p className="portal-kept-left" role="timer" aria-live="off" data-tone={left < 60_000 ? 'warn' : 'calm'}>
        {t('booking.kept', { time: minutesSeconds(Math.max(0, left)) })}
      </p>
      <p className="portal-plain">{t('booking.keptHint')}</p>
    </div>
  )
}

function Windows({ token, onHeld }: { token: string; onHeld: (held: Held) => void }) {
  const { t } = useTranslation('portal')
  const windows = useQuery(portalQueries.windows(token))
  const hold = useHold(token)

  if (windows.isPending) return <Skeleton lines={4} />
  if (!windows.data) return <ErrorPanel error={windows.error} onRetry={() => windows.refetch()} />
  if (windows.data.length === 0) return <p className="portal-plain">{t('booking.none')}</p>
  const days = [...new Set(windows.data.map((one) => formatTime(one.from, 'day')))]
  const take = (from: string) =>
    hold.mutate(from, {
      onSuccess: onHeld,
      onError: (error) => {
        toast(problemText(error), 'bad')
        windows.refetch()
      },
    })
  return (
    <>
      <p className="portal-plain">{t('booking.hint')}</p>
      {days.map((day) => (
        <fieldset key={day} className="portal-windows" disabled={hold.isPending}>
          <legend>{day}</legend>
          {windows.data
            .filter((one) => formatTime(one.from, 'day') === day)
            .map((one) => (
              <button
                key={one.from}
                type="button"
                aria-pressed={hold.isPending && hold.variables === one.from}
                onClick={() => take(one.from)}
                className="tabular"
              >
                {formatTime(one.from, 'time')}–{formatTime(one.to, 'time')}
              </button>
            ))}
        </fieldset>
      ))}
    </>
  )
}

function CallingOff({ token, open, onClose }: { token: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [reason, setReason] = useState('')
  const act = useTrackAct(token)
  const id = useRef(newId())
  const callOff = () =>
    act.mutate(
      { act: 'call-off', body: { id: id.current, reason: reason.trim() } },
      {
        onSuccess: () => {
          toast(t('booking.calledOff'))
          setReason('')
          onClose()
        },
        onError: (error) => toast(problemText(error), 'bad'),
        onSettled: () => {
          id.current = newId()
        },
      },
    )
  return (
    <Sheet
      open={open}
      title={t('booking.callOffAsk')}
      onClose={onClose}
      foot={
        <>
          <Button kind="plain" onClick={onClose}>
            {t('booking.keep')}
          </Button>
          <Button busy={act.isPending} onClick={callOff}>
            {t('booking.callOff')}
          </Button>
        </>
      }
    >
      <p className="portal-plain">{t('booking.callOffHint')}</p>
      <Field label={t('booking.callOffReason')}>
        <TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Sheet>
  )
}
