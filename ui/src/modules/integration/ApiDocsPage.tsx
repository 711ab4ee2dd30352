import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Collapse, Tabs, Tag, Typography } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, FilterBar, Four, Nothing, PageTitle, Panel, WordsFilter } from '@/shared/desk'
import { useListState } from '@/shared/useListState'
import { docsQuery, scopeKey } from './api'
import { OperationDetails } from './OperationDetails'
import { type ApiText, type Operation, operationsOf } from './openapi'
import './integration.css'
import './docs.css'

/** `open`: the operation that is looked at. */
type State = { words?: string; scope?: string; open?: string; part?: string }

const PARTS = ['key', 'errors', 'repeat', 'limits', 'pages', 'hooks'] as const

/** What other systems can ask, for whoever programs them. */
export function ApiDocsPage() {
  const { t } = useTranslation('integration')
  const docs = useQuery(docsQuery())
  return (
    <>
      <PageTitle
        title={t('docs.title')}
        hint={t('docs.hint')}
        extra={
          <Button icon={<DownloadOutlined />} href="/api/api-docs" download="aftercare-openapi.json">
            {t('docs.download')}
          </Button>
        }
      />
      <Guide />
      <Four query={docs}>{(api) => <Operations api={api} />}</Four>
    </>
  )
}

function Guide() {
  const { t } = useTranslation('integration')
  const [{ part }, change] = useListState<State>()
  return (
    <Panel>
      <Tabs
        activeKey={part ?? 'key'}
        onChange={(next) => change({ part: next === 'key' ? undefined : next }, { keepPage: true })}
        items={PARTS.map((key) => ({
          key,
          label: t(`guide.${key}.title`),
          children: (
            <div className="api-guide">
              <p>{t(`guide.${key}.words`)}</p>
              <pre className="api-code">{t(`guide.${key}.example`, { origin: window.location.origin })}</pre>
            </div>
          ),
        }))}
      />
    </Panel>
  )
}

function Operations({ api }: { api: ApiText }) {
  const { t } = useTranslation('integration')
  const [{ words, scope, open }, change] = useListState<State>()
  const all = useMemo(() => operationsOf(api), [api])
  const scopes = [...new Set(all.flatMap((one) => one.scopes))].sort()
  const shown = all.filter(
    (one) =>
      (!words || one.id.toLowerCase().includes(words.toLowerCase())) && (!scope || one.scopes.includes(scope) || one.id === open),
  )
  const groups = [...new Set(shown.map(({ group }) => group))]
  return (
    <>
      <FilterBar
        set={scope ? 1 : 0}
        first={<WordsFilter label={t('docs.search')} value={words} onChange={(next) => change({ words: next })} />}
      >
        <ChoiceFilter
          label={t('keys.scopes')}
          value={scope}
          options={scopes.map((value) => ({ value, label: value }))}
          onChange={(next) => change({ scope: next })}
          width={180}
        />
      </FilterBar>
      {shown.length === 0 && <Nothing filtered />}
      {groups.map((group) => {
        const operations = shown.filter((one) => one.group === group)
        return (
          <section key={group} className="api-group">
            <h2 className="mono">/{group}</h2>
            <Collapse
              accordion
              activeKey={operations.find(({ id }) => id === open)?.id ?? []}
              onChange={(keys) => change({ open: keys[0] }, { keepPage: true })}
              items={operations.map((one) => ({
                key: one.id,
                label: <Head operation={one} />,
                children: one.id === open && <OperationDetails operation={one} schemas={api.components.schemas} />,
              }))}
            />
          </section>
        )
      })}
    </>
  )
}

function Head({ operation }: { operation: Operation }) {
  const { t } = useTranslation('integration')
  return (
    <span className="api-head">
      <Tag className={`api-method api-${operation.method.toLowerCase()}`}>{operation.method}</Tag>
      <span className="mono api-path">{operation.path}</span>
      <span className="api-scopes">
        {operation.scopes.length === 0 ? (
          <Typography.Text type="secondary">{t('docs.anyKey')}</Typography.Text>
        ) : (
          operation.scopes.map((code) => (
            <Tag key={code} className="mono" title={t(scopeKey(code))}>
              {code}
            </Tag>
          ))
        )}
      </span>
    </span>
  )
}
