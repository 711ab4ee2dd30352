import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle } from '@/shared/desk'
import { moduleOf, Problem, problemText } from '@/shared/problem'
import { AtWork } from './AtWork'
import { type Import, importQueries } from './api'
import { FileReading } from './FileReading'
import { ImportSteps } from './ImportSteps'
import { Outcome } from './Outcome'
import './imports.css'

const STEPS = { READY: 1, CHECKING: 2, CHECKED: 2, WRITING: 3, DONE: 3, UNDOING: 3, UNDONE: 3, GIVEN_UP: 3 } as const

/** One file on its way in: how it is read, what is wrong with it, how far it is, what came of it. */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useQuery(importQueries.one(id))
  return (
    <>
      <PageTitle
        title={one.data ? t('new.title', { what: one.data.title }) : t('title')}
        hint={one.data?.fileName || t('unnamedFile')}
      />
      <Four query={one}>
        {(data) => (
          <>
            <ImportSteps step={STEPS[data.state]} />
            {data.stopped && <Stopped one={data} />}
            {data.atWork ? (
              <AtWork one={data} />
            ) : data.state === 'READY' || data.state === 'CHECKED' ? (
              <FileReading one={data} />
            ) : (
              <Outcome one={data} />
            )}
          </>
        )}
      </Four>
    </>
  )
}

/** Why it did not come to its end, in words. */
function Stopped({ one }: { one: Import }) {
  const code = one.stopped?.code ?? 'imports.failed'
  const { t, i18n } = useTranslation(['imports', moduleOf(code)])
  const by = String(one.stopped?.facts.by ?? '')
  const place = `imports:usedBy.${by.split('.')[0]}`
  const facts = { ...one.stopped?.facts, by: i18n.exists(place) ? t(place as 'imports:usedBy.assets') : by }
  return (
    <Alert
      type={code === 'imports.cancelled' ? 'info' : 'warning'}
      showIcon
      style={{ marginBlockEnd: 14 }}
      title={problemText(new Problem({ status: 409, code, facts }))}
    />
  )
}
