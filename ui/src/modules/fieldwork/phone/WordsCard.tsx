import { useTranslation } from 'react-i18next'
import { copied } from '@/shared/copied'
import { Badge, Button, Card, toast } from '@/shared/lite'
import { formatTime } from '@/shared/time'
import type { Visit } from '../api'

/** What was asked of the manager and what he said, why work pauses, and what was left when it was handed over. */
export function WordsCard({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const { questions = [], handOver } = visit
  const pause = (visit.interruptions ?? []).find(({ kind, toAt }) => kind === 'PAUSE' && toAt === null)
  return (
    <>
      {pause && (
        <Card tone="accent">
          <p className="field-text">
            <strong>{t('pause.since', { at: formatTime(pause.fromAt, 'time') })}</strong> {pause.reason}
          </p>
        </Card>
      )}
      {handOver && (
        <Card title={t('handOver.title')}>
          <dl className="field-facts">
            {handOver.done && (
              <>
                <dt>{t('handOver.done')}</dt>
                <dd className="field-text">{handOver.done}</dd>
              </>
            )}
            <dt>{t('handOver.left')}</dt>
            <dd className="field-text">{handOver.left}</dd>
            {handOver.colleague && (
              <>
                <dt>{t('handOver.colleague')}</dt>
                <dd>{handOver.colleague}</dd>
              </>
            )}
          </dl>
        </Card>
      )}
      {visit.signToken && <SignLinkCard token={visit.signToken} subject={visit.card.subject} />}
      {questions.length > 0 && (
        <Card title={t('ask.card')}>
          {questions.map((one) => (
            <div key={one.id}>
              <p className="field-text">{one.what}</p>
              {one.answer ? (
                <p className="field-text">
                  <Badge tone="good">{t('ask.answered', { name: one.answererName })}</Badge> {one.answer}
                </p>
              ) : (
                <Badge tone="warn">{one.dueAt ? t('ask.due', { at: formatTime(one.dueAt, 'short') }) : t('ask.waiting')}</Badge>
              )}
            </div>
          ))}
        </Card>
      )}
    </>
  )
}

/** The customer signs on his own phone: the link goes to him by whatever he reads. */
function SignLinkCard({ token, subject }: { token: string; subject: string }) {
  const { t } = useTranslation('fieldwork')
  const url = `${window.location.origin}/portal/sign/${token}`
  const pass = async () => {
    if (navigator.share) return navigator.share({ title: subject, url }).catch(() => undefined)
    if (await copied(url)) toast(t('unsigned.copied'))
    else toast(url, 'info')
  }
  return (
    <Card title={t('signLink.waiting')} tone="accent">
      <div className="field-stack">
        <p className="field-text">{t('signLink.waitingHint')}</p>
        <Button kind="plain" wide onClick={pass}>
          {t('signLink.share')}
        </Button>
      </div>
    </Card>
  )
}
