import { RightOutlined, StarFilled } from '@ant-design/icons'
import { Grid } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Archive, Section } from './api'
import './archive.css'

/** How a place in the plan is called: a class, a section, a kind, or everything. */
export function placeOf(sections: Section[], at: string | undefined, t: TFunction<['archive', 'shared']>) {
  if (!at) return t('all')
  const section = sections.find(({ code }) => at.startsWith(code))
  const kind = section?.kinds.find(({ code }) => code === at)
  if (kind) return `${kind.code} ${kind.name}`
  return section ? `${section.code} ${section.name}` : t(`classes.${at === '2' ? '2' : '1'}`)
}

type PlanTreeProps = { archive: Archive; at: string | undefined; onChoose: (at: string | undefined) => void }

/** Class → section → kind, with what lies there and what is missing. Only the chosen section shows its kinds. */
export function PlanTree({ archive, at, onChoose }: PlanTreeProps) {
  const { t } = useTranslation(['archive', 'shared'])
  const narrow = Grid.useBreakpoint().md === false
  const place = (code: string | undefined) => ({
    type: 'button' as const,
    'aria-current': (at ?? '') === (code ?? ''),
    onClick: () => onChoose(code),
  })
  const tree = (
    <nav className="plan-tree" aria-label={t('plan.title')}>
      <button {...place(undefined)}>
        <span>{t('all')}</span>
        <span className="tabular">{archive.papers}</span>
      </button>
      {(['1', '2'] as const).map((klass) => (
        <section key={klass}>
          <button {...place(klass)} className="plan-class">
            <span>
              {klass} {t(`classes.${klass}`)}
            </span>
          </button>
          {archive.sections
            .filter((section) => section.klass === Number(klass))
            .map((section) => {
              const open = at?.startsWith(section.code) ?? false
              const missing = section.kinds.filter((kind) => kind.required && kind.papers === 0).length
              return (
                <div key={section.code}>
                  <button {...place(section.code)} aria-expanded={open}>
                    <span>
                      <RightOutlined rotate={open ? 90 : 0} /> {section.name}
                    </span>
                    <Count n={section.kinds.reduce((sum, kind) => sum + kind.papers, 0)} missing={missing} />
                  </button>
                  {open &&
                    section.kinds.map((kind) => (
                      <button key={kind.code} {...place(kind.code)} className="plan-kind">
                        <span>
                          {kind.name} {kind.important && <StarFilled className="important" title={t('important')} />}
                        </span>
                        <Count n={kind.papers} missing={kind.required && kind.papers === 0 ? 1 : 0} alone />
                      </button>
                    ))}
                </div>
              )
            })}
        </section>
      ))}
    </nav>
  )
  return narrow ? (
    <details className="panel plan-fold">
      <summary>{placeOf(archive.sections, at, t)}</summary>
      {tree}
    </details>
  ) : (
    <div className="panel plan-side">{tree}</div>
  )
}

function Count({ n, missing, alone = false }: { n: number; missing: number; alone?: boolean }) {
  const { t } = useTranslation('archive')
  return (
    <span className="plan-count">
      {missing > 0 && <span className="missing">{alone ? t('missing') : t('missingMark', { count: missing })}</span>}
      <span className="tabular" data-none={n === 0}>
        {n}
      </span>
    </span>
  )
}
