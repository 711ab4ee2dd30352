import { useQuery } from '@tanstack/react-query'
import { App, AutoComplete, Button, Checkbox, Collapse, Drawer, Flex, Form, Input, Select, Space, Typography } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { calendarQueries } from './calendars'
import { RuleLadder } from './RuleLadder'
import { RuleMore } from './RuleMore'
import { RuleTime } from './RuleTime'
import { RuleTrial } from './RuleTrial'
import { RuleVersions } from './RuleVersions'
import { EMPTY, FACTS, type Rule, TIMES, useRetireRule, useSaveRule } from './rules'
import { toRule, toValues, type Values } from './ruleValues'
import { useRuleWords } from './useRuleWords'

const NO_RULE = new Set(['trial', 'templates', 'remote', 'import'])

type RuleDrawerProps = {
  open: string | undefined
  rule: Rule | undefined
  codes: string[]
  editable: boolean
  onClose: () => void
}

/** One rule: what it says, what it would mean with the others, and how it came to be. */
export function RuleDrawer({ open, rule, codes, editable, onClose }: RuleDrawerProps) {
  const { t } = useTranslation('promises')
  const shown = open !== undefined && !NO_RULE.has(open) && (open === 'new' || rule !== undefined)
  return (
    <Drawer
      open={shown}
      onClose={onClose}
      size={1080}
      destroyOnHidden
      title={open === 'new' ? t('rules.new') : rule?.rule.name || rule?.rule.key}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {shown && <RuleEditor key={`${open}${rule?.version}`} rule={rule} codes={codes} editable={editable} onDone={onClose} />}
    </Drawer>
  )
}

function RuleEditor({ rule, codes, editable, onDone }: Omit<RuleDrawerProps, 'open' | 'onClose'> & { onDone: () => void }) {
  const { t } = useTranslation(['promises', 'shared'])
  const { message, modal } = App.useApp()
  const [form] = Form.useForm<Values>()
  const words = useRuleWords()
  const calendars = useQuery(calendarQueries.list())
  const save = useSaveRule(rule)
  const retire = useRetireRule()
  const before = useMemo(() => toValues(rule?.rule ?? EMPTY), [rule])
  const written = Form.useWatch((values) => values, form) as Values | undefined
  const draft = toRule({ ...before, ...written }, rule)

  const submit = (values: Values) =>
    save.mutate(
      { rule: toRule(values, rule), appliesToOpen: values.appliesToOpen ?? false },
      {
        onSuccess: () => {
          message.success(t('rules.saved'))
          onDone()
        },
        onError: (error) => {
          if (!showOnForm(form, error)) message.error(problemText(error))
        },
      },
    )

  const askRetire = () =>
    modal.confirm({
      title: t('rules.retireTitle', { name: rule?.rule.name }),
      content: t('rules.retireHint', { count: rule?.open ?? 0 }),
      okText: t('rules.retire'),
      okButtonProps: { danger: true },
      onOk: () =>
        retire.mutateAsync(rule?.rule.key ?? '').then(onDone, (error: Error) => {
          message.error(problemText(error))
        }),
    })

  return (
    <div className="rule-editor">
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={before}
        onFinish={submit}
        disabled={!editable || save.isPending}
        scrollToFirstError
      >
        <Flex gap="middle" wrap>
          <Form.Item
            name="name"
            label={t('rules.name')}
            rules={[{ required: true, whitespace: true, message: t('rules.nameMissing') }]}
            className="rule-wide"
          >
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name="code"
            label={t('rules.promise')}
            extra={draft.code && words.promise(draft.code) !== draft.code ? words.promise(draft.code) : undefined}
            rules={[{ required: true, pattern: /^[a-z][a-z0-9-]*$/, message: t('rules.codeMissing') }]}
            className="rule-half"
          >
            <AutoComplete
              disabled={Boolean(rule)}
              showSearch={{ filterOption: true }}
              options={codes.map((code) => ({ value: code, label: `${words.promise(code)} · ${code}` }))}
            />
          </Form.Item>
        </Flex>

        <Typography.Title level={5}>{t('rules.match')}</Typography.Title>
        <Typography.Paragraph type="secondary">{t('rules.matchHint')}</Typography.Paragraph>
        <div className="rule-facts">
          {FACTS.map((fact) => (
            <Form.Item key={fact} name={['match', fact]} label={t(`facts.${fact}`)} style={{ marginBlockEnd: 8 }}>
              {fact === 'km' ? (
                <Input inputMode="numeric" allowClear placeholder={t('rules.any')} suffix={t('rules.kmUnit')} />
              ) : (
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t('rules.any')}
                  options={words.values(fact)}
                />
              )}
            </Form.Item>
          ))}
        </div>

        <Typography.Title level={5}>{t('rules.time')}</Typography.Title>
        <Flex gap="middle" wrap>
          <Form.Item name="calendar" label={t('rules.calendar')} className="rule-half" rules={[{ required: true }]}>
            <Select
              loading={calendars.isPending}
              options={(calendars.data ?? [])
                .filter((one) => one.branchId === null)
                .map((one) => ({ value: one.code, label: one.name }))}
            />
          </Form.Item>
          <Form.Item name={['time', 'type']} label={t('rules.timeType')} className="rule-half">
            <Select options={TIMES.map((type) => ({ value: type, label: t(`rules.types.${type}`) }))} />
          </Form.Item>
        </Flex>
        <RuleTime form={form} />

        <Typography.Title level={5}>{t('rules.ladder')}</Typography.Title>
        <Typography.Paragraph type="secondary">{t('rules.ladderHint')}</Typography.Paragraph>
        <RuleLadder />

        <Collapse ghost items={[{ key: 'more', label: t('rules.more'), forceRender: true, children: <RuleMore /> }]} />
        {editable && rule && (
          <Form.Item name="appliesToOpen" valuePropName="checked" extra={t('rules.appliesHint')}>
            <Checkbox>{t('rules.applies', { count: rule.open })}</Checkbox>
          </Form.Item>
        )}
        {editable && (
          <Space>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {rule ? t('rules.saveVersion', { version: rule.version + 1 }) : t('shared:act.create')}
            </Button>
            {rule && (
              <Button danger onClick={askRetire} loading={retire.isPending}>
                {t('rules.retire')}
              </Button>
            )}
          </Space>
        )}
      </Form>
      <aside>
        {editable && (
          <RuleTrial
            draft={draft.name && draft.code ? draft : undefined}
            ruleKey={rule?.rule.key ?? undefined}
            code={draft.code}
          />
        )}
        {rule && <RuleVersions ruleKey={rule.rule.key ?? ''} />}
      </aside>
    </div>
  )
}
