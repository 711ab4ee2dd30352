import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ChoiceFilter, FilterBar, PageTitle, RowList, StatusTag, SubjectLink, WordsFilter } from '@/shared/desk'
import { i18n } from '@/shared/i18n'
import { type Hazard, RISK_TONES, RISKS } from '@/shared/safety/hazards'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type HazardFilter, SCOPES, safetyQueries } from './api'
import { HazardDrawer } from './HazardDrawer'

/** What may hurt somebody, where, and what is done against it; the newest first. */
export function HazardListPage() {
  const { t } = useTranslation(['safety', 'shared'])
  const [filter, change] = useListState<HazardFilter>()
  const list = useQuery(safetyQueries.hazards(filter))
  const may = useMay('safety.manage')
  const edit = (id: string | undefined) => change({ edit: id, about: undefined } as HazardFilter, { keepPage: true })
  const link = (hazard: Hazard) => (
    <Link to={'/hazards' as never} search={{ ...filter, edit: hazard.id } as never}>
      {hazard.title}
    </Link>
  )
  const risk = (hazard: Hazard) => <StatusTag tone={RISK_TONES[hazard.risk]}>{t(`risks.${hazard.risk}`)}</StatusTag>
  const asks = (hazard: Hazard) =>
    [hazard.contactConfirms && t('hazards.contact'), hazard.certificateName && wordsIn(hazard.certificateName)]
      .filter(Boolean)
      .join(' · ')
  const columns: NonNullable<TableProps<Hazard>['columns']> = [
    { title: t('columns.risk'), key: 'risk', width: 90, render: (_, hazard) => risk(hazard) },
    {
      title: t('columns.hazard'),
      key: 'hazard',
      width: 420,
      render: (_, hazard) => (
        <div className="two-lines">
          {link(hazard)}
          <small title={hazard.measures}>{hazard.measures}</small>
        </div>
      ),
    },
    {
      title: t('columns.about'),
      key: 'about',
      width: 280,
      render: (_, hazard) => (
        <div className="two-lines">
          {hazard.customerId ? (
            <SubjectLink kind="customer" id={hazard.customerId}>
              {hazard.customerName}
            </SubjectLink>
          ) : (
            <span>{placeOf(hazard)}</span>
          )}
          <small>
            {hazard.customerId
              ? [t(`scopes.${hazard.scope}`), placeOf(hazard)].filter(Boolean).join(' · ')
              : [t(`scopes.${hazard.scope}`), hazard.branchName ?? t('hazards.house')].join(' · ')}
          </small>
        </div>
      ),
    },
    { title: t('columns.asks'), key: 'asks', width: 200, render: (_, hazard) => asks(hazard) || '—' },
    {
      title: t('columns.changed'),
      key: 'changed',
      width: 110,
      render: (_, hazard) => <Time at={hazard.changedAt} style="date" />,
    },
  ]
  return (
    <>
      <PageTitle
        title={t('hazards.title')}
        hint={t('hazards.hint')}
        extra={
          <>
            <Segmented
              value={filter.retired ? 'retired' : 'now'}
              options={[
                { value: 'now', label: t('hazards.now') },
                { value: 'retired', label: t('hazards.retired') },
              ]}
              onChange={(next) => change({ retired: next === 'retired' ? 'true' : undefined } as HazardFilter)}
            />
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
                {t('hazards.new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.of, filter.risk, filter.branch].filter(Boolean).length}
        first={
          <WordsFilter label={t('hazards.words')} value={filter.words} onChange={(words) => change({ words } as HazardFilter)} />
        }
      >
        <ChoiceFilter
          label={t('columns.about')}
          value={filter.of}
          options={SCOPES.map((scope) => ({ value: scope, label: t(`scopes.${scope}`) }))}
          onChange={(of) => change({ of } as HazardFilter)}
        />
        <ChoiceFilter
          label={t('columns.risk')}
          value={filter.risk}
          options={RISKS.map((one) => ({ value: one, label: t(`risks.${one}`) }))}
          onChange={(one) => change({ risk: one } as HazardFilter)}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as HazardFilter)} />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1100}
        card={(hazard) => (
          <>
            <span className="spread">
              {link(hazard)}
              {risk(hazard)}
            </span>
            <span>{hazard.measures}</span>
            <small>
              {[hazard.customerName, t(`scopes.${hazard.scope}`), placeOf(hazard), asks(hazard)].filter(Boolean).join(' · ')}
            </small>
          </>
        )}
        visit={(hazard) => edit(hazard.id)}
        {...(may && { create: { label: t('hazards.new'), act: () => edit('new') } })}
        filtered={Boolean(filter.words || filter.of || filter.risk || filter.branch || filter.retired)}
        first={t('hazards.first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as HazardFilter)}
      />
      {filter.edit && (
        <HazardDrawer
          key={filter.edit}
          id={filter.edit}
          about={filter.about && filter.of ? { scope: filter.of, id: filter.about } : undefined}
          onClose={() => edit(undefined)}
        />
      )}
    </>
  )
}

const wordsIn = (names: Record<string, string>) => names[i18n.language] ?? names['zh-CN'] ?? ''

const placeOf = (hazard: Hazard) =>
  hazard.deviceName ?? hazard.siteName ?? hazard.productName ?? (hazard.kindName ? wordsIn(hazard.kindName) : '')
