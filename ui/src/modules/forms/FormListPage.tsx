import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Form, Input, Modal, Select, Space, type TableProps, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, FilterBar, PageTitle, RowList, StatusTag, showOnForm, type Tone, WordsFilter } from '@/shared/desk'
import { wordsOf } from '@/shared/forms/form'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import {
  type FormFilter,
  type FormRow,
  type FormState,
  type FormUse,
  formQueries,
  STATES,
  USES,
  useBegin,
  useImportForm,
} from './api'

const TONES: Record<FormState, Tone> = { PUBLISHED: 'good', DRAFT: 'warn', RETIRED: 'neutral' }

/** Every form: what is filled in today, what is being drawn up, what is over. */
export function FormListPage() {
  const { t } = useTranslation(['forms', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [filter, change] = useListState<FormFilter>()
  const [creating, setCreating] = useState(false)
  const forms = useQuery(formQueries.list(filter))
  const mayEdit = useMay('forms.edit')
  const receive = useImportForm()
  const open = (code: string) => navigate({ to: `/forms/${code}` })
  const rows = { ...forms, data: forms.data && { ...forms.data, rows: forms.data.rows.map((row) => ({ ...row, id: row.code })) } }

  const title = (form: FormRow) => (
    <>
      <Link to={`/forms/${form.code}` as never}>{wordsOf(form.title) || form.code}</Link>{' '}
      {form.draft && form.state !== 'DRAFT' && <StatusTag tone="warn">{t('list.draft')}</StatusTag>}
    </>
  )
  const columns: NonNullable<TableProps<FormRow & { id: string }>['columns']> = [
    { title: t('list.form'), key: 'title', width: 320, render: (_, form) => title(form) },
    { title: t('edit.code'), dataIndex: 'code', width: 170 },
    { title: t('list.use'), dataIndex: 'use', width: 110, render: (use: FormUse) => t(`uses.${use}`) },
    {
      title: t('list.state'),
      dataIndex: 'state',
      width: 100,
      render: (state: FormState) => <StatusTag tone={TONES[state]}>{t(`states.${state}`)}</StatusTag>,
    },
    {
      title: t('list.version'),
      dataIndex: 'version',
      width: 80,
      align: 'right',
      className: 'tabular',
      render: (version) => version || '—',
    },
    { title: t('list.questions'), dataIndex: 'questions', width: 80, align: 'right', className: 'tabular' },
    {
      title: t('list.changed'),
      key: 'changed',
      width: 200,
      render: (_, form) => (
        <>
          <Time at={form.changedAt} /> {form.changedBy === 'system' ? '' : form.changedBy}
        </>
      ),
    },
  ]

  return (
    <>
      <PageTitle
        title={t('list.title')}
        hint={t('list.hint')}
        extra={
          mayEdit && (
            <Space>
              <Upload
                accept=".json,application/json"
                showUploadList={false}
                beforeUpload={(file) => {
                  receive.mutate(file, {
                    onSuccess: ({ code }) => {
                      message.success(t('list.imported'))
                      open(code)
                    },
                    onError: (error) => message.error(problemText(error)),
                  })
                  return false
                }}
              >
                <Button icon={<ImportOutlined />} loading={receive.isPending}>
                  {t('list.import')}
                </Button>
              </Upload>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
                {t('list.new')}
              </Button>
            </Space>
          )
        }
      />
      <FilterBar
        set={[filter.use, filter.state].filter(Boolean).length}
        first={<WordsFilter label={t('list.words')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <ChoiceFilter
          label={t('list.use')}
          value={filter.use}
          options={USES.map((use) => ({ value: use, label: t(`uses.${use}`) }))}
          onChange={(use) => change({ use })}
        />
        <ChoiceFilter
          label={t('list.state')}
          value={filter.state}
          options={STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
          onChange={(state) => change({ state })}
        />
      </FilterBar>
      <RowList
        query={rows as never}
        columns={columns}
        width={1000}
        card={(form) => (
          <>
            <span className="spread">
              {title(form)}
              <StatusTag tone={TONES[form.state]}>{t(`states.${form.state}`)}</StatusTag>
            </span>
            <small>
              {t(`uses.${form.use}`)} · {t('list.questions')} {form.questions}
              {form.version > 0 && ` · ${t('edit.version', { version: form.version })}`}
            </small>
          </>
        )}
        visit={(form) => open(form.code)}
        {...(mayEdit && { create: { label: t('list.new'), act: () => setCreating(true) } })}
        filtered={Boolean(filter.words || filter.use || filter.state)}
        first={t('list.first')}
        after={filter.after}
        next={forms.data?.next}
        onMove={(after) => change({ after })}
      />
      <NewForm open={creating} onClose={() => setCreating(false)} onDone={open} />
    </>
  )
}

type Values = { code: string; title: string; use: FormUse }

function NewForm({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: (code: string) => void }) {
  const { t } = useTranslation(['forms', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const begin = useBegin()
  const submit = ({ code, title, use }: Values) =>
    begin.mutate(
      { code, version: 0, use, categories: [], title: { 'zh-CN': title.trim() }, questions: [] },
      {
        onSuccess: () => onDone(code),
        onError: (error) => {
          if (!showOnForm(form, error)) message.error(problemText(error))
        },
      },
    )
  const required = { required: true, whitespace: true, message: t('shared:fields.required') }
  return (
    <Modal
      open={open}
      title={t('list.new')}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={begin.isPending}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={{ use: 'INSPECTION' }}>
        <Form.Item name="title" label={t('edit.title')} rules={[required]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('edit.code')}
          extra={t('edit.codeHint')}
          rules={[required, { pattern: /^[a-z][a-z0-9-]{1,59}$/, message: t('edit.codeHint') }]}
        >
          <Input maxLength={60} placeholder="inspect-pump" />
        </Form.Item>
        <Form.Item name="use" label={t('list.use')}>
          <Select options={USES.map((use) => ({ value: use, label: t(`uses.${use}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
