import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, DatePicker, Drawer, Empty, Flex, Input, Select, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert, StatusTag, useSettled } from '@/shared/desk'
import { duration, formatTime } from '@/shared/time'
import { FACTS, type Outcome, type RuleForm, ruleQueries, type Trial } from './rules'
import { useRuleWords } from './useRuleWords'
import './rules.css'
import { listed } from '@/shared/listed'

/** "What would this get?" for all rules as they stand. */
export function TrialDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('promises')
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={640}
      destroyOnHidden
      title={t('rules.try')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {open && <RuleTrial />}
    </Drawer>
  )
}

/** Tries facts against the rules, with the draft in its place among them before anybody is bound by it. */
export function RuleTrial({
  draft,
  ruleKey,
  code,
}: {
  draft?: RuleForm | undefined
  ruleKey?: string | undefined
  code?: string
}) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  const [written, setFacts] = useState<Record<string, string>>({})
  const [at, setAt] = useState<string>()
  const [agreedOn, setAgreedOn] = useState<string>()
  const [whole, setWhole] = useState(false)
  const isTry = draft === undefined && ruleKey === undefined
  const settled = useSettled(JSON.stringify({ draft, facts: written }), 300)
  const asked = JSON.parse(settled) as { draft?: RuleForm; facts: Record<string, string> }
  const facts = isTry || whole || Object.keys(asked.facts).length > 0 ? asked.facts : { ...asked.draft?.match, ...asked.facts }
  const trial = useQuery({
    ...ruleQueries.trial({
      facts,
      ...(asked.draft && { draft: asked.draft }),
      ...(ruleKey && { key: ruleKey }),
      ...(at && { at }),
      ...(agreedOn && { agreedOn }),
    }),
    placeholderData: keepPreviousData,
  })

  return (
    <section className="rule-trial">
      {!isTry && <Typography.Title level={5}>{t('rules.trial')}</Typography.Title>}
      {trial.data && !isTry && <Rivals trial={trial.data} />}
      <div className="rule-facts">
        {FACTS.filter((fact) => fact !== 'subject').map((fact) =>
          fact === 'km' || fact === 'contract' ? (
            <Input
              key={fact}
              allowClear
              prefix={<span className="faint">{words.fact(fact)}</span>}
              value={written[fact] ?? ''}
              onChange={(event) => setFacts(without({ ...written, [fact]: event.target.value }))}
            />
          ) : (
            <Select
              key={fact}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={words.fact(fact)}
              aria-label={words.fact(fact)}
              value={written[fact]}
              options={words.values(fact)}
              onChange={(value?: string) => setFacts(without({ ...written, [fact]: value ?? '' }))}
            />
          ),
        )}
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          placeholder={t('rules.askedAt')}
          aria-label={t('rules.askedAt')}
          onChange={(day) => setAt(day ? dayjs(day).toISOString() : undefined)}
        />
        <DatePicker
          placeholder={t('rules.agreedOn')}
          aria-label={t('rules.agreedOn')}
          onChange={(day) => setAgreedOn(day ? day.format('YYYY-MM-DD') : undefined)}
        />
      </div>
      {trial.isError ? (
        <ProblemAlert error={trial.error} compact />
      ) : (
        trial.data && (
          <Outcomes
            outcomes={trial.data.outcomes.filter((one) => isTry || whole || one.code === code)}
            hidden={isTry ? 0 : trial.data.outcomes.length}
            whole={whole}
            onWhole={setWhole}
          />
        )
      )}
    </section>
  )
}

function Rivals({ trial }: { trial: Trial }) {
  const { t } = useTranslation('promises')
  if (trial.rivals.length === 0) return <p className="faint">{t('rules.noRivals')}</p>
  return (
    <Alert
      type={trial.rivals.some((rival) => rival.same) ? 'error' : 'warning'}
      showIcon
      title={t('rules.rivals')}
      description={
        <ul className="rule-rivals">
          {trial.rivals.map((rival) => (
            <li key={rival.key}>
              {t(rival.same ? 'rules.rivalSame' : rival.wins ? 'rules.rivalWins' : 'rules.rivalLoses', { name: rival.name })}
            </li>
          ))}
        </ul>
      }
    />
  )
}

type OutcomesProps = { outcomes: Outcome[]; hidden: number; whole: boolean; onWhole: (whole: boolean) => void }

function Outcomes({ outcomes, hidden, whole, onWhole }: OutcomesProps) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  return (
    <Flex vertical gap="small">
      {outcomes.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('rules.nothing')} />}
      {outcomes.map((one) => (
        <article key={one.code} className="rule-outcome" data-draft={one.rule?.draft}>
          <header>
            <strong>{words.promise(one.code)}</strong>
            <span>{one.rule?.name}</span>
            {one.rule?.draft && <StatusTag tone="primary">{t('rules.draft')}</StatusTag>}
            {one.rule && !one.rule.withSubject && <StatusTag>{t('rules.ifAsked')}</StatusTag>}
          </header>
          <p>
            {one.dueAt
              ? t('rules.dueAt', {
                  at: formatTime(one.dueAt),
                  goal: duration((one.goalMinutes ?? 0) * 60_000),
                  calendar: one.calendarName,
                })
              : t('rules.needsDate')}
          </p>
          {one.steps.length > 0 && (
            <ul>
              {one.steps.map((step) => (
                <li key={`${step.at}${step.tell.join()}`}>
                  <span className="tabular">{formatTime(step.at, 'short')}</span> {words.whom(step)}
                </li>
              ))}
            </ul>
          )}
          {one.lost.length > 0 && (
            <p className="faint">{t('rules.lost', { names: listed(one.lost.map((lost) => lost.name)) })}</p>
          )}
        </article>
      ))}
      {hidden > outcomes.length && !whole && (
        <button type="button" className="link" onClick={() => onWhole(true)}>
          {t('rules.whole', { count: hidden })}
        </button>
      )}
    </Flex>
  )
}

const without = (facts: Record<string, string>) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value.trim() !== ''))
