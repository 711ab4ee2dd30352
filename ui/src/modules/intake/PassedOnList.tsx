import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ExportButton, Four, KeysetPager, StatusTag, SubjectLink, type Tone } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type Passed, type PassedState, passedOn } from './api'

const TONES = {
  WAITS: 'warn',
  NEW: 'info',
  ACTIVE: 'info',
  WAITING: 'warn',
  RESOLVED: 'good',
  CLOSED: 'good',
  CANCELLED: 'neutral',
  SET_ASIDE: 'neutral',
} satisfies Record<PassedState, Tone>

/** What one passed on oneself, and how far it has got. */
export function PassedOnList() {
  const { t } = useTranslation('intake')
  const [{ after }, change] = useListState<{ after?: string }>()
  const passed = useQuery(passedOn(after))
  return (
    <Four query={passed} isEmpty={({ rows }) => rows.length === 0} first={t('passOn.none')}>
      {({ rows, next }) => (
        <>
          <ul className="lines">
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </ul>
          <KeysetPager after={after} next={next ? `${next.at}~${next.id}` : null} onMove={(to) => change({ after: to })} />
          <div className="pass-on-export">
            <ExportButton path="/intake/passed-on/export" filter={{}} />
          </div>
        </>
      )}
    </Four>
  )
}

function Line({ row: { at, caseId, number, subject, state } }: { row: Passed }) {
  const { t } = useTranslation('intake')
  const mayRead = useMay('cases.read')
  return (
    <li>
      <div>
        {number === null ? (
          <span className="faint">{t('passOn.noNumber')}</span>
        ) : mayRead ? (
          <SubjectLink kind="case" id={caseId}>
            {number}
          </SubjectLink>
        ) : (
          number
        )}{' '}
        {subject}
        <div>
          <small>
            <Time at={at} />
          </small>
        </div>
      </div>
      <StatusTag tone={TONES[state]}>{t(`passedStates.${state}`)}</StatusTag>
    </li>
  )
}
