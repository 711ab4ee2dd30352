import { useQuery } from '@tanstack/react-query'
import { App, Divider, Modal, Radio, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { type DayRule, planBody, planQueries, useAskPlan, useSetDayRule } from './planApi'

const DAYS = [1, 2, 3, 5]
const SECONDS = [5, 10, 30, 60]

type AskPlanProps = { open: boolean; branch: string; day: string; onClose: () => void; onPlan: (run: string) => void }

/** What the optimiser is asked to plan, and how long it may search. */
export function AskPlan({ open, branch, day, onClose, onPlan }: AskPlanProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const ask = useAskPlan()
  const [goal, setGoal] = useState<'DAY' | 'FREED'>('DAY')
  const [days, setDays] = useState(1)
  const [seconds, setSeconds] = useState(10)
  return (
    <Modal
      open={open}
      title={t('planner.ask')}
      okText={t('planner.start')}
      cancelText={t('shared:act.cancel')}
      confirmLoading={ask.isPending}
      onCancel={onClose}
      onOk={() =>
        ask.mutate(planBody({ branchId: branch, goal, day, days, seconds: goal === 'FREED' ? 3 : seconds }), {
          onSuccess: (run) => {
            onClose()
            onPlan(run.id)
          },
          onError: (error) => message.error(problemText(error)),
        })
      }
      destroyOnHidden
      width={480}
    >
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        <Radio.Group value={goal} onChange={(event) => setGoal(event.target.value)}>
          <Space orientation="vertical">
            {(['DAY', 'FREED'] as const).map((one) => (
              <Radio key={one} value={one}>
                {t(`planner.goal.${one}`)}
                <div className="advice-no">{t(`planner.goalHint.${one}`)}</div>
              </Radio>
            ))}
          </Space>
        </Radio.Group>
        <Space size="large" wrap>
          <span className="advice-length">
            {t('planner.days')}
            <Select
              value={days}
              onChange={setDays}
              options={DAYS.map((value) => ({ value, label: t('planner.daysFrom', { count: value }) }))}
              style={{ width: 110 }}
              aria-label={t('planner.days')}
            />
          </span>
          {goal === 'DAY' && (
            <span className="advice-length">
              {t('planner.seconds')}
              <Select
                value={seconds}
                onChange={setSeconds}
                options={SECONDS.map((value) => ({ value, label: t('planner.secondsLong', { count: value }) }))}
                style={{ width: 100 }}
                aria-label={t('planner.seconds')}
              />
            </span>
          )}
        </Space>
        <span className="advice-no">{t('planner.hint')}</span>
        <Divider style={{ margin: 0 }} />
        <DayRuleForm branch={branch} />
      </Space>
    </Modal>
  )
}

const NOTICES = [60, 120, 240, 480, 1440, 2880]

/** What the branch lets happen by itself; changed here, it holds at once. */
function DayRuleForm({ branch }: { branch: string }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const rule = useQuery(planQueries.dayRule(branch))
  const set = useSetDayRule(branch)
  if (!rule.data) return rule.isError ? <span className="advice-no">{problemText(rule.error)}</span> : null
  const current = rule.data
  const save = (next: Partial<DayRule>) =>
    set.mutate(
      { ...current, ...next },
      { onSuccess: () => message.success(t('dayRule.saved')), onError: (error) => message.error(problemText(error)) },
    )
  const hours = [...new Set([...NOTICES, current.rebookNoticeMinutes])].sort((a, b) => a - b)
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <span className="advice-length">
        {t('dayRule.title')}
        <Select
          aria-label={t('dayRule.title')}
          value={current.changes}
          loading={set.isPending}
          onChange={(changes) => save({ changes })}
          options={(['NOTHING', 'PROPOSE', 'BY_ITSELF'] as const).map((value) => ({ value, label: t(`dayRule.${value}`) }))}
          style={{ width: 190 }}
        />
      </span>
      <span className="advice-no">{t(`dayRule.hint.${current.changes}`)}</span>
      <span className="advice-length">
        {t('dayRule.notice')}
        <Select
          aria-label={t('dayRule.notice')}
          value={current.rebookNoticeMinutes}
          onChange={(rebookNoticeMinutes) => save({ rebookNoticeMinutes })}
          options={hours.map((value) => ({ value, label: t('plan.hours', { count: value / 60 }) }))}
          style={{ width: 110 }}
        />
      </span>
    </Space>
  )
}
