import { EditOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Segmented, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, SeverityMark, StatusTag } from '@/shared/desk'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { caseQueries } from './api'
import { type KindView, STEPS, type Version, versionsOf } from './catalogue'
import { FaultCodes } from './FaultCodes'
import { KindDrawer } from './KindDrawer'
import { named } from './words'
import './catalogue.css'

type State = { tab?: string; kind?: string; version?: string; dimension?: string }

/** What the house serves: the kinds of cases with their stages, what a severity means, and the fault codes. */
export function CataloguePage() {
  const { t } = useTranslation('cases')
  const [state, change] = useListState<State>()
  const kinds = useQuery(caseQueries.kinds())
  const chosen = kinds.data?.find(({ code }) => code === state.kind) ?? kinds.data?.[0]
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
          {(all) => (
            <>
              <Segmented
                className="catalogue-kinds"
                value={chosen?.code ?? ''}
                options={all.map(({ code, name }) => ({ value: code, label: named(name) }))}
                onChange={(kind) => change({ kind, version: undefined } as State)}
              />
              <Four query={versions}>
                {({ rows, mayEdit }) => (
                  <Kind
                    rows={rows}
                    mayEdit={mayEdit}
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

type KindProps = {
  rows: Version[]
  mayEdit: boolean
  version: string | undefined
  onVersion: (version: string | undefined) => void
}

function Kind({ rows, mayEdit, version, onVersion }: KindProps) {
  const { t } = useTranslation('cases')
  const [editing, setEditing] = useState(false)
  const shown = rows.find(({ kind }) => String(kind.version) === version) ?? rows[0]
  if (!shown) return null
  const { kind, current } = shown
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
        {current ? <StatusTag tone="good">{t('catalogue.current')}</StatusTag> : <StatusTag>{t('catalogue.former')}</StatusTag>}
        <span className="faint">{shown.by ? `${shown.by}${t('catalogue.colon')}${shown.note}` : t('catalogue.shipped')}</span>
        {mayEdit && current && (
          <Button icon={<EditOutlined />} style={{ marginInlineStart: 'auto' }} onClick={() => setEditing(true)}>
            {t('catalogue.revise')}
          </Button>
        )}
      </Flex>
      {!current && <Alert type="info" showIcon title={t('catalogue.formerHint')} style={{ marginBlockEnd: 14 }} />}
      <div className="columns">
        <div>
          <Stages kind={kind} />
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
        onClose={() => setEditing(false)}
        onDone={() => onVersion(undefined)}
      />
    </>
  )
}

const stageName = (kind: KindView, code: string) => named(kind.stages.find((stage) => stage.code === code)?.name) || code

function Stages({ kind }: { kind: KindView }) {
  const { t } = useTranslation('cases')
  return (
    <Panel title={t('catalogue.stages')}>
      <ol className="catalogue-stages">
        {kind.stages.map((stage) => {
          const next = kind.moves.filter(({ from }) => from === stage.code).map(({ to }) => stageName(kind, to))
          const steps = STEPS.filter((step) => kind.follow[step] === stage.code).map((step) => t(`catalogue.steps.${step}`))
          return (
            <li key={stage.code}>
              <div>
                <strong>{named(stage.name)}</strong> <code>{stage.code}</code>{' '}
                {stage.code === kind.start && <StatusTag tone="primary">{t('catalogue.starts')}</StatusTag>}
              </div>
              {steps.length > 0 && <small>{t('catalogue.reachedBy', { steps: steps.join('、') })}</small>}
              {next.length > 0 && <small>{t('catalogue.movesTo', { stages: next.join('、') })}</small>}
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
