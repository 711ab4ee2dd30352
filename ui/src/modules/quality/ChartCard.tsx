import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

type ChartCardProps = {
  title: string
  hint?: ReactNode
  /** How many of the page's twelve columns it takes on a wide screen. */
  span: number
  chart: ReactNode
  /** The same figures to read, to copy, and for whoever cannot see the chart. */
  table: ReactNode
  empty?: boolean
}

/** One figure block: a chart, or the same as a table. */
export function ChartCard({ title, hint, span, chart, table, empty = false }: ChartCardProps) {
  const { t } = useTranslation('quality')
  const [asTable, setAsTable] = useState(false)
  const heading = useId()
  return (
    <section className="figure-panel" data-span={span} aria-labelledby={heading}>
      <header className="figure-panel-head">
        <h2 id={heading}>{title}</h2>
        {hint && <span className="figure-panel-hint">{hint}</span>}
        {!empty && (
          <Tooltip title={t(asTable ? 'asChart' : 'asTable')}>
            <Button
              className="figure-panel-switch"
              type="text"
              size="small"
              icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
              aria-label={t(asTable ? 'asChartOf' : 'asTableOf', { title })}
              onClick={() => setAsTable(!asTable)}
            />
          </Tooltip>
        )}
      </header>
      {empty ? (
        <p className="figure-panel-empty">{t('nothing')}</p>
      ) : asTable ? (
        <div className="figure-panel-table">{table}</div>
      ) : (
        chart
      )}
    </section>
  )
}
