import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, type TableProps, Tabs, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ChoiceFilter, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
import { useListState } from '@/shared/useListState'
import { BranchDialog, PartnerDialog } from './OrganisationDialogs'
import { type BranchRow, organisationQueries, type PartnerFilter, type PartnerRow } from './organisation'

/** `open`: whose dialog is open, or `new`. */
type State = PartnerFilter & { tab?: 'partners'; open?: string }

/** The branches of the house, and the partners that work for them. */
export function OrganisationPage() {
  const { t } = useTranslation('identity')
  const [{ tab, open, ...filter }, change] = useListState<State>()
  const show = (id: string | undefined) => change({ open: id }, { keepPage: true })
  const partners = tab === 'partners'
  return (
    <>
      <PageTitle
        title={t('organisation.title')}
        hint={t('organisation.hint')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
            {t(partners ? 'organisation.newPartner' : 'organisation.newBranch')}
          </Button>
        }
      />
      <Tabs
        activeKey={tab ?? 'branches'}
        onChange={(key) => change({ tab: key === 'partners' ? 'partners' : undefined })}
        items={[
          { key: 'branches', label: t('organisation.branches') },
          { key: 'partners', label: t('organisation.partners') },
        ]}
      />
      {partners ? <Partners filter={filter} change={change} open={open} show={show} /> : <Branches open={open} show={show} />}
    </>
  )
}

type Shown = { open: string | undefined; show: (id: string | undefined) => void }

function Name({ row, show }: { row: BranchRow | PartnerRow; show: Shown['show'] }) {
  const { t } = useTranslation('identity')
  return (
    <>
      <button type="button" className="link" onClick={() => show(row.id)}>
        {row.name}
      </button>{' '}
      {!row.active && <StatusTag>{t('organisation.inactive')}</StatusTag>}
    </>
  )
}

function Branches({ open, show }: Shown) {
  const { t } = useTranslation('identity')
  const branches = useQuery({ ...organisationQueries.branches(), select: (rows) => ({ rows }) })
  const columns: NonNullable<TableProps<BranchRow>['columns']> = [
    { title: t('organisation.name'), dataIndex: 'name', width: 220, render: (_, row) => <Name row={row} show={show} /> },
    { title: t('organisation.code'), dataIndex: 'code', width: 90 },
    { title: t('organisation.branchPhone'), dataIndex: 'phone', width: 150, className: 'tabular', responsive: ['md'] },
    { title: t('organisation.address'), dataIndex: 'address', ellipsis: true, responsive: ['lg'] },
    { title: t('organisation.zone'), dataIndex: 'zone', width: 140, responsive: ['xl'] },
    { title: t('organisation.people'), dataIndex: 'users', width: 80, align: 'end', className: 'tabular' },
    { title: t('organisation.partners'), dataIndex: 'partners', width: 90, align: 'end', className: 'tabular' },
  ]
  const opened = branches.data?.rows.find(({ id }) => id === open)
  return (
    <>
      <RowList
        query={branches}
        columns={columns}
        width={720}
        card={(row) => (
          <>
            <Name row={row} show={show} />
            <Typography.Text type="secondary">{[row.code, row.phone].filter(Boolean).join(' · ')}</Typography.Text>
          </>
        )}
        visit={(row) => show(row.id)}
        create={{ label: t('organisation.newBranch'), act: () => show('new') }}
        after={undefined}
        next={null}
        onMove={() => {}}
      />
      {(open === 'new' || opened) && <BranchDialog key={open} branch={opened} onClose={() => show(undefined)} />}
    </>
  )
}

function Partners({
  filter,
  change,
  open,
  show,
}: Shown & { filter: PartnerFilter; change: (next: Partial<PartnerFilter>) => void }) {
  const { t } = useTranslation('identity')
  const partners = useQuery(organisationQueries.partners(filter))
  const columns: NonNullable<TableProps<PartnerRow>['columns']> = [
    { title: t('organisation.name'), dataIndex: 'name', width: 260, render: (_, row) => <Name row={row} show={show} /> },
    { title: t('organisation.ofBranch'), dataIndex: 'branchName', width: 180 },
    { title: t('organisation.phone'), dataIndex: 'phone', className: 'tabular', responsive: ['md'] },
    { title: t('organisation.people'), dataIndex: 'users', width: 80, align: 'end', className: 'tabular' },
  ]
  const opened = partners.data?.rows.find(({ id }) => id === open)
  return (
    <>
      <FilterBar
        set={[filter.branch, filter.active].filter(Boolean).length}
        first={<WordsFilter label={t('organisation.words')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch })} />
        <ChoiceFilter
          label={t('organisation.state')}
          value={filter.active}
          options={[
            { value: 'true', label: t('organisation.active') },
            { value: 'false', label: t('organisation.inactive') },
          ]}
          onChange={(active) => change({ active })}
        />
      </FilterBar>
      <RowList
        query={partners}
        columns={columns}
        width={560}
        card={(row) => (
          <>
            <Name row={row} show={show} />
            <Typography.Text type="secondary">{[row.branchName, row.phone].filter(Boolean).join(' · ')}</Typography.Text>
          </>
        )}
        visit={(row) => show(row.id)}
        create={{ label: t('organisation.newPartner'), act: () => show('new') }}
        filtered={Boolean(filter.words || filter.branch || filter.active)}
        first={t('organisation.none')}
        after={filter.after}
        next={partners.data?.next}
        onMove={(after) => change({ after })}
      />
      {(open === 'new' || opened) && <PartnerDialog key={open} partner={opened} onClose={() => show(undefined)} />}
    </>
  )
}
