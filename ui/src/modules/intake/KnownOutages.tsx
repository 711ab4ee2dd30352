import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { http, type Schema, search } from '@/shared/http'
import { Time } from '@/shared/Time'

/** What is known already about whoever is on the line: said before anybody writes it down again. */
export function KnownOutages({ customer, device }: { customer: string | undefined; device: string | undefined }) {
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
        </>
      }
    />
  ))
}
