import { useTranslation } from 'react-i18next'
import type { Block, Facts, Section, WatchLine } from './api'

export type Written = { title: string; sections: Section[] }

type PreviewProps = {
  written: Written
  house: string
  contactLine: string
  number: string
  customer: string
  facts: Facts
  promised: string[][]
  watched: WatchLine[]
  isDraft: boolean
}

/** The paper as it will be printed: always dark on white, whatever the screen looks like. */
export function LetterPreview(props: PreviewProps) {
  const { t } = useTranslation('letters')
  const { written, house, contactLine, number, customer, watched, isDraft } = props
  const unwatched = watched.filter((line) => line.standing !== 'WATCHED')
  return (
    <article className="letter-paper" lang="zh-CN" aria-label={t('preview')}>
      <header>
        <div>
          <b>{house}</b>
          <small>{contactLine}</small>
        </div>
        <div>
          <h2>{written.title}</h2>
          <small className="tabular">{number}</small>
        </div>
      </header>
      {isDraft && (
        <p className="letter-draft">
          {t('draftMark')}
          {unwatched.length > 0 && t('draftUnwatched', { promises: unwatched.map((line) => line.said).join('；') })}
        </p>
      )}
      {written.sections
        .filter((section) => section.on)
        .map((section, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a section is what stands at its place
          <section key={n}>
            <h3>
              {t(`numbers.${n}`)}
              {section.title}
            </h3>
            {section.blocks.map((block, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names of their own and are drawn anew as a whole
              <Part key={at} block={block} {...props} />
            ))}
          </section>
        ))}
      <footer>
        <span>{t('signOurs', { name: house })}</span>
        <span>{t('signTheirs', { name: customer })}</span>
      </footer>
    </article>
  )
}

function Part({ block, facts, promised, watched }: { block: Block } & Pick<PreviewProps, 'facts' | 'promised' | 'watched'>) {
  const { t } = useTranslation('letters')
  switch (block.type) {
    case 'HEADING':
      return <h4>{block.text}</h4>
    case 'LIST':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'TABLE':
      return <Rows rows={block.rows} />
    case 'PARAGRAPH':
      return <p>{block.text}</p>
    default:
      switch (block.live) {
        case 'PROMISES':
          return (
            <>
              <Rows rows={promised} />
              {watched
                .filter((line) => line.standing !== 'WATCHED')
                .map((line) => (
                  <p key={line.said} className="letter-unwatched">
                    {line.said}：{t(`standings.${line.standing}`, { rule: line.rule ?? '', allowed: line.allowed ?? '' })}
                  </p>
                ))}
            </>
          )
        case 'POINTS':
          return <Rows rows={facts.points} />
        case 'CERTIFICATES':
          return <Rows rows={facts.certificates} />
        case 'RECORD':
          return <Rows rows={facts.record} />
        case 'STOCK':
          return <p>{facts.stock}</p>
        default:
          return null
      }
  }
}

function Rows({ rows }: { rows: string[][] }) {
  const [head, ...body] = rows
  if (!head) return null
  return (
    <div className="letter-table">
      <table>
        <thead>
          <tr>
            {head.map((cell, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a printed table have no names
              <th key={n}>{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table have no names
            <tr key={r}>
              {row.map((cell, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of a printed table have no names
                <td key={n}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
