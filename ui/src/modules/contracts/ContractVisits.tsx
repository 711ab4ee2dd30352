import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Contract } from './api'

/** Agreed, used and left as boxes to count at a glance, and the ledger below. */
export function ContractVisits({ contract, onGiveBack }: { contract: Contract; onGiveBack?: () => void }) {
  const { t } = useTranslation('contracts')
  if (contract.visitsAgreed === 0 && contract.visits.length === 0) {
    return (
      <span className="faint">
        {contract.terms.visits === 0 ? t('visits.none') : t('visits.planned', { count: contract.terms.visits })}
      </span>
    )
  }
  const left = contract.visitsAgreed - contract.visitsUsed
  return (
    <>
      <p className="contract-left" data-empty={left <= 0}>
        {t('visits.left', { left, agreed: contract.visitsAgreed, used: contract.visitsUsed })}
      </p>
      {contract.visitsAgreed <= 60 && (
        <div className="contract-boxes" aria-hidden>
          {Array.from({ length: contract.visitsAgreed }, (_, at) => at + 1).map((box) => (
            <i key={box} data-used={box <= contract.visitsUsed} />
          ))}
        </div>
      )}
      <ul className="lines">
        {contract.visits.map((entry) => (
          <li key={entry.id}>
            <div>
              <span className="tabular">{entry.onDay}</span> {t(`visits.kinds.${entry.kind}`)}
              <div>
                <small>{[entry.note, entry.by].filter(Boolean).join(' · ')}</small>
              </div>
            </div>
            <div style={{ textAlign: 'end' }} className="tabular">
              {entry.visits > 0 ? `+${entry.visits}` : entry.visits}
              <div>
                <small>{t('visits.after', { left: entry.left })}</small>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {onGiveBack && contract.visitsUsed > 0 && (
        <Button size="small" type="link" style={{ paddingInline: 0 }} onClick={onGiveBack}>
          {t('visits.giveBack')}
        </Button>
      )}
    </>
  )
}
