import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, StatusTag, type Tone } from '@/shared/desk'
import { Attachments } from '@/shared/documents/Attachments'
import { problemText } from '@/shared/problem'
import { dayOf, useNow } from '@/shared/time'
import { type Certificate, dispatchQueries, useRemoveCertificate } from './api'
import { CertificateForm } from './CertificateForm'
import { dayAfter } from './day'
import { useCertificateNames } from './useCertificateNames'

const SOON_DAYS = 90

/** How long a certificate still holds: not at all, not much longer, or long enough. */
export function standingOf(validUntil: string | null, today: string): 'none' | 'over' | 'soon' | 'valid' {
  if (!validUntil) return 'none'
  if (validUntil < today) return 'over'
  return validUntil <= dayAfter(today, SOON_DAYS) ? 'soon' : 'valid'
}

export const STANDING_TONES: Record<ReturnType<typeof standingOf>, Tone> = {
  none: 'neutral',
  over: 'bad',
  soon: 'warn',
  valid: 'good',
}

type Editing = { how: 'add' } | { how: 'renew' | 'correct'; certificate: Certificate }

/** What an engineer holds, the first to run out first: to be added to, renewed, corrected; with its scans. */
export function Certificates({ engineer, mayEdit }: { engineer: string; mayEdit: boolean }) {
  const { t } = useTranslation('dispatch')
  const certificates = useQuery(dispatchQueries.certificates(engineer))
  const [editing, setEditing] = useState<Editing>()
  return (
    <section className="certificates" aria-label={t('certificates.title')}>
      <Flex justify="space-between" align="center">
        <h3>{t('certificates.title')}</h3>
        {mayEdit && !editing && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setEditing({ how: 'add' })}>
            {t('certificates.add')}
          </Button>
        )}
      </Flex>
      {editing?.how === 'add' && <CertificateForm engineer={engineer} how="add" onDone={() => setEditing(undefined)} />}
      <Four query={certificates} isEmpty={(all) => all.length === 0} first={t('certificates.none')}>
        {(all) => (
          <ul>
            {all.map((one) => (
              <li key={one.id}>
                {editing && editing.how !== 'add' && editing.certificate.id === one.id ? (
                  <CertificateForm engineer={engineer} how={editing.how} certificate={one} onDone={() => setEditing(undefined)} />
                ) : (
                  <CertificateLine
                    certificate={one}
                    renewed={all.some(
                      (other) => other.kind === one.kind && (other.validUntil ?? '9999') > (one.validUntil ?? '9999'),
                    )}
                    mayEdit={mayEdit}
                    onEdit={(how) => setEditing({ how, certificate: one })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Four>
    </section>
  )
}

type CertificateLineProps = {
  certificate: Certificate
  /** Another one of its kind holds longer. */
  renewed: boolean
  mayEdit: boolean
  onEdit: (how: 'renew' | 'correct') => void
}

function CertificateLine({ certificate, renewed, mayEdit, onEdit }: CertificateLineProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const nameOf = useCertificateNames()
  const today = dayOf(useNow('minute'))
  const remove = useRemoveCertificate()
  const [scans, setScans] = useState(false)
  const standing = standingOf(certificate.validUntil, today)
  return (
    <>
      <Flex gap="small" align="center" wrap>
        <strong>{nameOf(certificate.kind)}</strong>
        <span className="tabular">{certificate.number}</span>
        <StatusTag tone={renewed ? 'neutral' : STANDING_TONES[standing]}>
          {renewed ? t('certificates.renewed') : t(`certificates.standing.${standing}`, { day: certificate.validUntil })}
        </StatusTag>
      </Flex>
      <div className="certificate-facts">
        {[
          certificate.issuer,
          certificate.validFrom && t('certificates.fromDay', { day: certificate.validFrom }),
          certificate.validUntil && t('certificates.untilDay', { day: certificate.validUntil }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <Flex gap="small" wrap>
        <Button size="small" type="link" className="certificate-act" aria-expanded={scans} onClick={() => setScans(!scans)}>
          {t('certificates.scans', { count: certificate.documents })}
        </Button>
        {mayEdit && (
          <>
            {!renewed && certificate.validUntil && (
              <Button size="small" type="link" className="certificate-act" onClick={() => onEdit('renew')}>
                {t('certificates.renew')}
              </Button>
            )}
            <Button size="small" type="link" className="certificate-act" onClick={() => onEdit('correct')}>
              {t('certificates.correct')}
            </Button>
            <Popconfirm
              title={t('certificates.removeSure')}
              okText={t('certificates.remove')}
              okButtonProps={{ danger: true }}
              onConfirm={() => remove.mutate(certificate.id, { onError: (error) => void message.error(problemText(error)) })}
            >
              <Button size="small" type="link" danger className="certificate-act" loading={remove.isPending}>
                {t('certificates.remove')}
              </Button>
            </Popconfirm>
          </>
        )}
      </Flex>
      {scans && <Attachments owner={{ kind: 'certificate', id: certificate.id }} topic="dispatch" />}
    </>
  )
}
