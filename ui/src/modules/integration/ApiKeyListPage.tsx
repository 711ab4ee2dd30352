import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, type TableProps, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, type Tone, WordsFilter } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type ApiKey, cursorOf, type KeyFilter, type KeyState, keyQueries, scopeKey, useRevokeKey } from './api'
import { NewKeyDrawer } from './NewKeyDrawer'
import { ShownOnce } from './ShownOnce'
import './integration.css'

const TONES = { ACTIVE: 'good', EXPIRED: 'warn', REVOKED: 'neutral' } satisfies Record<KeyState, Tone>
const STATES = Object.keys(TONES) as KeyState[]

/** Keys by which other programs call. */
export function ApiKeyListPage() {
  const { t } = useTranslation(['integration', 'shared'])
  const { message, modal } = App.useApp()
  const [filter, change] = useListState<KeyFilter>()
  const keys = useQuery(keyQueries.list(filter))
  const revoke = useRevokeKey()
  const [secret, setSecret] = useState<string>()
  const show = (open: string | undefined) => change({ open }, { keepPage: true })

  const ask = (key: ApiKey) =>
    modal.confirm({
      title: t('keys.revokeTitle', { name: key.name }),
      content: t('keys.revokeWords'),
      okText: t('keys.revoke'),
      okButtonProps: { danger: true },
      onOk: () =>
        revoke.mutateAsync(key.id).then(
          () => message.success(t('keys.revoked')),
          (error) => message.error(problemText(error)),
        ),
    })

  const name = (key: ApiKey) => (
    <div>
      <div>{key.name}</div>
      <Typography.Text type="secondary" className="mono">
        ac_{key.prefix}…
      </Typography.Text>
    </div>
  )
  const scopes = (key: ApiKey) => (
    <Flex gap={4} wrap>
      {key.scopes.map((code) => (
        <Tag key={code} title={t(scopeKey(code))} className="mono">
          {code}
        </Tag>
      ))}
    </Flex>
  )
  const act = (key: ApiKey) =>
    key.state === 'REVOKED' ? null : (
      <Button size="small" onClick={() => ask(key)}>
        {t('keys.revoke')}
      </Button>
    )
  const reach = (key: ApiKey) => key.branchName ?? t('keys.everywhere')
  const used = (key: ApiKey) =>
    key.lastUsedAt ? (
      <Time at={key.lastUsedAt} relative />
    ) : (
      <Typography.Text type="secondary">{t('keys.neverUsed')}</Typography.Text>
    )

  const columns: NonNullable<TableProps<ApiKey>['columns']> = [
    { title: t('keys.name'), key: 'name', width: 170, render: (_, key) => name(key) },
    { title: t('keys.scopes'), key: 'scopes', render: (_, key) => scopes(key) },
    { title: t('keys.reach'), key: 'reach', width: 130, render: (_, key) => reach(key) },
    { title: t('keys.perMinute'), dataIndex: 'perMinute', width: 120, align: 'right', className: 'tabular' },
    {
      title: t('keys.expires'),
      dataIndex: 'expiresAt',
      width: 110,
      render: (at: string | null) => (at ? <Time at={at} style="date" /> : t('keys.never')),
    },
    { title: t('keys.lastUsed'), key: 'used', width: 130, render: (_, key) => used(key) },
    {
      title: t('keys.made'),
      key: 'made',
      width: 110,
      responsive: ['lg'],
      render: (_, key) => (
        <>
          <div>{key.madeBy ?? '—'}</div>
          <Typography.Text type="secondary">
            <Time at={key.madeAt} style="date" />
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('keys.state'),
      dataIndex: 'state',
      width: 80,
      render: (state: KeyState) => <StatusTag tone={TONES[state]}>{t(`keyStates.${state}`)}</StatusTag>,
    },
    { key: 'act', width: 80, align: 'right', render: (_, key) => act(key) },
  ]

  return (
    <>
      <PageTitle
        title={t('keys.title')}
        hint={t('keys.hint')}
        extra={
          <>
            <ExportButton path="/api-keys/export" filter={{ words: filter.words, state: filter.state }} />
            <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
              {t('keys.new')}
            </Button>
          </>
        }
      />
      <FilterBar
        set={filter.state ? 1 : 0}
        first={<WordsFilter label={t('keys.search')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <ChoiceFilter
          label={t('keys.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={STATES.map((value) => ({ value, label: t(`keyStates.${value}`) }))}
        />
      </FilterBar>
      <RowList
        query={keys}
        columns={columns}
        width={1080}
        card={(key) => (
          <>
            <span className="spread">
              {key.name}
              <StatusTag tone={TONES[key.state]}>{t(`keyStates.${key.state}`)}</StatusTag>
            </span>
            {scopes(key)}
            <span className="spread">
              <small>
                {reach(key)} · {t('keys.lastUsed')} {used(key)}
              </small>
              {act(key)}
            </span>
          </>
        )}
        create={{ label: t('keys.new'), act: () => show('new') }}
        filtered={Boolean(filter.words || filter.state)}
        first={t('keys.first')}
        after={filter.after}
        next={cursorOf(keys.data?.next)}
        onMove={(after) => change({ after })}
      />
      <NewKeyDrawer
        open={filter.open === 'new'}
        onClose={() => show(undefined)}
        onMade={({ key }) => {
          setSecret(key)
          show(undefined)
        }}
      />
      <ShownOnce title={t('keys.madeTitle')} words={t('keys.once')} secret={secret} onClose={() => setSecret(undefined)} />
    </>
  )
}
