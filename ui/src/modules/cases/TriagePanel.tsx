import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Form, Radio, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { codeTree } from '@/shared/cases/words'
import { Panel, SeverityMark } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type CasePageData, caseQueries, useCaseAct } from './api'
import { named, WEIGHTS } from './words'

type Values = {
  kind: string
  severity: number
  impact?: number
  urgency?: number
  symptom?: string
  cause?: string
  responsibility?: string
}

/** Kind, severity and fault codes: what we make of what the customer said. */
export function TriagePanel({ page }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { about } = page
  const [editing, setEditing] = useState(false)
  return (
    <Panel
      title={t('triage')}
      extra={
        page.may.triage &&
        !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <TriageForm page={page} onDone={() => setEditing(false)} />
      ) : (
        <dl className="case-facts">
          <dt>{t('columns.kind')}</dt>
          <dd>{named(about.kind.name)}</dd>
          <dt>{t('columns.severity')}</dt>
          <dd>
            <SeverityMark severity={about.severity} long />
          </dd>
          <dt>{t('codes.SYMPTOM')}</dt>
          <dd>{named(about.symptom?.name) || <span className="faint">{t('open')}</span>}</dd>
          <dt>{t('codes.CAUSE')}</dt>
          <dd>{named(about.cause?.name) || <span className="faint">{t('open')}</span>}</dd>
          <dt>{t('codes.RESPONSIBILITY')}</dt>
          <dd>{named(about.responsibility?.name) || <span className="faint">{t('open')}</span>}</dd>
          <dt>{t('columns.assignee')}</dt>
          <dd>
            <Assignee page={page} />
          </dd>
        </dl>
      )}
    </Panel>
  )
}

function TriageForm({ page: { about }, onDone }: { page: CasePageData; onDone: () => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const kinds = useQuery(catalogueQueries.kinds())
  const codes = useQuery(catalogueQueries.codes())
  const act = useCaseAct(about.id)
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form)
  const chosen = kinds.data?.find((one) => one.code === kind)
  const severities = chosen?.severities ?? about.kind.severities
  const weigh = () => {
    const { impact, urgency } = form.getFieldsValue()
    const severity = impact && urgency ? chosen?.matrix[impact - 1]?.[urgency - 1] : undefined
    if (severity) form.setFieldValue('severity', severity)
  }
  const submit = (values: Values) =>
    act.mutate(
      {
        path: 'triage',
        method: 'PUT',
        body: {
          kind: values.kind,
          severity: values.severity,
          impact: values.impact ?? null,
          urgency: values.urgency ?? null,
          symptom: values.symptom ?? null,
          cause: values.cause ?? null,
          responsibility: values.responsibility ?? null,
          version: about.version,
        },
      },
      { onSuccess: onDone, onError: (error) => message.error(problemText(error)) },
    )
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={act.isPending}
      initialValues={{
        kind: about.kind.code,
        severity: about.severity,
        symptom: about.symptom?.code,
        cause: about.cause?.code,
        responsibility: about.responsibility?.code,
      }}
      onFinish={submit}
    >
      <Form.Item name="kind" label={t('columns.kind')}>
        <Select options={(kinds.data ?? []).map((one) => ({ value: one.code, label: named(one.name) }))} />
      </Form.Item>
      <Flex gap="large" wrap>
        {(['impact', 'urgency'] as const).map((side) => (
          <Form.Item key={side} name={side} label={t(`${side}.label`)} extra={side === 'urgency' && t('urgency.hint')}>
            <Radio.Group
              optionType="button"
              options={WEIGHTS.map((weight) => ({
                value: weight as number,
                label: t(side === 'impact' ? `impacts.${weight}` : `urgencies.${weight}`),
              }))}
              onChange={weigh}
            />
          </Form.Item>
        ))}
      </Flex>
      <Form.Item name="severity" label={t('columns.severity')}>
        <Radio.Group onChange={() => form.setFieldsValue({ impact: undefined, urgency: undefined })}>
          <Flex vertical gap={4}>
            {severities.map((one) => (
              <Radio key={one.level} value={one.level}>
                <SeverityMark severity={one.level} /> {named(one.meaning)}
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </Form.Item>
      {(['SYMPTOM', 'CAUSE', 'RESPONSIBILITY'] as const).map((dimension) => (
        <Form.Item key={dimension} name={dimension.toLowerCase()} label={t(`codes.${dimension}`)}>
          <TreeSelect
            allowClear
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeDefaultExpandAll
            placeholder={t('open')}
            treeData={codeTree(codes.data ?? [], dimension)}
          />
        </Form.Item>
      ))}
      <Flex gap="small" justify="end">
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('save')}
        </Button>
      </Flex>
    </Form>
  )
}

function Assignee({ page: { about, may } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(about.id)
  const people = useQuery({ ...caseQueries.assignable(about.id), enabled: may.assign })
  if (!may.assign) return about.assignee?.name ?? <span className="faint">{t('nobody')}</span>
  const options = (people.data ?? []).map((person) => ({ value: person.id, label: person.name }))
  if (about.assignee && !options.some(({ value }) => value === about.assignee?.id)) {
    options.unshift({ value: about.assignee.id, label: about.assignee.name })
  }
  return (
    <Select
      size="small"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 160 }}
      aria-label={t('columns.assignee')}
      placeholder={t('nobody')}
      value={about.assignee?.id}
      loading={act.isPending}
      options={options}
      onChange={(user: string | undefined) =>
        act.mutate(
          { path: 'assignee', method: 'PUT', body: { user: user ?? null, version: about.version } },
          { onError: (error) => message.error(problemText(error)) },
        )
      }
    />
  )
}
