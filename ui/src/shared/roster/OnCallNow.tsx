import { PhoneOutlined } from '@ant-design/icons'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, got } from '@/shared/http'
import { useSession } from '@/shared/session'
import { formatTime, useNow } from '@/shared/time'
import './on-call.css'

export const onCallNow = (branch: string | undefined) =>
  queryOptions({
    queryKey: ['roster', 'now', branch],
    queryFn: ({ signal }) =>
      got(api.GET('/api/dispatch/on-call/now', { params: { query: { ...(branch && { branch }) } }, signal })),
    // Duties begin and end without anybody doing anything.
    refetchInterval: 60_000,
  })

/** Who answers at this moment, or who will next; nothing where no roster is kept. */
export function OnCallNow({ branch }: { branch?: string | undefined }) {
  const { t } = useTranslation('shared')
  const now = useNow('minute')
  const manyBranches = useSession().branches.length > 1 && !branch
  const { data } = useQuery(onCallNow(branch))
  if (!data || data.length === 0) return null
  return (
    <section className="on-call" aria-label={t('onCall.title')}>
      <Link to={'/on-call' as never} className="on-call-title">
        <PhoneOutlined aria-hidden="true" /> {t('onCall.title')}
      </Link>
      <ul>
        {data.map((one) => (
          <li key={one.rotationId} data-nobody={one.userName !== null && one.absent}>
            <span className="on-call-what">{manyBranches ? `${one.branchName} · ${one.rotationName}` : one.rotationName}</span>
            {one.userName && !one.absent ? (
              <>
                <strong>{one.userName}</strong>
                {one.userPhone && <a href={`tel:${one.userPhone}`}>{one.userPhone}</a>}
                <small>{t('onCall.until', { time: shortly(one.until, now) })}</small>
              </>
            ) : one.userName ? (
              <strong>{t('onCall.away', { name: one.userName })}</strong>
            ) : one.nextName ? (
              <small>{t('onCall.next', { time: shortly(one.nextAt, now), name: one.nextName })}</small>
            ) : (
              <strong className="on-call-gap">{t('onCall.nobody')}</strong>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Today only the time of day matters. */
const shortly = (at: string | null, now: number) =>
  at === null ? '' : formatTime(at, formatTime(at, 'date') === formatTime(now, 'date') ? 'time' : 'short')
