import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag } from '../desk'
import { http, type Schema, search } from '../http'
import { useMay } from '../session'
import { RISK_TONES } from './hazards'

/** What is dangerous at a customer, its sites and devices, or at a device and its model, for whoever may read it. */
export function HazardsOf({ kind, id }: { kind: 'customer' | 'device'; id: string }) {
  const { t } = useTranslation('safety')
  const may = useMay()
  const hazards = useQuery({
    queryKey: ['safety', 'of', kind, id],
    queryFn: ({ signal }) => http<Schema<'SafetyQueries.HazardPage'>>(`/hazards${search({ [kind]: id })}`, { signal }),
    enabled: may('safety.read'),
  })
  if (!may('safety.read')) return null
  return (
    <Panel
      title={t('hazards.title')}
      extra={
        may('safety.manage') && (
          <Link
            to={'/hazards' as never}
            search={{ edit: 'new', of: kind === 'customer' ? 'CUSTOMER' : 'DEVICE', about: id } as never}
          >
            <Button size="small">{t('hazards.new')}</Button>
          </Link>
        )
      }
    >
      <Four query={hazards}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="faint">{t('hazards.none')}</span>
          ) : (
            <ul className="lines">
              {rows.map((row) => (
                <li key={row.id}>
                  <div>
                    <Link to={'/hazards' as never} search={{ edit: row.id } as never}>
                      {row.title}
                    </Link>
                    <div>
                      <small>
                        {[row.deviceName ?? row.siteName ?? row.productName ?? t('scopes.CUSTOMER'), row.measures].join(' · ')}
                      </small>
                    </div>
                  </div>
                  <StatusTag tone={RISK_TONES[row.risk]}>{t(`risks.${row.risk}`)}</StatusTag>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}
