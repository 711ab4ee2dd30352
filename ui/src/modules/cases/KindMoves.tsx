import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type KindDraft, MOVERS, type MoveRole, replaced } from './catalogue'
import { named, SEVERITIES, WEIGHTS } from './words'

/** Which severity an impact (line) and an urgency (column) make together. */
export function KindMatrix({ matrix, onChange }: { matrix: number[][]; onChange: (matrix: number[][]) => void }) {
  const { t } = useTranslation('cases')
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.matrix')}</h3>
      <div className="catalogue-moves">
        <table>
          <thead>
            <tr>
              <th>{t('catalogue.impactUrgency')}</th>
              {WEIGHTS.map((urgency) => (
                <th key={urgency}>{t(`urgencies.${urgency}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEIGHTS.map((impact) => (
              <tr key={impact}>
                <th>{t(`impacts.${impact}`)}</th>
                {WEIGHTS.map((urgency) => (
                  <td key={urgency}>
                    <Select
                      size="small"
                      style={{ width: 120 }}
                      aria-label={`${t(`impacts.${impact}`)} × ${t(`urgencies.${urgency}`)}`}
                      value={matrix[impact - 1]?.[urgency - 1] ?? 3}
                      options={SEVERITIES.map((one) => ({ value: one as number, label: t(`severities.${one}`) }))}
                      onChange={(severity) =>
                        onChange(
                          matrix.map((line, row) =>
                            line.map((old, column) => (row === impact - 1 && column === urgency - 1 ? severity : old)),
                          ),
                        )
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Where a case may be moved by hand, from the line to the column, and by whom. */
export function KindMoves({ draft, onChange }: { draft: KindDraft; onChange: (moves: KindDraft['moves']) => void }) {
  const { t } = useTranslation(['cases', 'shared'])
  const nameOf = (code: string) => named(draft.stages.find((stage) => stage.code === code)?.name) || code
  const has = (from: string, to: string) => draft.moves.some((move) => move.from === from && move.to === to)
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.moves')}</h3>
      <div className="catalogue-moves">
        <table>
          <thead>
            <tr>
              <th>{t('catalogue.fromTo')}</th>
              {draft.stages.map(({ code }) => (
                <th key={code}>{nameOf(code)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {draft.stages.map(({ code: from }) => (
              <tr key={from}>
                <th>{nameOf(from)}</th>
                {draft.stages.map(({ code: to }) => (
                  <td key={to}>
                    {from !== to && (
                      <Checkbox
                        checked={has(from, to)}
                        aria-label={`${nameOf(from)} → ${nameOf(to)}`}
                        onChange={(event) =>
                          onChange(
                            event.target.checked
                              ? [...draft.moves, { from, to, by: [] }]
                              : draft.moves.filter((move) => move.from !== from || move.to !== to),
                          )
                        }
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {draft.moves.length > 0 && (
        <>
          <p className="faint catalogue-hint">{t('catalogue.byHint')}</p>
          <ul className="catalogue-by">
            {draft.moves.map((move) => (
              <li key={`${move.from} ${move.to}`}>
                <span>{`${nameOf(move.from)} → ${nameOf(move.to)}`}</span>
                <Select<MoveRole[]>
                  mode="multiple"
                  allowClear
                  size="small"
                  showSearch={{ optionFilterProp: 'label' }}
                  aria-label={t('catalogue.by', { move: `${nameOf(move.from)} → ${nameOf(move.to)}` })}
                  placeholder={t('catalogue.byTriage')}
                  value={move.by ?? []}
                  options={MOVERS.map((role) => ({ value: role, label: t(`shared:roles.${role}`) }))}
                  onChange={(by) => onChange(replaced(draft.moves, move, { ...move, by }))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
