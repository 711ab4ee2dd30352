import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag } from '../desk'
import { wordsOf } from '../forms/form'
import { http, type Schema } from '../http'
import { listed } from '../listed'
import { problemText } from '../problem'
import { useMay } from '../session'
import { formatTime } from '../time'
import { RISK_TONES } from './hazards'

type VisitSafety = Schema<'VisitSafetyController.VisitSafety'>

/** What is dangerous about a case's visits, who has confirmed it, and where work stands still. */
export function SafetyOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('safety')
  const may = useMay()
  const visits = useQuery({
    queryKey: ['fieldwork', 'safety', caseId],
    queryFn: ({ signal }) => http<VisitSafety[]>(`/visits/safety?caseId=${caseId}`, { signal }),
    enabled: may('fieldwork.read'),
  })
  const [letting, setLetting] = useState<string>()
  const shown = (visits.data ?? []).filter(
    ({ briefing, interruptions }) => briefing.hazards.length + briefing.certificates.length + interruptions.length > 0,
  )
  const hazards = shown[0]?.briefing.hazards ?? []
  if (shown.length === 0) return null
  return (
    <Panel title={t('onCase.title')}>
      {shown.map((visit) => (
        <OneVisit key={visit.visitId} visit={visit} onLetGoOn={() => setLetting(visit.visitId)} />
      ))}
      {hazards.length > 0 && (
        <ul className="lines">
          {hazards.map((hazard) => (
            <li key={hazard.id}>
              <div>
                {hazard.title}
                <div>
                  <small>{[hazard.fromName, hazard.measures].filter(Boolean).join(' · ')}</small>
                </div>
              </div>
              <StatusTag tone={RISK_TONES[hazard.risk]}>{t(`risks.${hazard.risk}`)}</StatusTag>
            </li>
          ))}
        </ul>
      )}
      {letting && <LetGoOn visit={letting} onClose={() => setLetting(undefined)} />}
    </Panel>
  )
}

function OneVisit({ visit, onLetGoOn }: { visit: VisitSafety; onLetGoOn: () => void }) {
  const { t } = useTranslation('safety')
  const { briefing, interruptions, status } = visit
  const over = status === 'SIGNED' || status === 'FINISHED' || status === 'HANDED_OVER'
  const last = (who: 'ENGINEER' | 'CONTACT') => briefing.confirmed.findLast((one) => one.who === who)
  const line = (who: 'ENGINEER' | 'CONTACT', done: boolean) => {
    const said = last(who)
    return (
      <div>
        {t(who === 'ENGINEER' ? 'onCase.engineer' : 'onCase.contact')}{' '}
        <StatusTag tone={done ? 'good' : over ? 'neutral' : 'warn'}>{t(done ? 'onCase.done' : 'onCase.todo')}</StatusTag>{' '}
        {said && <small className="faint">{t('onCase.by', { name: said.name, at: formatTime(said.at, 'short') })}</small>}
      </div>
    )
  }
  return (
    <div style={{ marginBlockEnd: 10 }}>
      <strong>{visit.engineer}</strong> <small className="tabular faint">{formatTime(visit.plannedStart, 'short')}</small>
      {interruptions.map((one) =>
        one.kind === 'PAUSE' ? (
          <div key={one.id}>
            <small className="faint">
              {t(one.toAt ? 'onCase.paused' : 'onCase.pausedNow', {
                from: formatTime(one.fromAt, 'short'),
                to: formatTime(one.toAt, 'short'),
                reason: one.reason,
              })}
            </small>
          </div>
        ) : one.toAt === null ? (
          <Alert
            key={one.id}
            type="error"
            showIcon
            style={{ marginBlock: 6 }}
            title={t('onCase.stopped', { reason: one.reason })}
            description={t('onCase.stoppedBy', { name: one.byName, at: formatTime(one.fromAt, 'short') })}
            action={
              visit.mayLetGoOn && (
                <Button size="small" onClick={onLetGoOn}>
                  {t('onCase.goOn')}
                </Button>
              )
            }
          />
        ) : (
          <div key={one.id}>
            <small className="faint">
              {t('onCase.was', {
                from: formatTime(one.fromAt, 'short'),
                to: formatTime(one.toAt, 'short'),
                reason: one.reason,
                note: one.note,
              })}
            </small>
          </div>
        ),
      )}
      {briefing.certificates.length > 0 && !over && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBlock: 6 }}
          title={t('onCase.certificate', { names: listed(briefing.certificates.map(({ name }) => wordsOf(name))) })}
        />
      )}
      {briefing.hazards.length > 0 && line('ENGINEER', briefing.engineerDone)}
      {briefing.contactNeeded && line('CONTACT', briefing.contactDone)}
    </div>
  )
}

function LetGoOn({ visit, onClose }: { visit: string; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const send = useMutation({
    mutationFn: () => http(`/visits/${visit}/put-right`, { method: 'POST', json: { note } }),
    onSuccess: onClose,
    onError: (error) => message.error(problemText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fieldwork'] }),
  })
  return (
    <Modal
      open
      title={t('onCase.goOnTitle')}
      okText={t('onCase.goOn')}
      okButtonProps={{ disabled: !note.trim(), loading: send.isPending }}
      onOk={() => send.mutate()}
      onCancel={onClose}
    >
      <p>{t('onCase.goOnHint')}</p>
      <Input.TextArea
        rows={3}
        maxLength={500}
        aria-label={t('onCase.note')}
        placeholder={t('onCase.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}
