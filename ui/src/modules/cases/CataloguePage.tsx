import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Flex, Popconfirm, Segmented, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { Facts, Four, PageTitle, Panel, SeverityMark, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { type KindView, keepKind, retiredKinds, STEPS, useCatalogueChange, type Version, versionsOf } from './catalogue'
import { FaultCodes } from './FaultCodes'
import { KindDrawer } from './KindDrawer'
import { named } from './words'
import './catalogue.css'
import { listed } from '@/shared/listed'

type State = { tab?: string; kind?: string; version?: string; dimension?: string }

/** What the house serves: the kinds of cases with their stages, what a severity means, and the fault codes. */
export function CataloguePage() {
  const { t } = useTranslation('cases')
  const [state, change] = useListState<State>()
  const kinds = useQuery(catalogueQueries.kinds())
  const retired = useQuery(retiredKinds())
  const listed = [...(kinds.data ?? []), ...(retired.data ?? [])]
  const chosen = listed.find(({ code }) => code === state.kind) ?? listed[0]
  const versions = useQuery({ ...versionsOf(chosen?.code ?? ''), enabled: Boolean(chosen) })
  return (
    <>
      <PageTitle title={t('catalogue.title')} hint={t('catalogue.hint')} />
      <Tabs
        activeKey={state.tab === 'codes' ? 'codes' : 'kinds'}
        onChange={(tab) => change({ tab: tab === 'codes' ? tab : undefined } as State)}
        items={[
          { key: 'kinds', label: t('catalogue.kinds') },
          { key: 'codes', label: t('catalogue.codes') },
        ]}
      />
      {state.tab === 'codes' ? (
        <FaultCodes
          mayEdit={versions.data?.mayEdit ?? false}
          dimension={state.dimension}
          onDimension={(dimension) => change({ dimension })}
        />
      ) : (
        <Four query={kinds}>
          {() => (
            <>
              <Flex gap="small" align="center" wrap className="catalogue-kinds">
                <Segmented
                  value={chosen?.code ?? ''}
                  options={listed.map(({ code, name }) => ({ value: code, label: named(name) }))}
                  onChange={(kind) => change({ kind, version: undefined } as State)}
                />
                {versions.data?.mayEdit && chosen && <NewKind like={chosen} onDone={(kind) => change({ kind } as State)} />}
              </Flex>
              <Four query={versions}>
                {({ rows, mayEdit }) => (
                  <Kind
                    rows={rows}
                    mayEdit={mayEdit}
                    retired={!kinds.data?.some(({ code }) => code === chosen?.code)}
                    version={state.version}
                    onVersion={(version) => change({ version } as State)}
                  />
                )}
              </Four>
            </>
          )}
        </Four>
      )}
    </>
  )
}

function NewKind({ like, onDone }: { like: KindView; onDone: (code: string) => void }) {
  const { t } = useTranslation('cases')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('catalogue.newKind')}
      </Button>
      <KindDrawer open={open} like={like} onClose={() => setOpen(false)} onDone={onDone} />
    </>
  )
}

type KindProps = {
  rows: Version[]
  mayEdit: boolean
  retired: boolean
  version: string | undefined
  onVersion: (version: string | undefined) => void
}

function Kind({ rows, mayEdit, retired, version, onVersion }: KindProps) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const [editing, setEditing] = useState(false)
  const shown = rows.find(({ kind }) => String(kind.version) === version) ?? rows[0]
  const keep = useCatalogueChange(keepKind(shown?.kind.code ?? ''))
  if (!shown) return null
  const { kind } = shown
  const current = shown.current || (retired && shown === rows[0])
  const set = (act: 'retire' | 'restore') => keep.mutate(act, { onError: (error) => message.error(problemText(error)) })
  return (
    <>
      <Flex gap="small" align="center" wrap className="catalogue-version">
        <Select
          style={{ minWidth: 260 }}
          aria-label={t('catalogue.versions')}
          value={kind.version}
          options={rows.map((row) => ({
            value: row.kind.version,
            label: t('catalogue.version', { version: row.kind.version, at: formatTime(row.at, 'date') }),
          }))}
          onChange={(next: number) => onVersion(next === rows[0]?.kind.version ? undefined : String(next))}
        />
        {retired ? (
          <StatusTag tone="warn">{t('catalogue.retired')}</StatusTag>
        ) : current ? (
          <StatusTag tone="good">{t('catalogue.current')}</StatusTag>
        ) : (
          <StatusTag>{t('catalogue.former')}</StatusTag>
        )}
        <span className="faint">{shown.by ? `${shown.by}${t('catalogue.colon')}${shown.note}` : t('catalogue.shipped')}</span>
        {mayEdit && current && (
          <Flex gap="small" style={{ marginInlineStart: 'auto' }}>
            {retired ? (
              <Button loading={keep.isPending} onClick={() => set('restore')}>
                {t('catalogue.restore')}
              </Button>
            ) : (
              <>
                <Popconfirm
                  title={t('catalogue.retireAsk', { name: named(kind.name) })}
                  description={t('catalogue.retireKindHint')}
                  okText={t('catalogue.retire')}
                  cancelText={t('cancel')}
                  onConfirm={() => set('retire')}
                >
                  <Button loading={keep.isPending}>{t('catalogue.retire')}</Button>
                </Popconfirm>
                <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                  {t('catalogue.revise')}
                </Button>
              </>
            )}
          </Flex>
        )}
      </Flex>
      {!current && <Alert type="info" showIcon title={t('catalogue.formerHint')} style={{ marginBlockEnd: 14 }} />}
      <div className="columns">
        <div>
          <Stages kind={kind} />
          {kind.papers.length > 0 && (
            <Panel title={t('catalogue.papers')}>
              <Facts
                facts={kind.papers.map((paper) => ({
                  label: named(paper.name),
                  value: t('catalogue.before', { stage: stageName(kind, paper.stage) }),
                }))}
              />
            </Panel>
          )}
        </div>
        <div>
          <Panel title={t('catalogue.rules')}>
            <Facts
              facts={[
                { label: t('catalogue.visits'), value: t(kind.visits ? 'catalogue.visitsYes' : 'catalogue.visitsNo') },
                { label: t('catalogue.start'), value: stageName(kind, kind.start) },
                { label: t('catalogue.severity'), value: <SeverityMark severity={kind.severity} long /> },
              ]}
            />
            <h3 className="catalogue-sub">{t('catalogue.follow')}</h3>
            <Facts
              facts={STEPS.filter((step) => kind.follow[step]).map((step) => ({
                label: t(`catalogue.steps.${step}`),
                value: stageName(kind, kind.follow[step] ?? ''),
              }))}
            />
          </Panel>
          <Panel title={t('catalogue.severities')}>
            <ul className="lines">
              {kind.severities.map((one) => (
                <li key={one.level}>
                  <div className="catalogue-severity">
                    <SeverityMark severity={one.level} />
                    <span>
                      <strong>{named(one.name)}</strong>
                      <div className="faint">{named(one.meaning)}</div>
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
      <KindDrawer
        key={kind.version}
        open={editing}
        kind={kind}
        like={kind}
        onClose={() => setEditing(false)}
        onDone={() => onVersion(undefined)}
      />
    </>
  )
}

const stageName = (kind: KindView, code: string) => named(kind.stages.find((stage) => stage.code === code)?.name) || code

function Stages({ kind }: { kind: KindView }) {
  const { t } = useTranslation(['cases', 'shared'])
  const target = ({ to, by }: KindView['moves'][number]) => {
    const whom = listed((by ?? []).map((role) => t(`shared:roles.${role}`)))
    return whom ? t('catalogue.moveBy', { stage: stageName(kind, to), whom }) : stageName(kind, to)
  }
  return (
    <Panel title={t('catalogue.stages')}>
      <ol className="catalogue-stages">
        {kind.stages.map((stage) => {
          const next = kind.moves.filter(({ from }) => from === stage.code).map(target)
          const steps = STEPS.filter((step) => kind.follow[step] === stage.code).map((step) => t(`catalogue.steps.${step}`))
          return (
            <li key={stage.code}>
              <div>
                <strong>{named(stage.name)}</strong>{' '}
                {stage.code === kind.start && <StatusTag tone="primary">{t('catalogue.starts')}</StatusTag>}
              </div>
              {steps.length > 0 && <small>{t('catalogue.reachedBy', { steps: listed(steps) })}</small>}
              {next.length > 0 && <small>{t('catalogue.movesTo', { stages: listed(next) })}</small>}
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
