import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag, SubjectLink, type Tone } from '../desk'
import { http, type Schema, search } from '../http'
import { useMay } from '../session'

type Row = Schema<'ContractQueries.Row'>

const TONES = { DRAFT: 'info', ACTIVE: 'good', ENDED: 'neutral', TERMINATED: 'warn', CANCELLED: 'neutral' } satisfies Record<
  Row['status'],
  Tone
>

/** The maintenance contracts that cover a customer, a project or a device, for whoever may read contracts. */
export function ContractsOf({ kind, id }: { kind: 'customer' | 'project' | 'device'; id: string }) {
  const { t } = useTranslation('contracts')
  const may = useMay('contracts.read')
  const contracts = useQuery({
    queryKey: ['contracts', 'of', kind, id],
    queryFn: ({ signal }) => http<{ rows: Row[] }>(`/contracts${search({ [kind]: id })}`, { signal }),
    enabled: may,
  })
  if (!may) return null
  return (
    <Panel title={t('title')}>
      <Four query={contracts}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="faint">{t('of.none')}</span>
          ) : (
            <ul className="lines">
              {rows.toReversed().map((row) => (
                <li key={row.id}>
                  <div>
                    <SubjectLink kind="contract" id={row.id}>
                      {row.title}
                    </SubjectLink>
                    <div>
                      <small>
                        {row.number} · {t(`levels.${row.level}`, { defaultValue: row.level })}
                      </small>
                    </div>
                  </div>
                  <div style={{ textAlign: 'end', whiteSpace: 'nowrap' }}>
                    <StatusTag tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>
                    <div>
                      <small className="tabular">{t('of.until', { date: row.endsOn })}</small>
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
