import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, SubjectLink } from '../desk'
import { http, type Schema, search } from '../http'
import { useMay } from '../session'
import { Time } from '../Time'
import { CaseStatusTag } from './words'

type Row = Schema<'CaseList.Row'>

type Props = { kind: 'customer' | 'project' | 'device' | 'contract'; id: string; customer?: string; most?: number }

/** The newest cases of a customer, a project, a device or a contract (with its customer), for whoever may read cases. */
export function CasesOf({ kind, id, customer, most = 8 }: Props) {
  const { t } = useTranslation(['cases', 'shared'])
  const may = useMay('cases.read')
  const mayOpen = useMay('cases.open')
  const filter = { [kind]: id, ...(customer && { customer }), group: 'ALL' }
  const from = kind === 'contract' ? { customer } : { [kind]: id }
  const cases = useQuery({
    queryKey: ['cases', 'of', kind, id],
    queryFn: ({ signal }) => http<{ rows: Row[]; next: string | null }>(`/cases${search(filter)}`, { signal }),
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
            <Link to={`/cases${search(filter)}`}>
              <Button size="small" type="text">
                {t('shared:casesOf.all')}
              </Button>
            </Link>
          )}
          {mayOpen && kind !== 'project' && (
            <Link to={`/cases/new${search(from)}`}>
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
