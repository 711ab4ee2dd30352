import { Popover, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PartnerScore } from './tenderApi'
import './tenders.css'

/** A firm's score; a click says figure by figure what it rests on. */
export function PartnerScoreTag({ score }: { score: PartnerScore | undefined }) {
  const { t } = useTranslation('dispatch')
  if (!score) return null
  return (
    <Popover trigger={['click']} title={t('score.title')} content={<Figures score={score} />}>
      <Tag
        className="score-tag"
        variant="filled"
        data-grade={gradeOf(score.percent)}
        role="button"
        tabIndex={0}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.click()
        }}
      >
        {score.percent === null ? t('score.none') : t('score.short', { percent: score.percent })}
      </Tag>
    </Popover>
  )
}

const gradeOf = (percent: number | null) => (percent === null ? 'none' : percent >= 85 ? 'good' : percent >= 65 ? 'fair' : 'poor')

function Figures({ score }: { score: PartnerScore }) {
  const { t } = useTranslation('dispatch')
  return (
    <div className="score-figures">
      <table>
        <tbody>
          {score.figures.map((figure) => (
            <tr key={figure.aspect} data-counts={figure.counts}>
              <th scope="row">{t(`score.aspects.${figure.aspect}`)}</th>
              <td className="tabular">{figure.percent === null ? '–' : `${figure.percent}%`}</td>
              <td className="tabular">
                {figure.all === 0 ? t('score.nothing') : t('score.of', { good: figure.good, all: figure.all })}
              </td>
              <td className="tabular">{figure.counts ? t('score.weight', { weight: figure.weight }) : t('score.tooFew')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('score.how')}</p>
    </div>
  )
}
