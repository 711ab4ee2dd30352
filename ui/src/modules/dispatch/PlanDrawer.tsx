import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Drawer, Flex, Skeleton, Tabs } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing, ProblemAlert } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { duration, formatTime } from '@/shared/time'
import { UndoPlan } from './inDay'
import { PlanCurve, PlanPicture } from './PlanPicture'
import {
  type Change,
  type PlanResult,
  planQueries,
  type Run,
  type Totals,
  useAcceptPlan,
  useDismissPlan,
  useStopPlan,
} from './planApi'
import { useReasonWords } from './reasons'
import './planning.css'

type PlanDrawerProps = { id: string | undefined; onClose: () => void; onAccepted: (changes: number) => void }

/** A plan while it is searched, beside today's when it is found, and the yes or no to it. */
export function PlanDrawer({ id, onClose, onAccepted }: PlanDrawerProps) {
  const { t } = useTranslation('dispatch')
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={860}
      destroyOnHidden
      title={t('planner.title')}
      styles={{ wrapper: { maxWidth: '100vw' }, body: { paddingBlockStart: 12 } }}
    >
      {id && <PlanOf key={id} id={id} onClose={onClose} onAccepted={onAccepted} />}
    </Drawer>
  )
}

function PlanOf({ id, onClose, onAccepted }: PlanDrawerProps & { id: string }) {
  const { t } = useTranslation('dispatch')
  const run = useQuery(planQueries.run(id))
  if (run.isError) return <ProblemAlert error={run.error} onRetry={() => run.refetch()} />
  if (!run.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { state, result } = run.data
  if (state === 'RUNNING') return <Searching run={run.data} />
  if (state === 'FAILED' || !result)
    return <Alert type="error" showIcon title={t('planner.failed')} description={t('planner.failedHint')} />
  return <Found run={run.data} result={result} onClose={onClose} onAccepted={onAccepted} />
}

function Searching({ run }: { run: Run }) {
  const { t } = useTranslation('dispatch')
  const stop = useStopPlan()
  const last = run.progress.at(-1)
  return (
    <Flex vertical gap="middle" className="plan-searching" aria-live="polite">
      <strong>{t(`planner.searching.${run.ask.goal}`)}</strong>
      <PlanCurve steps={run.progress} />
      <span className="tabular">
        {t('planner.progress', { percent: Math.round((last?.spent ?? 0) * 100) })}
        {last && ` · ${t('planner.stillWaiting', { count: last.waiting })}`}
      </span>
      <div>
        <Button onClick={() => stop.mutate(run.id)} loading={stop.isPending || run.stopAsked}>
          {t('planner.stop')}
        </Button>
      </div>
    </Flex>
  )
}

type FoundProps = { run: Run; result: PlanResult; onClose: () => void; onAccepted: (changes: number) => void }

function Found({ run, result, onClose, onAccepted }: FoundProps) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const all = useMemo(() => result.changes.map((change) => change.key), [result])
  const [chosen, setChosen] = useState<readonly string[]>(all)
  const accept = useAcceptPlan(run.id)
  const dismiss = useDismissPlan(run.id)
  const open = run.state === 'PROPOSED'
  const refused = (error: unknown) => {
    message.error({ content: problemText(error), duration: 8 })
  }
  const moved = result.changes.filter((change) => change.confirmed && chosen.includes(change.key)).length

  return (
    <Flex vertical gap="middle">
      {!open && (
        <Alert
          type="info"
          showIcon
          title={t(
            run.byItself && run.state === 'ACCEPTED'
              ? 'dayRule.byItself'
              : `planner.decided.${run.state as 'ACCEPTED' | 'DISMISSED' | 'UNDONE'}`,
          )}
          action={run.state === 'ACCEPTED' && run.applied > 0 && <UndoPlan id={run.id} />}
        />
      )}
      <Compared before={result.before} after={result.after} />
      {moved > 0 && open && <Alert type="warning" showIcon title={t('planner.confirmedMove', { count: moved })} />}
      <Tabs
        size="small"
        items={[
          {
            key: 'changes',
            label: t('planner.changes', { count: result.changes.length }),
            children:
              result.changes.length === 0 ? (
                <Nothing first={t('planner.nothing')} />
              ) : (
                <>
                  {open && (
                    <Checkbox
                      checked={chosen.length === all.length}
                      indeterminate={chosen.length > 0 && chosen.length < all.length}
                      onChange={(event) => setChosen(event.target.checked ? all : [])}
                    >
                      {t('planner.all')}
                    </Checkbox>
                  )}
                  <ul className="plan-changes">
                    {result.changes.map((change) => (
                      <ChangeRow
                        key={change.key}
                        change={change}
                        open={open}
                        chosen={chosen.includes(change.key)}
                        onChoose={(yes) => setChosen(yes ? [...chosen, change.key] : chosen.filter((key) => key !== change.key))}
                      />
                    ))}
                  </ul>
                </>
              ),
          },
          { key: 'picture', label: t('planner.picture'), children: <PlanPicture tours={result.tours} /> },
          ...(result.leftOut.length > 0
            ? [
                {
                  key: 'left',
                  label: t('planner.leftOut', { count: result.leftOut.length }),
                  children: <LeftOut result={result} />,
                },
              ]
            : []),
        ]}
      />
      {open && (
        <Flex gap="small" className="plan-foot">
          <Button
            type="primary"
            disabled={chosen.length === 0}
            loading={accept.isPending}
            onClick={() => accept.mutate([...chosen], { onSuccess: ({ changes }) => onAccepted(changes), onError: refused })}
          >
            {t('planner.accept', { count: chosen.length })}
          </Button>
          <Button loading={dismiss.isPending} onClick={() => dismiss.mutate(undefined, { onSuccess: onClose, onError: refused })}>
            {t('planner.dismiss')}
          </Button>
        </Flex>
      )}
    </Flex>
  )
}

function Compared({ before, after }: { before: Totals; after: Totals }) {
  const { t } = useTranslation('dispatch')
  const minutes = (count: number) => (count === 0 ? '0' : duration(count * 60_000))
  const lines = [
    { key: 'waiting', was: before.waiting, is: after.waiting, show: String },
    { key: 'late', was: before.late, is: after.late, show: String },
    { key: 'lateMinutes', was: before.lateMinutes, is: after.lateMinutes, show: minutes },
    { key: 'travel', was: before.travelMinutes, is: after.travelMinutes, show: minutes },
    { key: 'overtime', was: before.overtimeMinutes, is: after.overtimeMinutes, show: minutes },
  ] as const
  return (
    <dl className="plan-totals">
      {lines.map(({ key, was, is, show }) => (
        <div key={key} data-better={is < was} data-worse={is > was}>
          <dt>{t(`planner.totals.${key}`)}</dt>
          <dd className="tabular">
            {was !== is && <s>{show(was)}</s>} <strong>{show(is)}</strong>
          </dd>
        </div>
      ))}
    </dl>
  )
}

type ChangeRowProps = { change: Change; open: boolean; chosen: boolean; onChoose: (yes: boolean) => void }

function ChangeRow({ change, open, chosen, onChoose }: ChangeRowProps) {
  const { t } = useTranslation('dispatch')
  const { pros, promise, why } = useReasonWords()
  const kind = change.after === null ? 'OUT' : change.before === null ? 'NEW' : 'MOVED'
  const slot = (of: NonNullable<Change['after']>) =>
    `${of.engineer} ${formatTime(of.startsAt, 'short')}–${formatTime(of.endsAt, 'time')}`
  return (
    <li data-kind={kind} data-severity={change.severity}>
      {open && (
        <Checkbox
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
          aria-label={`${change.number} ${change.subject}`}
        />
      )}
      <div>
        <span className="plan-what">
          <em data-kind={kind}>{t(`planner.kind.${kind}`)}</em>
          <strong title={change.subject}>{change.subject}</strong>
          <small className="tabular">{[change.number, change.customer].filter(Boolean).join(' · ')}</small>
        </span>
        <span className="plan-slots tabular">
          {change.before && <s>{slot(change.before)}</s>}
          {change.after ? <b>{slot(change.after)}</b> : <b>{t('planner.waitsAgain')}</b>}
        </span>
        {change.reason ? (
          <details>
            <summary>{pros(change.reason.chosen).join(' · ')}</summary>
            <ul>
              {change.reason.others.map((other) => (
                <li key={other.engineerId}>
                  {other.engineer}：
                  {other.offer
                    ? t('advice.dearer', { count: Math.max(0, other.offer.cost - (change.reason?.chosen.cost ?? 0)) })
                    : why(other)}
                </li>
              ))}
            </ul>
          </details>
        ) : (
          change.promiseMinutes != null && <small>{promise(change.promiseMinutes)}</small>
        )}
        {change.nearest.length > 0 && (
          <small>{change.nearest.map((other) => `${other.engineer}：${why(other)}`).join('；')}</small>
        )}
      </div>
    </li>
  )
}

function LeftOut({ result }: { result: PlanResult }) {
  const { t } = useTranslation('dispatch')
  const { why } = useReasonWords()
  return (
    <ul className="plan-changes">
      {result.leftOut.map((one) => (
        <li key={one.caseId} data-severity={one.severity}>
          <div>
            <span className="plan-what">
              <strong title={one.subject}>{one.subject}</strong>
              <small className="tabular">{[one.number, one.customer].filter(Boolean).join(' · ')}</small>
            </span>
            <small>
              {one.nearest.length === 0
                ? t('planner.nobody')
                : one.nearest.map((other) => `${other.engineer}：${why(other)}`).join('；')}
            </small>
          </div>
        </li>
      ))}
    </ul>
  )
}
