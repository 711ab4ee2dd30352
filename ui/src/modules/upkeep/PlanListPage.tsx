import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, FilterBar, PageTitle, RowList, StatusTag, SubjectLink, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { dueWords, type Plan, type PlanFilter, upkeepQueries } from './api'
import { PlanDrawer } from './PlanDrawer'

/** What is due for whom, and how often; the newest first. */
export function PlanListPage() {
  const { t } = useTranslation(['upkeep', 'shared'])
  const [filter, change] = useListState<PlanFilter>()
  const list = useQuery(upkeepQueries.plans(filter))
  const may = useMay('upkeep.manage')
  const edit = (id: string | undefined) => change({ edit: id } as PlanFilter, { keepPage: true })
  const about = (plan: Plan) =>
    plan.deviceName ?? [plan.contractNumber, plan.siteName, plan.productName].filter(Boolean).join(' · ')
  const next = (plan: Plan) =>
    plan.active ? (
      <>
        <span className="tabular">{plan.nextOn ?? '—'}</span>{' '}
        {plan.overdue > 0 && <StatusTag tone="bad">{t('plans.overdue', { count: plan.overdue })}</StatusTag>}
      </>
    ) : (
      <StatusTag tone="neutral">{t('plans.stopped')}</StatusTag>
    )
  const columns: NonNullable<TableProps<Plan>['columns']> = [
    {
      title: t('columns.plan'),
      key: 'plan',
      width: 300,
      render: (_, plan) => (
        <div className="two-lines">
          <Link to={'/upkeep/plans' as never} search={{ ...filter, edit: plan.id } as never}>
            {plan.name}
          </Link>
          <small>
            {dueWords(plan, t)}
            {plan.fromCompletion && ` · ${t('plan.fromCompletion')}`}
          </small>
        </div>
      ),
    },
    {
      title: t('columns.about'),
      key: 'about',
      width: 320,
      render: (_, plan) => (
        <div className="two-lines">
          {plan.customerId ? (
            <SubjectLink kind="customer" id={plan.customerId}>
              {plan.customerName}
            </SubjectLink>
          ) : (
            <span>{plan.branchName}</span>
          )}
          <small>{about(plan)}</small>
        </div>
      ),
    },
    { title: t('columns.next'), key: 'next', width: 200, render: (_, plan) => next(plan) },
    { title: t('columns.owner'), key: 'owner', width: 120, render: (_, plan) => plan.ownerName ?? '—' },
    {
      title: t('columns.dates'),
      key: 'dates',
      width: 120,
      render: (_, plan) => (
        <Link to={'/upkeep' as never} search={{ plan: plan.id } as never}>
          {t('plans.dates')}
        </Link>
      ),
    },
  ]
  return (
    <>
      <PageTitle
        title={t('plans.title')}
        hint={t('plans.hint')}
        extra={
          <>
            <Link to={'/upkeep' as never}>
              <Button>{t('title')}</Button>
            </Link>
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
                {t('plans.new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={filter.branch ? 1 : 0}
        first={
          <WordsFilter label={t('plans.words')} value={filter.words} onChange={(words) => change({ words } as PlanFilter)} />
        }
      >
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as PlanFilter)} />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1060}
        card={(plan) => (
          <>
            <span className="spread">
              <Link to={'/upkeep/plans' as never} search={{ ...filter, edit: plan.id } as never}>
                {plan.name}
              </Link>
              <span>{next(plan)}</span>
            </span>
            <span>{dueWords(plan, t)}</span>
            <small>{[plan.customerName ?? plan.branchName, about(plan)].filter(Boolean).join(' · ')}</small>
          </>
        )}
        visit={(plan) => edit(plan.id)}
        {...(may && { create: { label: t('plans.new'), act: () => edit('new') } })}
        filtered={Boolean(filter.words || filter.branch)}
        first={t('plans.first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as PlanFilter)}
      />
      {filter.edit && <PlanDrawer key={filter.edit} id={filter.edit} onClose={() => edit(undefined)} />}
    </>
  )
}
