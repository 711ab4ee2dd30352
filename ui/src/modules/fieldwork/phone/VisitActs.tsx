import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Choice, Field, Sheet, TextArea, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import {
  type Briefing,
  useAccept,
  useArrive,
  useBriefing,
  useChecklists,
  useFinish,
  useRefuse,
  useResume,
  useSetOut,
  useStart,
  type Visit,
} from '../api'
import { hasDraft } from '../draft'
import { openDevices } from '../round'
import { certificateWords } from '../safety'
import { MoreActs } from './MoreActs'
import { PutRight, StopWork } from './StopWork'

/** The acts the server allows now, as big buttons under the thumb. */
export function VisitActs({ visit }: { visit: Visit }) {
  const { t } = useTranslation(['fieldwork', 'safety'])
  const router = useRouter()
  const id = visit.card.id
  const may = (act: Visit['card']['acts'][number]) => visit.card.acts.includes(act)
  const accept = useAccept(id)
  const setOut = useSetOut(id)
  const start = useStart(id)
  const finish = useFinish(id)
  const resume = useResume(id)
  const connect = useArrive(id)
  const briefing = useBriefing(id).data
  const [refusing, setRefusing] = useState(false)
  const round = useChecklists(id, may('FINISH')).data?.round
  const missing = round && visit.report?.outcome !== 'NOT_FIXED' ? openDevices(round).length : 0
  const to = (page: string) => router.navigate({ to: `/visits/${id}/${page}` })

  const buttons: ReactNode[] = []
  if (may('ACCEPT'))
    buttons.push(
      <Button
        key="accept"
        wide
        busy={accept.isPending}
        onClick={() =>
          accept.mutate({ plannedStart: visit.card.plannedStart }, { onError: said, onSuccess: () => toast(t('said.accepted')) })
        }
      >
        {t('acts.ACCEPT')}
      </Button>,
    )
  if (may('SET_OUT'))
    buttons.push(
      <Button
        key="set-out"
        wide
        busy={setOut.isPending}
        onClick={() => setOut.mutate({}, { onError: said, onSuccess: () => toast(t('said.setOut')) })}
      >
        {t('acts.SET_OUT')}
      </Button>,
    )
  if (may('ARRIVE') && visit.card.remote)
    buttons.push(
      <Button
        key="connect"
        wide
        busy={connect.isPending}
        onClick={() => connect.mutate({ lng: null, lat: null, note: t('visit.remote') }, { onError: said })}
      >
        {t('visit.connect')}
      </Button>,
    )
  else if (may('ARRIVE')) buttons.push(<Arrive key="arrive" id={id} second={may('SET_OUT')} />)
  if (may('START')) {
    const gate = refusedAtTheGate(briefing)
    if (gate && gate.code !== 'safety.certificate-missing')
      buttons.push(
        <Button key="briefing" wide onClick={() => to('briefing')}>
          {t('safety.go')}
        </Button>,
      )
    buttons.push(
      <Button
        key="start"
        wide
        kind={gate ? 'plain' : 'primary'}
        busy={start.isPending}
        onClick={() => (gate ? said(gate) : start.mutate({}, { onError: said }))}
      >
        {t('acts.START')}
      </Button>,
    )
  }
  if (may('START') && visit.card.severity === 1 && briefing && !(briefing.engineerDone && briefing.contactDone))
    buttons.push(
      <Button
        key="emergency"
        wide
        kind="plain"
        busy={start.isPending}
        onClick={() => start.mutate({ emergency: true }, { onError: said, onSuccess: () => toast(t('said.emergency')) })}
      >
        {t('safety.emergency')}
      </Button>,
    )
  if (may('RESUME'))
    buttons.push(
      <Button key="resume" wide busy={resume.isPending} onClick={() => resume.mutate({}, { onError: said })}>
        {t('acts.RESUME')}
      </Button>,
    )
  if (may('PUT_RIGHT')) buttons.push(<PutRight key="put-right" id={id} />)
  if (may('FINISH')) {
    const written = visit.report !== null
    buttons.push(
      <Button key="report" wide kind={written ? 'plain' : 'primary'} onClick={() => to('report')}>
        {t(written ? 'report.edit' : hasDraft(id) ? 'report.goOn' : 'report.write')}
      </Button>,
    )
    if (written)
      buttons.unshift(
        <Button
          key="finish"
          wide
          busy={finish.isPending}
          onClick={() => {
            if (missing === 0) return finish.mutate({}, { onError: said, onSuccess: () => to('sign') })
            toast(t('round.missing', { count: missing }), 'bad')
            to('devices')
          }}
        >
          {t('acts.FINISH')}
        </Button>,
      )
  }
  if (may('SIGN'))
    buttons.push(
      <Button key="sign" wide onClick={() => to('sign')}>
        {t('acts.SIGN')}
      </Button>,
    )
  if (may('STOP') || may('HAND_OVER'))
    buttons.push(
      <div key="aside" className="field-acts-aside">
        {may('STOP') && <StopWork id={id} />}
        <MoreActs visit={visit} />
      </div>,
    )
  if (may('REFUSE'))
    buttons.push(
      <Button key="refuse" kind="quiet" onClick={() => setRefusing(true)}>
        {t('acts.REFUSE')}
      </Button>,
    )

  return (
    <>
      {buttons.length > 0 && <footer className="field-acts">{buttons}</footer>}
      <Refuse id={id} open={refusing} onClose={() => setRefusing(false)} />
    </>
  )
}

/** Why work may not begin yet, as the server would say it. Without a briefing on the phone the server decides. */
function refusedAtTheGate(briefing: Briefing | undefined) {
  if (!briefing) return undefined
  const refused = (code: string, facts: Record<string, unknown> = {}) => new Problem({ status: 409, code, facts })
  if (briefing.certificates.length > 0)
    return refused('safety.certificate-missing', { certificate: certificateWords(briefing.certificates) })
  if (!briefing.engineerDone) return refused('safety.not-briefed')
  if (!briefing.contactDone) return refused('safety.contact-not-briefed')
  return undefined
}

/** What went wrong; without a connection the command waits with its time and is sent again by the same button. */
function said(error: Error) {
  toast(problemText(error), 'bad')
}

function Arrive({ id, second }: { id: string; second: boolean }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const arrive = useArrive(id)
  const [locating, setLocating] = useState(false)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState<string>()
  const [words, setWords] = useState('')

  const send = (place: { lng: number | null; lat: number | null }, note: string) =>
    arrive.mutate(
      { ...place, note },
      {
        onError: said,
        onSuccess: () => {
          setAsking(false)
          toast(t('said.arrived'))
        },
      },
    )

  const locate = async () => {
    setLocating(true)
    const place = await position()
    setLocating(false)
    if (place) send(place, '')
    else setAsking(true)
  }

  const reasons = ['indoors', 'denied', 'other'] as const
  const note = reason === 'other' ? words.trim() : reason ? t(`noPosition.${reason}`) : ''

  return (
    <>
      <Button wide kind={second ? 'plain' : 'primary'} busy={locating || arrive.isPending} onClick={locate}>
        {t(locating ? 'noPosition.locating' : 'acts.ARRIVE')}
      </Button>
      <Sheet
        open={asking}
        title={t('noPosition.title')}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button
              kind="plain"
              onClick={() => {
                setAsking(false)
                locate()
              }}
            >
              {t('noPosition.again')}
            </Button>
            <Button busy={arrive.isPending} disabled={note === ''} onClick={() => send({ lng: null, lat: null }, note)}>
              {t('acts.ARRIVE')}
            </Button>
          </>
        }
      >
        <p className="field-text">{t('noPosition.hint')}</p>
        <Choice
          label={t('noPosition.why')}
          layout="list"
          value={reason}
          onChange={setReason}
          options={reasons.map((one) => ({ value: one, label: t(`noPosition.${one}`) }))}
        />
        {reason === 'other' && (
          <Field label={t('noPosition.words')} required>
            <TextArea rows={2} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
          </Field>
        )}
      </Sheet>
    </>
  )
}

/** Where the phone is; nothing when it may not say, cannot tell or takes too long. */
function position(): Promise<{ lng: number; lat: number } | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lng: coords.longitude, lat: coords.latitude }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  })
}

function Refuse({ id, open, onClose }: { id: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const refuse = useRefuse(id)
  const router = useRouter()
  const [reason, setReason] = useState('')
  const send = () =>
    refuse.mutate(
      { reason: reason.trim() },
      {
        onError: (error) => {
          said(error)
          if (error instanceof Problem && error.status === 409) onClose()
        },
        onSuccess: () => {
          toast(t('said.refused'))
          router.navigate({ to: '/' })
        },
      },
    )
  return (
    <Sheet
      open={open}
      title={t('refuse.title')}
      onClose={onClose}
      foot={
        <Button kind="danger" wide busy={refuse.isPending} disabled={!reason.trim()} onClick={send}>
          {t('refuse.act')}
        </Button>
      }
    >
      <p className="field-text">{t('refuse.hint')}</p>
      <Field label={t('refuse.reason')} required>
        <TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Sheet>
  )
}
