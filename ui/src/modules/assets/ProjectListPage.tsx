import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
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
  WordsFilter,
} from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { assetQueries, choices, type ProjectFilter, type ProjectRow } from './api'
import { ProjectDrawer } from './ProjectDrawer'

/** `open`: the drawer for a new project. */
type State = ProjectFilter & { open?: string }

export function ProjectListPage() {
  const { t } = useTranslation('assets')
  const [{ open, ...filter }, change] = useListState<State>()
  const projects = useQuery(assetQueries.projects(filter))
  const navigate = useNavigate()
  const mayEdit = useMay('assets.edit')
  const mayImport = useMay('assets.import')
  const filtered = Boolean(filter.words || filter.branch || filter.customer || filter.accepted)
  const visit = (row: ProjectRow) => navigate({ to: '/projects/$id', params: { id: row.id } })
  const create = () => change({ open: 'new' }, { keepPage: true })

  const acceptance = (row: ProjectRow) =>
    row.acceptedOn ? <span className="tabular">{row.acceptedOn}</span> : <StatusTag>{t('notAccepted')}</StatusTag>

  const columns: NonNullable<TableProps<ProjectRow>['columns']> = [
    {
      title: t('projects.name'),
      key: 'name',
      width: 320,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/projects/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.customer'),
      key: 'customer',
      width: 240,
      render: (_, row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }}>
          {row.customerName}
        </Link>
      ),
    },
    { title: t('columns.acceptedOn'), key: 'accepted', width: 130, render: (_, row) => acceptance(row) },
    {
      title: t('columns.warrantyUntil'),
      key: 'warranty',
      width: 150,
      render: (_, row) => (
        <div className="two-lines">
          <span className="tabular">{row.warrantyLastDay ?? '—'}</span>
          <small>{t('months', { count: row.warrantyMonths })}</small>
        </div>
      ),
    },
    { title: t('columns.devices'), dataIndex: 'devices', width: 80, align: 'right', className: 'tabular' },
    { title: t('columns.branch'), dataIndex: 'branchName', width: 130, responsive: ['lg'] },
  ]

  return (
    <>
      <PageTitle
        title={t('projects.title')}
        hint={t('projects.hint')}
        extra={
          <>
            <ExportButton path="/projects/export" filter={filter} />
            {mayImport && (
              <Link to="/imports/new" search={{ kind: 'projects' } as never}>
                <Button icon={<ImportOutlined />}>{t('import.act')}</Button>
              </Link>
            )}
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={create}>
                {t('projects.new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.branch, filter.customer, filter.accepted].filter(Boolean).length}
        first={<WordsFilter label={t('projects.words')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <RemoteSelect
          style={{ width: 220 }}
          topic="customers"
          find={choices.customers}
          name={choices.customerName}
          placeholder={t('columns.customer')}
          aria-label={t('columns.customer')}
          {...(filter.customer && { value: filter.customer })}
          onChange={(customer) => change({ customer } as Partial<State>)}
        />
        <ChoiceFilter
          label={t('projects.acceptance')}
          value={filter.accepted}
          options={[
            { value: 'true', label: t('accepted') },
            { value: 'false', label: t('notAccepted') },
          ]}
          onChange={(accepted) => change({ accepted })}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch })} />
      </FilterBar>
      <RowList
        query={projects}
        columns={columns}
        width={940}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/projects/$id" params={{ id: row.id }}>
                {row.name}
              </Link>
              {acceptance(row)}
            </span>
            <span>{row.customerName}</span>
            <small>
              {row.number} · {t('deviceCount', { count: row.devices })}
            </small>
          </>
        )}
        visit={visit}
        {...(mayEdit && { create: { label: t('projects.new'), act: create } })}
        filtered={filtered}
        first={t('projects.first')}
        after={filter.after}
        next={projects.data?.next}
        onMove={(after) => change({ after })}
      />
      <ProjectDrawer
        open={open === 'new'}
        {...(filter.customer && { customer: filter.customer })}
        onClose={() => change({ open: undefined } as Partial<State>, { keepPage: true })}
        onDone={(project) => navigate({ to: '/projects/$id', params: { id: project.id } })}
      />
    </>
  )
}
