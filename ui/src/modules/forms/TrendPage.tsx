import { useQuery } from '@tanstack/react-query'
import { Segmented, Select, Table } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterBar, Four, Nothing, PageTitle, Panel, RemoteSelect, StatusTag, SubjectLink } from '@/shared/desk'
import { wordsOf } from '@/shared/forms/form'
import { Time } from '@/shared/Time'
import { formatTime, useNow } from '@/shared/time'
import { type ListState, useListState } from '@/shared/useListState'
import {
  findDevices,
  findProducts,
  formQueries,
  type MeasuredQuestion,
  nameOfDevice,
  nameOfProduct,
  type TrendPoint,
} from './api'
import './trend.css'

type State = ListState & { of?: string; id?: string; value?: string; range?: string }

const DAY = 86_400_000
const RANGES: Record<string, number> = { year: 366, three: 3 * 366, all: 100 * 366 }

/** How one measured value changed over time, at one device or at all devices of a model. */
export function TrendPage() {
  const { t } = useTranslation('forms')
  const [state, change] = useListState<State>()
  const kind = state.of === 'product' ? 'product' : 'device'
  const measured = useQuery({ ...formQueries.measured(kind, state.id ?? ''), enabled: Boolean(state.id) })
  const values = measured.data ?? []
  const chosen = values.find((one) => nameOf(one) === state.value) ?? values[0]
  return (
    <>
      <PageTitle title={t('trend.title')} hint={t('trend.hint')} />
      <FilterBar
        set={0}
        first={
          <Segmented
            value={kind}
            options={[
              { value: 'device', label: t('trend.device') },
              { value: 'product', label: t('trend.product') },
            ]}
            onChange={(of) => change({ of, id: undefined, value: undefined } as never)}
          />
        }
      >
        <RemoteSelect
          key={kind}
          topic={`trend-${kind}`}
          style={{ minWidth: 280 }}
          placeholder={t(kind === 'device' ? 'trend.chooseDevice' : 'trend.chooseProduct')}
          aria-label={t(kind === 'device' ? 'trend.chooseDevice' : 'trend.chooseProduct')}
          value={state.id as never}
          find={kind === 'device' ? findDevices : findProducts}
          name={kind === 'device' ? nameOfDevice : nameOfProduct}
          onChange={(id) => change({ id, value: undefined } as never)}
        />
        {values.length > 0 && (
          <Select
            style={{ minWidth: 260 }}
            aria-label={t('trend.question')}
            value={chosen && nameOf(chosen)}
            options={values.map((one) => ({ value: nameOf(one), label: `${wordsOf(one.label)} · ${wordsOf(one.title)}` }))}
            onChange={(value) => change({ value } as never)}
          />
        )}
        <Segmented
          value={state.range ?? 'year'}
          options={Object.keys(RANGES).map((range) => ({ value: range, label: t(`trend.${range}`) }))}
          onChange={(range) => change({ range } as never)}
        />
      </FilterBar>
      {!state.id ? (
        <Nothing first={t('trend.start')} />
      ) : (
        <Four query={measured} isEmpty={(all) => all.length === 0} first={t('trend.none')}>
          {() => chosen && <Trend kind={kind} id={state.id as string} value={chosen} range={state.range ?? 'year'} />}
        </Four>
      )}
    </>
  )
}

const nameOf = ({ form, question }: MeasuredQuestion) => `${form}/${question}`

type TrendProps = { kind: string; id: string; value: MeasuredQuestion; range: string }

function Trend({ kind, id, value, range }: TrendProps) {
  const { t } = useTranslation('forms')
  const today = Math.floor(useNow('minute') / DAY) * DAY
  const from = new Date(Math.max(0, today - (RANGES[range] ?? 366) * DAY)).toISOString()
  const trend = useQuery(formQueries.trend({ kind, id, form: value.form, question: value.question, from }))
  return (
    <Four query={trend} isEmpty={(points) => points.length === 0} first={t('trend.none')}>
      {(points) => {
        const numbers = points.map((point) => Number(point.number))
        const bad = points.filter((point) => point.bad).length
        const unit = value.unit ?? ''
        const figures = {
          latest: numbers[numbers.length - 1] ?? 0,
          lowest: Math.min(...numbers),
          highest: Math.max(...numbers),
          mean: Math.round((numbers.reduce((sum, one) => sum + one, 0) / numbers.length) * 100) / 100,
        }
        return (
          <>
            <Panel
              title={`${wordsOf(value.label)}${unit && ` (${unit})`}`}
              extra={
                <span className="faint">
                  {t('trend.points', { count: points.length })}
                  {bad > 0 && ` · ${t('trend.badPoints', { count: bad })}`}
                </span>
              }
            >
              <dl className="trend-figures">
                {Object.entries(figures).map(([name, figure]) => (
                  <div key={name}>
                    <dt>{t(`trend.${name}`)}</dt>
                    <dd className="tabular">
                      {figure} {unit}
                    </dd>
                  </div>
                ))}
              </dl>
              <Chart points={points} value={value} />
            </Panel>
            <Panel>
              <Table
                size="small"
                rowKey={(point) => `${point.at}${point.subjectId}${point.number}`}
                dataSource={points.toReversed()}
                pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
                scroll={{ x: 480 }}
                columns={[
                  { title: t('trend.at'), key: 'at', render: (_, point) => <Time at={point.at} style="full" /> },
                  {
                    title: t('trend.value'),
                    key: 'number',
                    className: 'tabular',
                    render: (_, point) => (
                      <>
                        {point.number} {unit} {point.bad && <StatusTag tone="bad">{t('outside')}</StatusTag>}
                      </>
                    ),
                  },
                  ...(kind === 'product'
                    ? [
                        {
                          title: t('trend.which'),
                          key: 'device',
                          render: (_: unknown, point: TrendPoint) =>
                            point.about && (
                              <SubjectLink kind="device" id={point.about}>
                                {t('trend.open')}
                              </SubjectLink>
                            ),
                        },
                      ]
                    : []),
                  { title: t('trend.by'), dataIndex: 'by' },
                ]}
              />
            </Panel>
          </>
        )
      }}
    </Four>
  )
}

const WIDTH = 960
const HEIGHT = 280
const LEFT = 52
const BOTTOM = 26

/** Points over time with the limits behind them. */
function Chart({ points, value }: { points: TrendPoint[]; value: MeasuredQuestion }) {
  const { t } = useTranslation('forms')
  const drawn = useMemo(() => layout(points, value), [points, value])
  const { x, y, ticks, months } = drawn
  const label = t('trend.points', { count: points.length })
  return (
    <svg className="trend-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${wordsOf(value.label)} ${label}`}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="trend-grid" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {months.map((at) => (
        <text key={at} x={x(at)} y={HEIGHT - 6} textAnchor="middle">
          {formatTime(new Date(at).toISOString(), 'date').slice(0, 10)}
        </text>
      ))}
      {[value.goodFrom, value.goodTo].map(
        (limit, index) =>
          limit !== null && (
            <g key={index === 0 ? 'from' : 'to'}>
              <line className="trend-limit" x1={LEFT} x2={WIDTH - 8} y1={y(Number(limit))} y2={y(Number(limit))} />
              <text className="trend-limit-words" x={WIDTH - 10} y={y(Number(limit)) - 5} textAnchor="end">
                {index === 0 ? '≥' : '≤'} {limit} {value.unit}
              </text>
            </g>
          ),
      )}
      {[...new Set(points.map(({ about }) => about))].map((device) => (
        <polyline
          key={device}
          className="trend-line"
          points={points
            .filter(({ about }) => about === device)
            .map((point) => `${x(Date.parse(point.at))},${y(Number(point.number))}`)
            .join(' ')}
        />
      ))}
      {points.map((point) => (
        <circle
          key={`${point.at}${point.subjectId}${point.number}`}
          className="trend-point"
          data-bad={point.bad}
          cx={x(Date.parse(point.at))}
          cy={y(Number(point.number))}
          r={4}
        >
          <title>{`${formatTime(point.at)}  ${point.number} ${value.unit ?? ''}`}</title>
        </circle>
      ))}
    </svg>
  )
}

function layout(points: TrendPoint[], { goodFrom, goodTo }: MeasuredQuestion) {
  const times = points.map((point) => Date.parse(point.at))
  const first = Math.min(...times)
  const last = Math.max(...times, first + DAY)
  const numbers = [
    ...points.map((point) => Number(point.number)),
    ...[goodFrom, goodTo].filter((one) => one !== null).map(Number),
  ]
  const low = Math.min(...numbers)
  const high = Math.max(...numbers, low + 10 ** -6)
  const raw = (high - low) / 4
  const size = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * size >= raw) ?? 10) * size
  const bottom = Math.floor(low / step) * step
  const count = Math.max(1, Math.ceil((high - bottom) / step))
  const top = bottom + count * step
  const round = (tick: number) => Number(tick.toPrecision(10))
  return {
    x: (at: number) => LEFT + 10 + ((at - first) / (last - first)) * (WIDTH - LEFT - 50),
    y: (number: number) => 22 + ((top - number) / (top - bottom)) * (HEIGHT - BOTTOM - 30),
    ticks: Array.from({ length: count + 1 }, (_, index) => round(bottom + index * step)),
    months: Array.from({ length: 5 }, (_, index) => first + ((last - first) * index) / 4),
  }
}
