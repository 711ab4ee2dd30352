import { AimOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented, type TableProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportButton, KeyHints, PageTitle, RemoteSelect, RowList, SubjectLink, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { assetQueries, type DeviceRow } from './api'
import { BaseTree } from './BaseTree'
import { type BaseNode, baseQueries, filterOf, findDevices } from './base'
import { DeviceDrawer } from './DeviceDrawer'
import { FloorPlans } from './FloorPlans'
import { SiteMap } from './SiteMap'
import { SystemDialog } from './SystemDialog'
import { DeviceStateTag, WarrantyTag } from './words'

type State = { node?: string; view?: 'plan' | 'map'; words?: string; after?: string }

/** What stands where: the tree on the left, what stands at the chosen place on the right. */
export function InstalledBasePage() {
  const { t } = useTranslation(['assets', 'shared'])
  const [state, change] = useListState<State>()
  const path = useQuery({ ...baseQueries.path(state.node ?? ''), enabled: Boolean(state.node) })
  const steps = state.node ? (path.data ?? []) : []
  const here = steps[steps.length - 1]
  const choose = (node: string | undefined) => change({ node, view: undefined, words: undefined } as Partial<State>)
  const views = ['list', ...(here?.level === 'SITE' && here.id ? ['plan'] : []), ...(here?.level === 'CUSTOMER' ? ['map'] : [])]

  return (
    <>
      <PageTitle title={t('base.title')} hint={t('base.hint')} />
      <div className="base">
        <nav className="base-side" aria-label={t('base.title')}>
          <RemoteSelect
            topic="assets"
            find={findDevices()}
            placeholder={t('base.search')}
            aria-label={t('base.search')}
            value={null as never}
            onChange={(id) => id && choose(`d.${id}`)}
          />
          <BaseTree chosen={state.node} onChoose={choose} />
          <KeyHints
            hints={[
              { keys: '↑↓', label: t('base.keys.walk') },
              { keys: '←→', label: t('base.keys.open') },
              { keys: 'Enter', label: t('base.keys.choose') },
            ]}
          />
        </nav>
        <div>
          <Head steps={steps} here={here} onChoose={choose} />
          {views.length > 1 && (
            <Segmented
              style={{ marginBlockEnd: 12 }}
              value={state.view ?? 'list'}
              options={views.map((view) => ({ value: view, label: t(`base.views.${view}`) }))}
              onChange={(view) => change({ view: view === 'list' ? undefined : view } as Partial<State>)}
            />
          )}
          {state.view === 'plan' && here?.id ? (
            <FloorPlans site={here.id} />
          ) : state.view === 'map' && here?.id ? (
            <SiteMap customer={here.id} onChoose={(site) => choose(`s.${here.id}.${site}`)} />
          ) : (
            <Devices state={state} change={change} onChoose={choose} />
          )}
        </div>
      </div>
    </>
  )
}

type HeadProps = { steps: BaseNode[]; here: BaseNode | undefined; onChoose: (key: string | undefined) => void }

function Head({ steps, here, onChoose }: HeadProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const [open, setOpen] = useState<'system' | 'change' | 'device'>()
  const mayEdit = useMay('assets.edit')
  const customer = steps[0]?.id ?? undefined
  const site = steps.find((step) => step.level === 'SITE')?.id ?? undefined
  const project = steps.find((step) => step.level === 'PROJECT')?.id ?? undefined
  const places = here?.level === 'CUSTOMER' || here?.level === 'SITE' || here?.level === 'PROJECT'
  return (
    <div className="base-head">
      <div className="base-crumbs">
        <span>
          <button type="button" className="link" onClick={() => onChoose(undefined)}>
            {t('base.all')}
          </button>
        </span>
        {steps.map((step) => (
          <span key={step.key}>
            <span className="sep">/ </span>
            <button type="button" className="link" onClick={() => onChoose(step.key)}>
              {step.name || t('base.siteless')}
            </button>
          </span>
        ))}
      </div>
      <span style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {here?.level === 'SYSTEM' && mayEdit && (
          <Button size="small" onClick={() => setOpen('change')}>
            {t('system.change')}
          </Button>
        )}
        {here?.id && here.level !== 'SYSTEM' && (
          <SubjectLink kind={here.level} id={here.level === 'SITE' ? null : here.id}>
            {here.level === 'SITE' ? '' : t(`base.opens.${here.level}`)}
          </SubjectLink>
        )}
        {places && customer && mayEdit && (
          <>
            <Button size="small" onClick={() => setOpen('system')}>
              {t('system.new')}
            </Button>
            <Button size="small" type="primary" onClick={() => setOpen('device')}>
              {t('devices.new')}
            </Button>
          </>
        )}
      </span>
      {customer && (open === 'system' || open === 'change') && (
        <SystemDialog
          {...(open === 'change' && here?.id ? { id: here.id } : { place: { site, project } })}
          customer={customer}
          onClose={() => setOpen(undefined)}
          onDone={(id) => id && onChoose(`y.${id}`)}
          onGone={() => onChoose(steps[steps.length - 2]?.key)}
        />
      )}
      <DeviceDrawer
        open={open === 'device'}
        about={{ ...(customer && { customer }), ...(site && { site }), ...(project && { project }) }}
        onClose={() => setOpen(undefined)}
      />
    </div>
  )
}

type DevicesProps = {
  state: State
  change: (next: Partial<State>, options?: { keepPage?: boolean }) => void
  onChoose: (key: string) => void
}

function Devices({ state, change, onChoose }: DevicesProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const navigate = useNavigate()
  const narrowing = { ...filterOf(state.node), ...(state.words && { words: state.words }) }
  const devices = useQuery(assetQueries.devices({ ...narrowing, ...(state.after && { after: state.after }) }))
  const columns: NonNullable<TableProps<DeviceRow>['columns']> = [
    {
      title: t('columns.device'),
      key: 'device',
      width: 180,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/devices/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.model'),
      key: 'model',
      width: 190,
      render: (_, row) => (
        <div className="two-lines">
          <span>{[row.maker, row.model].filter(Boolean).join(' ')}</span>
          <small className="tabular">{row.serial}</small>
        </div>
      ),
    },
    {
      title: t('columns.location'),
      key: 'place',
      width: 190,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.location || '—'}</span>
          <small>{[row.siteName, row.projectName].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    {
      title: t('columns.warranty'),
      key: 'warranty',
      width: 130,
      render: (_, row) => (
        <div className="two-lines">
          <WarrantyTag state={row.warranty} soon={row.daysLeft !== null && row.daysLeft <= 60} />
          {row.warrantyLastDay && <small className="tabular">{t('until', { date: row.warrantyLastDay })}</small>}
        </div>
      ),
    },
    { title: t('columns.state'), key: 'state', width: 76, render: (_, row) => <DeviceStateTag state={row.state} /> },
    {
      key: 'show',
      width: 46,
      render: (_, row) => (
        <Button
          size="small"
          type="text"
          icon={<AimOutlined />}
          title={t('base.show')}
          aria-label={`${t('base.show')} ${row.name}`}
          onClick={() => onChoose(`d.${row.id}`)}
        />
      ),
    },
  ]
  return (
    <>
      <div style={{ display: 'flex', gap: 8, marginBlockEnd: 12, flexWrap: 'wrap' }}>
        <WordsFilter label={t('devices.words')} value={state.words} onChange={(words) => change({ words } as Partial<State>)} />
        <ExportButton path="/devices/export" filter={narrowing} />
      </div>
      <RowList
        query={devices}
        columns={columns}
        width={812}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/devices/$id" params={{ id: row.id }}>
                {row.name}
              </Link>
              <WarrantyTag state={row.warranty} soon={row.daysLeft !== null && row.daysLeft <= 60} />
            </span>
            <span>{row.location || row.siteName}</span>
            <small>{[row.model, row.serial].filter(Boolean).join(' · ')}</small>
          </>
        )}
        visit={(row) => navigate({ to: '/devices/$id', params: { id: row.id } })}
        filtered={Boolean(state.words)}
        first={t(state.node?.startsWith('d.') ? 'base.noParts' : 'base.noDevices')}
        after={state.after}
        next={devices.data?.next}
        onMove={(after) => change({ after } as Partial<State>)}
      />
    </>
  )
}
