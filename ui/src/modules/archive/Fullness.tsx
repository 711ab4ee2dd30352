import { useTranslation } from 'react-i18next'
import type { Section } from './api'
import './archive.css'

/** How much of what must lie there lies there. */
export function Fullness({ present, required }: { present: number; required: number }) {
  const { t } = useTranslation('archive')
  const missing = required - present
  return (
    <span className="fullness" data-whole={missing === 0}>
      <span className="fullness-bar" aria-hidden="true">
        <span style={{ inlineSize: `${required === 0 ? 100 : (present / required) * 100}%` }} />
      </span>
      <span className="tabular">{missing === 0 ? t('whole') : t('lacking', { count: missing })}</span>
    </span>
  )
}

type SectionsProps = { sections: Section[]; at: string | undefined; onChoose: (at: string) => void }

/** The same, drawn section by section: one box for each kind that must lie there. */
export function SectionBar({ sections, at, onChoose }: SectionsProps) {
  const { t } = useTranslation('archive')
  return (
    <ol className="section-bar">
      {sections
        .filter((section) => section.kinds.some((kind) => kind.required))
        .map((section) => {
          const required = section.kinds.filter((kind) => kind.required)
          const there = required.filter((kind) => kind.papers > 0).length
          return (
            <li key={section.code} style={{ flexGrow: required.length }}>
              <button
                type="button"
                aria-pressed={at?.startsWith(section.code) ?? false}
                aria-label={`${section.name} ${t('ofRequired', { present: there, required: required.length })}`}
                title={`${section.name} ${t('ofRequired', { present: there, required: required.length })}`}
                onClick={() => onChoose(section.code)}
              >
                <span className="boxes">
                  {required.map((kind) => (
                    <span key={kind.code} data-there={kind.papers > 0} />
                  ))}
                </span>
                <span className="section-name">{section.name}</span>
              </button>
            </li>
          )
        })}
    </ol>
  )
}
