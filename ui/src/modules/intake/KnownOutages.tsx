import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'
import { Time } from '@/shared/Time'

type KnownOutagesProps = {
  customer: string | undefined
  device: string | undefined
  /** The outage this case is part of. */
  outage: string | undefined
  onOutage: (notice: { id: string; title: string } | undefined) => void
}

/** What is known already about whoever is on the line: said before anybody writes it down again; one click makes it a me-too. */
export function KnownOutages({ customer, device, outage, onOutage }: KnownOutagesProps) {
  const { t } = useTranslation('intake')
  const known = useQuery({
    queryKey: ['mass-notices', 'call', customer, device],
    queryFn: ({ signal }) => http<Schema<'MassNotices.Told'>[]>(`/mass-notices/call${search({ customer, device })}`, { signal }),
  })
  return known.data?.map((notice) => (
    <Alert
      key={notice.id}
      style={{ marginBottom: 12 }}
      type="warning"
      showIcon
      title={notice.title}
      description={
        <>
          {notice.words && <div style={{ whiteSpace: 'pre-line' }}>{notice.words}</div>}
          <small className="faint">
            {notice.branch && `${notice.branch} · `}
            <Time at={notice.startsAt} />
            {notice.endsAt && (
              <>
                {' – '}
                <Time at={notice.endsAt} />
              </>
            )}
          </small>
          {notice.meToo && (
            <div style={{ marginBlockStart: 8 }}>
              {outage === notice.id ? (
                <>
                  <strong>{t('notices.meTooOn')}</strong>{' '}
                  <Button size="small" type="text" onClick={() => onOutage(undefined)}>
                    {t('notices.meTooOff')}
                  </Button>
                </>
              ) : (
                <Button size="small" onClick={() => onOutage(notice)}>
                  {t('notices.meToo')}
                </Button>
              )}
            </div>
          )}
        </>
      }
    />
  ))
}
