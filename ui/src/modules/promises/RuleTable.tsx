import { Flex, Grid, Popover, Table, type TableProps, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag } from '@/shared/desk'
import type { Rule, Step } from './rules'
import { useRuleWords } from './useRuleWords'
import './rules.css'

/** The rules of one promise: a table, or cards on a phone. */
export function RuleTable({ code, rules, onShow }: { code: string; rules: Rule[]; onShow: (key: string) => void }) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  const narrow = Grid.useBreakpoint().md === false
  const columns: TableProps<Rule>['columns'] = [
    {
      title: t('rules.rule'),
      width: '30%',
      render: (_, row) => <RuleName row={row} onShow={onShow} />,
    },
    {
      title: t('rules.match'),
      render: (_, { rule }) => <RuleMatch match={rule.match} />,
    },
    {
      title: t('rules.time'),
      width: '26%',
      render: (_, { rule }) => (
        <span>
          {words.time(rule.time)}
          <span className="rule-calendar">{t(`shortCalendars.${rule.calendar}`, { defaultValue: rule.calendar })}</span>
        </span>
      ),
    },
    {
      title: t('rules.steps'),
      width: 110,
      responsive: ['lg'],
      render: (_, { rule }) => <RuleSteps ladder={rule.ladder} />,
    },
    {
      title: t('rules.open'),
      dataIndex: 'open',
      width: 90,
      align: 'right',
      className: 'tabular',
      render: (open: number) => (open >= 1000 ? '999+' : open || ''),
    },
    { title: t('rules.version'), width: 80, align: 'right', className: 'tabular', render: (_, { version }) => version },
  ]
  if (narrow) {
    return (
      <Panel title={words.promise(code)}>
        <ul className="rule-cards">
          {rules.map((row) => (
            <li key={row.rule.key}>
              <RuleName row={row} onShow={onShow} />
              <RuleMatch match={row.rule.match} />
              <span>
                {words.time(row.rule.time)}
                <span className="rule-calendar">
                  {t(`shortCalendars.${row.rule.calendar}`, { defaultValue: row.rule.calendar })}
                </span>
              </span>
              <span className="rule-card-foot">
                <RuleSteps ladder={row.rule.ladder} />
                <span>{t('rules.versionNo', { version: row.version })}</span>
                {row.open > 0 && <span>{t('rules.openCount', { count: row.open })}</span>}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    )
  }
  return (
    <Panel title={words.promise(code)}>
      <Table
        size="small"
        rowKey={({ rule }) => rule.key ?? ''}
        columns={columns}
        dataSource={rules}
        pagination={false}
        tableLayout="fixed"
        scroll={{ x: 760 }}
        onRow={({ rule, current }) => ({ onDoubleClick: () => current && onShow(rule.key ?? '') })}
      />
    </Panel>
  )
}

function RuleName({ row: { rule, current, rivals }, onShow }: { row: Rule; onShow: (key: string) => void }) {
  const { t } = useTranslation('promises')
  return (
    <Flex gap={8} align="baseline" wrap>
      {current ? (
        <button type="button" className="link" onClick={() => onShow(rule.key ?? '')}>
          {rule.name || rule.key}
        </button>
      ) : (
        <Typography.Text type="secondary">{rule.name || rule.key}</Typography.Text>
      )}
      {!current && <StatusTag>{t('rules.retired')}</StatusTag>}
      {current && !rule.withSubject && <StatusTag>{t('rules.ifAsked')}</StatusTag>}
      {rivals.length > 0 && (
        <Popover
          title={t('rules.rivals')}
          content={
            <ul className="rule-rivals">
              {rivals.map((rival) => (
                <li key={rival.key}>{t(rival.wins ? 'rules.rivalWins' : 'rules.rivalLoses', { name: rival.name })}</li>
              ))}
            </ul>
          }
        >
          <span>
            <StatusTag tone="warn">{t('rules.overlap', { count: rivals.length })}</StatusTag>
          </span>
        </Popover>
      )}
    </Flex>
  )
}

/** For what a rule holds. */
function RuleMatch({ match: wanted }: { match: Record<string, string> }) {
  const { t } = useTranslation('promises')
  const match = useRuleWords().match(wanted)
  return match.length === 0 ? (
    <Typography.Text type="secondary">{t('rules.everything')}</Typography.Text>
  ) : (
    <Flex gap={4} wrap>
      {match.map(({ fact, text }) => (
        <Tag key={fact} variant="filled">
          {text}
        </Tag>
      ))}
    </Flex>
  )
}

function RuleSteps({ ladder }: { ladder: readonly Step[] }) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  return (
    <Popover
      content={
        <ul className="rule-rivals">
          {ladder.map((step) => (
            <li key={`${step.percent}${step.minutesAfterDue}`}>
              {words.moment(step)}：{words.whom(step)}
            </li>
          ))}
        </ul>
      }
    >
      <span className="tabular">{t('rules.stepCount', { count: ladder.length })}</span>
    </Popover>
  )
}
