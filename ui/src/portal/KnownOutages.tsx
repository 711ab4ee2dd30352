import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'
import { Card } from '@/shared/lite'
import { Time } from '@/shared/Time'

/**
 * Outages that are known already, so that nobody has to report them again.
 *
 * @param label of the device whose label was scanned
 * @param own   of the customer who has signed in
 */
export function KnownOutages({ label, own = false }: { label?: string; own?: boolean }) {
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
    </Card>
  ))
}
