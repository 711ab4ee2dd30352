import { App, Modal, Radio, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { planBody, useAskPlan } from './planApi'

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
      </Space>
    </Modal>
  )
}
