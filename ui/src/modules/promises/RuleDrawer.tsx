import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import {
  Alert,
  App,
  AutoComplete,
  Button,
  Checkbox,
  Collapse,
  Drawer,
  Flex,
  Form,
  type FormInstance,
  Input,
  InputNumber,
  Select,
  Skeleton,
  Space,
  Typography,
} from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { calendarQueries } from './calendars'
import { DurationInput } from './DurationInput'
import { pauseQueries } from './pauses'
import { RuleTrial } from './RuleTrial'
import {
  AUDIENCES,
  DEEDS,
  EMPTY,
  FACTS,
  type Rule,
  type RuleForm,
  ruleQueries,
  type Step,
  TIMES,
  useRetireRule,
  useSaveRule,
} from './rules'
import { useRuleWords } from './useRuleWords'

const NO_RULE = new Set(['trial', 'templates', 'remote', 'import'])

type Values = Omit<RuleForm, 'pauses' | 'match'> & {
  match: Record<string, string | undefined>
  pausedByAll: boolean
  pauses: string[]
  appliesToOpen: boolean
}

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
  const pauses = useQuery(pauseQueries.list())
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
              ) : fact === 'contract' ? (
                <Input allowClear placeholder={t('rules.any')} maxLength={60} />
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
        <TimeFields form={form} />

        <Typography.Title level={5}>{t('rules.ladder')}</Typography.Title>
        <Typography.Paragraph type="secondary">{t('rules.ladderHint')}</Typography.Paragraph>
        <Ladder />

        <Collapse
          ghost
          items={[
            {
              key: 'more',
              label: t('rules.more'),
              forceRender: true,
              children: (
                <>
                  <Form.Item name="pausedByAll" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
                    <Checkbox>{t('rules.pausedByAll')}</Checkbox>
                  </Form.Item>
                  <Form.Item noStyle dependencies={['pausedByAll']}>
                    {({ getFieldValue }) =>
                      !getFieldValue('pausedByAll') && (
                        <Form.Item name="pauses" label={t('rules.pauses')} extra={t('rules.pausesHint')}>
                          <Select mode="tags" options={pauses.data?.map((one) => ({ value: one.code ?? '', label: one.name }))} />
                        </Form.Item>
                      )
                    }
                  </Form.Item>
                  <Form.Item name="reopenPercent" label={t('rules.reopen')} extra={t('rules.reopenHint')}>
                    <InputNumber min={1} max={100} suffix="%" style={{ width: 140 }} />
                  </Form.Item>
                  <Form.Item name="withSubject" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
                    <Checkbox>{t('rules.withSubject')}</Checkbox>
                  </Form.Item>
                  <Form.Item name="customerVisible" valuePropName="checked">
                    <Checkbox>{t('rules.customerVisible')}</Checkbox>
                  </Form.Item>
                  <Form.Item name="byHand" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
                    <Checkbox>{t('rules.byHand')}</Checkbox>
                  </Form.Item>
                  <Form.Item name="plan" label={t('rules.plan')} extra={t('rules.planHint')}>
                    <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['\n']} />
                  </Form.Item>
                </>
              ),
            },
          ]}
        />
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
        {rule && <Versions ruleKey={rule.rule.key ?? ''} />}
      </aside>
    </div>
  )
}

function TimeFields({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation('promises')
  const type = Form.useWatch(['time', 'type'], form)
  if (type === 'WORKING_DAYS') {
    return (
      <Flex gap="middle" wrap>
        <Form.Item name={['time', 'days']} label={t('rules.days')} rules={[{ required: true, message: t('rules.timeMissing') }]}>
          <InputNumber min={1} max={3650} suffix={t('rules.dayUnit')} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name={['time', 'at']} label={t('rules.until')} extra={t('rules.untilHint')}>
          <Input type="time" style={{ width: 140 }} />
        </Form.Item>
      </Flex>
    )
  }
  if (type === 'BEFORE_DATE') {
    return (
      <Form.Item
        name={['time', 'days']}
        label={t('rules.daysAhead')}
        extra={t('rules.daysAheadHint')}
        rules={[{ required: true, message: t('rules.timeMissing') }]}
      >
        <InputNumber min={0} max={3650} suffix={t('rules.calendarDayUnit')} style={{ width: 160 }} />
      </Form.Item>
    )
  }
  if (type === 'CUT_OFF') {
    return (
      <Form.List name={['time', 'lines']}>
        {(lines, { add, remove }) => (
          <Form.Item label={t('rules.cutOff')} extra={t('rules.cutOffHint')}>
            {lines.map((line) => (
              <Flex key={line.key} gap="small" align="baseline" wrap>
                {t('rules.askedBefore')}
                <Form.Item
                  name={[line.name, 'before']}
                  rules={[{ required: true, message: t('rules.timeMissing') }]}
                  style={{ marginBlockEnd: 8 }}
                >
                  <Input type="time" style={{ width: 120 }} aria-label={t('rules.askedBefore')} />
                </Form.Item>
                {t('rules.dueIn')}
                <Form.Item name={[line.name, 'daysLater']} initialValue={0} style={{ marginBlockEnd: 8 }}>
                  <InputNumber min={0} max={365} style={{ width: 80 }} aria-label={t('rules.dueIn')} />
                </Form.Item>
                {t('rules.workingDaysLater')}
                <Form.Item
                  name={[line.name, 'at']}
                  rules={[{ required: true, message: t('rules.timeMissing') }]}
                  style={{ marginBlockEnd: 8 }}
                >
                  <Input type="time" style={{ width: 120 }} aria-label={t('rules.workingDaysLater')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('rules.removeLine')}
                  onClick={() => remove(line.name)}
                />
              </Flex>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ daysLater: 0 })}>
              {t('rules.addLine')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
    )
  }
  return (
    <Form.Item name={['time', 'minutes']} label={t('rules.length')} rules={[{ required: true, message: t('rules.timeMissing') }]}>
      <DurationInput />
    </Form.Item>
  )
}

function Ladder() {
  const { t } = useTranslation('promises')
  return (
    <Form.List name="ladder">
      {(steps, { add, remove }) => (
        <div className="rule-ladder">
          {steps.map((step) => (
            <Flex key={step.key} gap="small" align="start" className="rule-step">
              <Form.Item name={step.name} noStyle>
                <MomentInput />
              </Form.Item>
              <Form.Item name={[step.name, 'tell']} style={{ flex: 1, marginBlockEnd: 8, minWidth: 140 }}>
                <Select
                  mode="multiple"
                  aria-label={t('rules.tell')}
                  placeholder={t('rules.tell')}
                  options={AUDIENCES.map((one) => ({ value: one, label: t(`audiences.${one}`) }))}
                />
              </Form.Item>
              <Form.Item name={[step.name, 'does']} style={{ flex: 1, marginBlockEnd: 8, minWidth: 120 }}>
                <Select
                  mode="multiple"
                  aria-label={t('rules.does')}
                  placeholder={t('rules.does')}
                  options={DEEDS.map((one) => ({ value: one, label: t(`deeds.${one}`) }))}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rules.removeStep')}
                onClick={() => remove(step.name)}
              />
            </Flex>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => add({ percent: 90, minutesAfterDue: null, tell: ['DESK'], does: [] })}
          >
            {t('rules.addStep')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

/** When a step is taken: at a share of the time, or so long before or after it is due. */
function MomentInput({ value, onChange }: { value?: Step; onChange?: (step: Step) => void }) {
  const { t } = useTranslation('promises')
  if (!value) return null
  const kind = value.percent != null ? 'percent' : (value.minutesAfterDue ?? 0) < 0 ? 'before' : 'after'
  const set = (next: Partial<Step>) => onChange?.({ ...value, ...next })
  return (
    <Flex gap={4} wrap style={{ width: 250, flex: 'none' }}>
      <Select
        style={{ width: 96 }}
        value={kind}
        aria-label={t('rules.moment')}
        onChange={(next) =>
          set(
            next === 'percent'
              ? { percent: 75, minutesAfterDue: null }
              : { percent: null, minutesAfterDue: next === 'before' ? -60 : 60 },
          )
        }
        options={(['percent', 'before', 'after'] as const).map((one) => ({ value: one, label: t(`rules.moments.${one}`) }))}
      />
      {kind === 'percent' ? (
        <InputNumber
          min={1}
          max={1000}
          suffix="%"
          style={{ width: 110 }}
          value={value.percent}
          onChange={(percent) => set({ percent: percent ?? 100 })}
        />
      ) : (
        <DurationInput
          compact
          value={Math.abs(value.minutesAfterDue ?? 0)}
          onChange={(minutes) => set({ minutesAfterDue: (kind === 'before' ? -1 : 1) * (minutes ?? 1) })}
        />
      )}
    </Flex>
  )
}

function Versions({ ruleKey }: { ruleKey: string }) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  const versions = useQuery(ruleQueries.versions(ruleKey))
  if (versions.isPending) return <Skeleton active paragraph={{ rows: 2 }} />
  if (versions.isError) return <ProblemAlert error={versions.error} onRetry={() => versions.refetch()} compact />
  return (
    <section className="rule-versions">
      <Typography.Title level={5}>{t('rules.versions')}</Typography.Title>
      {versions.data.some((one) => one.appliesToOpen && one.current) && (
        <Alert type="info" title={t('rules.appliesNow')} style={{ marginBlockEnd: 8 }} />
      )}
      <ol>
        {versions.data.map((one) => (
          <li key={one.version}>
            <strong>{t('rules.versionNo', { version: one.version })}</strong> {words.time(one.rule.time)}
            <span className="faint">
              {formatTime(one.createdAt)} {one.createdBy ?? t('rules.shipped')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function toValues(rule: RuleForm): Values {
  const at = (time: string | null | undefined) => (time ? time.slice(0, 5) : time)
  return {
    ...rule,
    match: { ...rule.match },
    time: {
      ...rule.time,
      at: at(rule.time.at) ?? null,
      lines: rule.time.lines?.map((line) => ({ ...line, before: line.before.slice(0, 5), at: line.at.slice(0, 5) })) ?? null,
    },
    pausedByAll: rule.pauses === null,
    pauses: rule.pauses ?? [],
    appliesToOpen: false,
  }
}

function toRule({ pausedByAll, pauses, appliesToOpen: _, match, time, ...rest }: Values, rule: Rule | undefined): RuleForm {
  const { type } = time
  return {
    ...rest,
    key: rule?.rule.key ?? null,
    match: Object.fromEntries(Object.entries(match).flatMap(([fact, value]) => (value?.trim() ? [[fact, value.trim()]] : []))),
    time: {
      type,
      minutes: type === 'WORKING_TIME' ? (time.minutes ?? null) : null,
      days: type === 'WORKING_DAYS' || type === 'BEFORE_DATE' ? (time.days ?? null) : null,
      at: type === 'WORKING_DAYS' ? time.at || null : null,
      lines: type === 'CUT_OFF' ? (time.lines ?? []).filter((line) => line?.before && line.at) : null,
    },
    ladder: (rest.ladder ?? []).filter(Boolean),
    pauses: pausedByAll ? null : pauses,
  }
}
