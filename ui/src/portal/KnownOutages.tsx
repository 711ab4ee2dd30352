import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'
import { Button, Card } from '@/shared/lite'
import { Time } from '@/shared/Time'

export type Outage = Schema<'MassNotices.Told'>

type KnownOutagesProps = {
  label?: string
  own?: boolean
  chosen?: Outage | undefined
  onChoose?: (outage: Outage | undefined) => void
}

/**
 * Outages that are known already, so that nobody has to report them again.
 *
 * @param label of the device whose label was scanned
 * @param own   of the customer who has signed in
 * @param chosen the one he says he suffers from too
 */
export function KnownOutages({ label, own = false, chosen, onChoose }: KnownOutagesProps) {
  const { t } = useTranslation('portal')
  const known = useQuery({
    queryKey: ['mass-notices', label ?? '', own],
    queryFn: ({ signal }) =>
      http<Schema<'MassNotices.Told'>[]>(own ? '/portal/mass-notices' : `/public/mass-notices${search({ label })}`, { signal }),
  })
  return known.data?.map((notice) => (
    <Card key={notice.id} tone="warn" title={notice.title}>
      {notice.words && <p className="portal-plain portal-lines">{notice.words}</p>}
      <p className="portal-plain">
        {t('outages.since')} <Time at={notice.startsAt} />
        {notice.branch && ` · ${notice.branch}`}
        {notice.endsAt && (
          <>
            {' · '}
            {t('outages.until')} <Time at={notice.endsAt} />
          </>
        )}
      </p>
      {notice.meToo && onChoose && (
        <p className="portal-plain" aria-live="polite">
          {chosen?.id === notice.id ? (
            <>
              <strong>{t('outages.chosen')}</strong>{' '}
              <Button kind="quiet" onClick={() => onChoose(undefined)}>
                {t('outages.not')}
              </Button>
            </>
          ) : (
            <Button onClick={() => onChoose(notice)}>{t('outages.meToo')}</Button>
          )}
        </p>
      )}
    </Card>
  ))
}
