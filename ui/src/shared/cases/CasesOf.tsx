import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, SubjectLink } from '../desk'
import { http, type Schema, search } from '../http'
import { useMay } from '../session'
import { Time } from '../Time'
import { CaseStatusTag } from './words'

type Row = Schema<'CaseQueries.Row'>

/** The newest cases of a customer, a project or a device, for whoever may read cases. */
export function CasesOf({ kind, id, most = 8 }: { kind: 'customer' | 'project' | 'device'; id: string; most?: number }) {
  const { t } = useTranslation(['cases', 'shared'])
  const may = useMay('cases.read')
  const mayOpen = useMay('cases.open')
  const cases = useQuery({
    queryKey: ['cases', 'of', kind, id],
    queryFn: ({ signal }) =>
      http<{ rows: Row[]; next: string | null }>(`/cases${search({ [kind]: id, group: 'ALL' })}`, { signal }),
    enabled: may,
  })
  if (!may) return null
  const rows = cases.data?.rows ?? []
  const more = rows.length > most || Boolean(cases.data?.next)
  return (
    <Panel
      title={t('title')}
      extra={
        <Flex gap="small">
          {more && (
            <Link to={`/cases${search({ [kind]: id, group: 'ALL' })}`}>
              <Button size="small" type="text">
                {t('shared:casesOf.all')}
              </Button>
            </Link>
          )}
          {mayOpen && kind !== 'project' && (
            <Link to={`/cases/new${search({ [kind]: id })}`}>
              <Button size="small">{t('new')}</Button>
            </Link>
          )}
        </Flex>
      }
    >
      <Four query={cases}>
        {() =>
          rows.length === 0 ? (
            <span className="faint">{t('shared:casesOf.none')}</span>
          ) : (
            <ul className="lines">
              {rows.slice(0, most).map((row) => (
                <li key={row.id}>
                  <div>
                    <SubjectLink kind="case" id={row.id}>
                      {row.subject}
                    </SubjectLink>
                    <div>
                      <small className="tabular">{row.number}</small> <small>{kind !== 'device' && row.deviceName}</small>
                    </div>
                  </div>
                  <div style={{ textAlign: 'end', whiteSpace: 'nowrap' }}>
                    <CaseStatusTag status={row.status} />
                    <div>
                      <small>
                        <Time at={row.openedAt} style="date" />
                      </small>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}
