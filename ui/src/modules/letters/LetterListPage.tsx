import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Modal, Select, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  RemoteSelect,
  RowList,
  StatusTag,
  SubjectLink,
  WordsFilter,
} from '@/shared/desk'
import { http, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type Filter, type Letter, type LetterRow, letterQueries, STATUSES, TONES, useLevels } from './api'

/** Service plans and commitment letters, the newest first. */
export function LetterListPage() {
  const { t } = useTranslation(['letters', 'shared'])
  const [filter, change] = useListState<Filter>()
  const list = useQuery(letterQueries.list(filter))
  const navigate = useNavigate()
  const may = useMay('letters.edit')
  const levels = useLevels()
  const begin = () => change({ new: 'yes' } as Filter, { keepPage: true })
  const aboutOf = (row: LetterRow) => row.contractNumber ?? row.projectName ?? row.tender
  const columns: NonNullable<TableProps<LetterRow>['columns']> = [
    {
      title: t('columns.letter'),
      key: 'letter',
      width: 300,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/letters/$id" params={{ id: row.id }}>
            {row.title}
          </Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.customer'),
      key: 'customer',
      width: 260,
      render: (_, row) => (
        <div className="two-lines">
          <SubjectLink kind="customer" id={row.customerId}>
            {row.customerName}
          </SubjectLink>
          <small>{row.branchName}</small>
        </div>
      ),
    },
    {
      title: t('columns.about'),
      key: 'about',
      width: 220,
      render: (_, row) => (
        <div className="two-lines">
          {row.contractId ? (
            <SubjectLink kind="contract" id={row.contractId}>
              {row.contractNumber}
            </SubjectLink>
          ) : (
            <span>{aboutOf(row) || '—'}</span>
          )}
          <small>{row.level ? levels.name(row.level) : t('noLevel')}</small>
        </div>
      ),
    },
    {
      title: t('columns.status'),
      key: 'status',
      width: 150,
      render: (_, row) => (
        <>
          <StatusTag tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>
          {row.status !== 'ACCEPTED' && row.unwatched > 0 && (
            <>
              {' '}
              <StatusTag tone="bad">{t('unwatchedCount', { count: row.unwatched })}</StatusTag>
            </>
          )}
        </>
      ),
    },
    { title: t('columns.saved'), key: 'saved', width: 130, render: (_, row) => <Time at={row.issuedAt ?? row.savedAt} /> },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <ExportButton path="/letters/export" filter={filter} />
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={begin}>
                {t('begin.title')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.branch, filter.status].filter(Boolean).length}
        first={<WordsFilter label={t('words')} value={filter.words} onChange={(words) => change({ words } as Filter)} />}
      >
        <ChoiceFilter
          label={t('columns.status')}
          value={filter.status}
          options={STATUSES.map((one) => ({ value: one, label: t(`statuses.${one}`) }))}
          onChange={(status) => change({ status } as Filter)}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as Filter)} />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1060}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/letters/$id" params={{ id: row.id }}>
                {row.title}
              </Link>
              <StatusTag tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>
            </span>
            <span>{row.customerName}</span>
            <small>{[row.number, aboutOf(row)].filter(Boolean).join(' · ')}</small>
          </>
        )}
        visit={(row) => navigate({ to: '/letters/$id', params: { id: row.id } })}
        {...(may && { create: { label: t('begin.title'), act: begin } })}
        filtered={Boolean(filter.words || filter.branch || filter.status)}
        first={t('first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as Filter)}
      />
      {filter.new && may && <BeginDialog onClose={() => change({ new: undefined } as unknown as Filter, { keepPage: true })} />}
    </>
  )
}

type Values = { customerId: string; contractId?: string; projectId?: string; level?: string; tender?: string }
type Named = { rows: { id: string; number: string; title?: string; name?: string }[] }

/** For a customer; the contract or project it is about, or the tender, can be named at once. */
function BeginDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['letters', 'shared'])
  const [form] = Form.useForm<Values>()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const levels = useLevels()
  const customer = Form.useWatch('customerId', form)
  const contract = Form.useWatch('contractId', form)
  const of = (what: 'contracts' | 'projects') => ({
    queryKey: [what === 'contracts' ? 'contracts' : 'assets', 'letters', customer],
    queryFn: ({ signal }: { signal: AbortSignal }) => http<Named>(`/${what}${search({ customer })}`, { signal }),
    enabled: Boolean(customer),
  })
  const contracts = useQuery(of('contracts'))
  const projects = useQuery(of('projects'))
  const begin = useMutation({
    mutationFn: (values: Values) => http<Letter>('/letters', { method: 'POST', json: values }),
    onSuccess: (made) => {
      queries.invalidateQueries({ queryKey: ['letters'] })
      navigate({ to: '/letters/$id', params: { id: made.letter.id } })
    },
  })
  const choices = (query: typeof contracts) =>
    (query.data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.number} ${row.title ?? row.name}` }))
  return (
    <Modal
      open
      title={t('begin.title')}
      okText={t('begin.act')}
      confirmLoading={begin.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="faint">{t('begin.hint')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => begin.mutate(values)}>
        <Form.Item
          name="customerId"
          label={t('columns.customer')}
          rules={[{ required: true, message: t('shared:fields.required') }]}
        >
          <RemoteSelect
            topic="customers"
            placeholder={t('begin.customer')}
            find={(words, signal) =>
              http<{ rows: { id: string; name: string; number: string }[] }>(`/customers${search({ words })}`, { signal }).then(
                ({ rows }) => rows.map((row) => ({ value: row.id, label: row.name, hint: row.number })),
              )
            }
            onChange={(value) =>
              form.setFieldsValue({ customerId: value as string, contractId: undefined, projectId: undefined })
            }
          />
        </Form.Item>
        <Form.Item name="contractId" label={t('begin.contract')} extra={t('begin.contractHint')}>
          <Select allowClear disabled={!customer} loading={contracts.isFetching} options={choices(contracts)} />
        </Form.Item>
        {!contract && (
          <>
            <Form.Item name="projectId" label={t('begin.project')}>
              <Select allowClear disabled={!customer} loading={projects.isFetching} options={choices(projects)} />
            </Form.Item>
            <Form.Item name="tender" label={t('tender')}>
              <Input maxLength={200} placeholder={t('tenderExample')} />
            </Form.Item>
            <Form.Item name="level" label={t('level')}>
              <Select allowClear placeholder={t('noLevel')} options={levels.options} />
            </Form.Item>
          </>
        )}
        {begin.isError && <Alert type="error" showIcon role="alert" title={problemText(begin.error)} />}
      </Form>
    </Modal>
  )
}
