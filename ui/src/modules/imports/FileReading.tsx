import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Panel, ProblemAlert } from '@/shared/desk'
import { type Import, type ImportFile, importApi, importQueries, type Kind, type Settings } from './api'
import { ColumnTable } from './ColumnTable'
import { Findings } from './Findings'
import { Preview } from './Preview'
import { ReadingPanel } from './ReadingPanel'
import { counted } from './words'

/** A file that waits to be checked, or was: how it is read, and what was found. */
export function FileReading({ one }: { one: Import }) {
  const file = useQuery(importQueries.file(one.id))
  const kinds = useQuery(importQueries.kinds())
  return (
    <Four query={kinds}>
      {(all) => (
        <Four query={file}>
          {(data) => {
            const kind = all.find(({ code }) => code === one.kind)
            return kind && <Reading one={one} file={data} kind={kind} />
          }}
        </Four>
      )}
    </Four>
  )
}

function Reading({ one, file, kind }: { one: Import; file: ImportFile; kind: Kind }) {
  const { t } = useTranslation('imports')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [settings, setSettings] = useState<Settings>(file.settings)
  const again = () => queries.invalidateQueries({ queryKey: ['imports'] })
  const check = useMutation({
    mutationFn: () => importApi.check(one.id, settings),
    onSuccess: () => {
      queries.setQueryData(importQueries.file(one.id).queryKey, { ...file, settings })
      return again()
    },
  })
  const write = useMutation({ mutationFn: (goodRowsOnly: boolean) => importApi.write(one.id, goodRowsOnly), onSuccess: again })
  const giveUp = useMutation({ mutationFn: () => importApi.giveUp(one.id), onSuccess: () => navigate({ to: '/imports' }) })
  const busy = check.isPending || write.isPending || giveUp.isPending
  const unchanged = JSON.stringify(settings) === JSON.stringify(file.settings)
  const checked = one.state === 'CHECKED' && unchanged
  const missing = kind.fields.filter(({ code, required }) => required && !settings.columns.some(({ field }) => field === code))
  const failed = check.error ?? write.error ?? giveUp.error
  return (
    <>
      <Flex gap="small" wrap className="import-acts">
        {checked && one.good > 0 && (
          <Button type="primary" loading={write.isPending} disabled={busy} onClick={() => write.mutate(one.bad > 0)}>
            {t(one.bad > 0 ? 'goodOnly' : 'all', { count: one.good, number: counted(one.good) })}
          </Button>
        )}
        {!checked && (
          <Button type="primary" loading={check.isPending} disabled={busy || missing.length > 0} onClick={() => check.mutate()}>
            {t(one.state === 'CHECKED' ? 'checkAgain' : 'check', { count: one.rows, number: counted(one.rows) })}
          </Button>
        )}
        <Button disabled={busy} loading={giveUp.isPending} onClick={() => giveUp.mutate()}>
          {t('giveUp')}
        </Button>
      </Flex>
      {failed && <ProblemAlert error={failed} />}
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBlockEnd: 14 }}
          title={t('missing', { fields: missing.map(({ heading }) => heading).join(t('made.and')) })}
        />
      )}
      {checked && (
        <Panel title={t('checked')}>
          <Flex vertical gap="middle">
            <p className="import-counts">
              <span>{t('good', { count: one.good, number: counted(one.good) })}</span>
              {one.bad > 0 && <strong className="import-bad">{t('bad', { count: one.bad, number: counted(one.bad) })}</strong>}
            </p>
            {one.bad > 0 && <Alert type="info" showIcon title={t('allOrNothing')} />}
            {(one.bad > 0 || one.remarks > 0) && (
              <Findings key={`${one.good}/${one.bad}`} one={one} fields={kind.fields} columns={file.columns} />
            )}
          </Flex>
        </Panel>
      )}
      <Panel title={t('columnsTitle', { count: one.rows, number: counted(one.rows) })}>
        <ColumnTable
          columns={file.columns}
          fields={kind.fields}
          held={settings.columns}
          disabled={busy}
          onChange={(columns) => setSettings({ ...settings, columns })}
        />
      </Panel>
      <ReadingPanel kind={kind} file={file} settings={settings} disabled={busy} onChange={setSettings} />
      {settings.columns.length > 0 && !busy && <Preview id={one.id} fields={kind.fields} settings={settings} />}
    </>
  )
}
