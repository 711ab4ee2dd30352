import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag, SubjectLink, type Tone } from '../desk'
import { http, type Schema } from '../http'
import { problemText } from '../problem'
import { useMay } from '../session'

type Status = Schema<'LetterQueries.Row'>['status']

const TONES = { DRAFT: 'warn', ISSUED: 'info', ACCEPTED: 'good', GIVEN_UP: 'neutral' } satisfies Record<Status, Tone>

/** The commitment letters of a contract, and what it alone is promised since it began. */
export function LettersOf({ contract }: { contract: string }) {
  const { t } = useTranslation('letters')
  const { message } = App.useApp()
  const may = useMay('letters.read')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const letters = useQuery({
    queryKey: ['letters', 'of-contract', contract],
    queryFn: ({ signal }) => http<Schema<'LetterQueries.OfContract'>>(`/letters/of-contract/${contract}`, { signal }),
    enabled: may,
  })
  const begin = useMutation({
    mutationFn: () => http<Schema<'LetterQueries.View'>>('/letters', { method: 'POST', json: { contractId: contract } }),
    onSuccess: (made) => {
      queries.invalidateQueries({ queryKey: ['letters'] })
      navigate({ to: `/letters/${made.letter.id}` })
    },
    onError: (error) => message.error(problemText(error)),
  })
  if (!may) return null
  return (
    <Panel
      title={t('title')}
      extra={
        letters.data?.mayBegin && (
          <Button size="small" type="text" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('begin.title')}
          </Button>
        )
      }
    >
      <Four query={letters}>
        {({ letters: rows, rules }) => (
          <>
            {rows.length === 0 && <span className="faint">{t('ofContract.none')}</span>}
            <ul className="lines">
              {rows.map((row) => (
                <li key={row.id}>
                  <div>
                    <SubjectLink kind="letter" id={row.id}>
                      {row.title}
                    </SubjectLink>
                    <div>
                      <small className="tabular">{row.number}</small>
                    </div>
                  </div>
                  <StatusTag tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>
                </li>
              ))}
            </ul>
            {rules.length > 0 && (
              <>
                <p className="faint" style={{ marginBlock: '10px 4px' }}>
                  {t('ofContract.rules')}
                </p>
                <ul className="plain-lines">
                  {rules.map((rule) => (
                    <li key={rule.rule}>{rule.name.replace(/^[^：]*：/, '')}</li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Four>
    </Panel>
  )
}
