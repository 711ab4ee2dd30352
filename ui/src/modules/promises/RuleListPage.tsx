import { DownloadOutlined, ExperimentOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Popover, Select, Space, Table, type TableProps, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, PageTitle, Panel, StatusTag } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { RemoteDialog } from './RemoteDialog'
import { RuleDrawer } from './RuleDrawer'
import { ImportDialog, TemplatesDrawer } from './RuleSets'
import { TrialDrawer } from './RuleTrial'
import { type Rule, ruleQueries } from './rules'
import { useRuleWords } from './useRuleWords'
import './rules.css'

/** `open`: the rule whose drawer is open, `new`, `trial`, `templates` or `import`. */
type State = { code?: string; retired?: string; open?: string }

/** Every rule by the promise it gives, the most specific first: the first that fits is the one that holds. */
export function RuleListPage() {
  const { t } = useTranslation(['promises', 'shared'])
  const [{ code, retired, open }, change] = useListState<State>()
  const rules = useQuery(ruleQueries.list(retired === 'yes'))
  const may = useMay('promises.edit-rules')
  const words = useRuleWords()
  const show = (next: string | undefined) => change({ open: next })
  const codes = [...new Set(rules.data?.map(({ rule }) => rule.code) ?? [])]
  const shown = code ? codes.filter((one) => one === code) : codes

  return (
    <>
      <PageTitle
        title={t('rules.title')}
        hint={t('rules.hint')}
        extra={
          <Space wrap>
            {may && (
              <Button icon={<ExperimentOutlined />} onClick={() => show('trial')}>
                {t('rules.try')}
              </Button>
            )}
            {may && <Button onClick={() => show('templates')}>{t('rules.templates')}</Button>}
            {may && <Button onClick={() => show('remote')}>{t('rules.remote')}</Button>}
            <Button icon={<DownloadOutlined />} href="/api/promises/rules/file">
              {t('rules.export')}
            </Button>
            {may && (
              <Button icon={<UploadOutlined />} onClick={() => show('import')}>
                {t('rules.import')}
              </Button>
            )}
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
                {t('rules.new')}
              </Button>
            )}
          </Space>
        }
      />
      <Flex gap="middle" align="center" wrap style={{ marginBlockEnd: 12 }}>
        <Select
          style={{ minWidth: 200 }}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('rules.anyPromise')}
          aria-label={t('rules.promise')}
          value={code}
          options={codes.map((one) => ({ value: one, label: words.promise(one) }))}
          onChange={(next) => change({ code: next })}
        />
        <Checkbox checked={retired === 'yes'} onChange={(event) => change({ retired: event.target.checked ? 'yes' : undefined })}>
          {t('rules.showRetired')}
        </Checkbox>
        <Popover content={<p className="rule-order">{t('rules.orderText')}</p>} trigger="click">
          <Button type="link" size="small">
            {t('rules.order')}
          </Button>
        </Popover>
      </Flex>
      <Four
        query={rules}
        isEmpty={() => shown.length === 0}
        filtered={Boolean(code)}
        first={<Nothing first={t('rules.first')} />}
      >
        {(all) => (
          <Flex vertical gap="middle">
            {shown.map((one) => (
              <RuleTable key={one} code={one} rules={all.filter(({ rule }) => rule.code === one)} onShow={show} />
            ))}
          </Flex>
        )}
      </Four>
      <RuleDrawer
        open={open}
        rule={rules.data?.find(({ rule, current }) => current && rule.key === open)}
        codes={codes}
        editable={may}
        onClose={() => show(undefined)}
      />
      <TrialDrawer open={open === 'trial'} onClose={() => show(undefined)} />
      <TemplatesDrawer open={open === 'templates'} onClose={() => show(undefined)} />
      <RemoteDialog open={open === 'remote'} onClose={() => show(undefined)} />
      <ImportDialog open={open === 'import'} onClose={() => show(undefined)} />
    </>
  )
}

function RuleTable({ code, rules, onShow }: { code: string; rules: Rule[]; onShow: (key: string) => void }) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  const columns: TableProps<Rule>['columns'] = [
    {
      title: t('rules.rule'),
      width: '30%',
      render: (_, { rule, current, rivals }) => (
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
      ),
    },
    {
      title: t('rules.match'),
      render: (_, { rule }) => {
        const match = words.match(rule.match)
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
      },
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
      render: (_, { rule }) => (
        <Popover
          content={
            <ul className="rule-rivals">
              {rule.ladder.map((step) => (
                <li key={`${step.percent}${step.minutesAfterDue}`}>
                  {words.moment(step)}：{words.whom(step)}
                </li>
              ))}
            </ul>
          }
        >
          <span className="tabular">{t('rules.stepCount', { count: rule.ladder.length })}</span>
        </Popover>
      ),
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
