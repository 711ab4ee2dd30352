import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Flex, Input, Radio, Select, Space, Table, type TableProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { CaseStatusTag, named, STATUSES } from '@/shared/cases/words'
import { Four, PageTitle, Panel, ProblemAlert, SeverityMark, useSettled } from '@/shared/desk'
import { BringFile, ColumnTable, ImportActs, ImportDone, ImportRunning, ImportSteps } from '@/shared/import/ImportParts'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import {
  asSettings,
  type CaseField,
  type CaseImport,
  FIELDS,
  type ImportCheck,
  type ImportNote,
  importApi,
  type Mapping,
  type Sample,
  type Settings,
  startOf,
  unmapped,
} from './import'
import './intake.css'

/** Past cases of another system: the file, what its columns and words mean, what is wrong with it, and what came of it. */
export function CaseImportPage() {
  const { t } = useTranslation(['intake', 'shared'])
  // The file stands in the address: a reload goes on where somebody was.
  const { file } = useSearch({ strict: false }) as { file?: string }
  const navigate = useNavigate()
  const brought = useQuery({ ...importApi.one(file ?? ''), enabled: Boolean(file) })
  const [done, setDone] = useState<CaseImport>()
  const choose = (id: string | undefined) => {
    setDone(undefined)
    navigate({ to: '/cases/import', search: (id ? { file: id } : {}) as never, replace: true })
  }
  const over = done ?? (brought.data && brought.data.state !== 'READY' ? brought.data : undefined)
  return (
    <>
      <PageTitle title={t('import.title')} hint={t('import.hint')} />
      <ImportSteps step={over ? 2 : file ? 1 : 0} />
      {over ? (
        <ImportDone
          title={t(over.state === 'DONE' ? 'import.imported' : 'import.over', { count: over.imported })}
          fileName={over.fileName}
          to="/cases?group=ALL&channel=IMPORT"
          toName={t('import.toList')}
          onAgain={() => choose(undefined)}
        />
      ) : file ? (
        <Four query={brought}>
          {(data) => <Check key={data.id} file={data} onDone={setDone} onBack={() => choose(undefined)} />}
        </Four>
      ) : (
        <BringFile receive={importApi.receive} onBrought={({ id }) => choose(id)} hint={t('import.dropHint')}>
          <p className="faint new-none">{t('import.intro')}</p>
        </BringFile>
      )}
    </>
  )
}

function Check({ file, onDone, onBack }: { file: CaseImport; onDone: (result: CaseImport) => void; onBack: () => void }) {
  const { t } = useTranslation(['intake', 'shared'])
  const queries = useQueryClient()
  const branches = useSession().branches
  const [mapping, setMapping] = useState<Mapping>(() =>
    Object.fromEntries(file.columns.flatMap((column) => (column.field ? [[column.index, column.field]] : []))),
  )
  const [settings, setSettings] = useState<Settings>(() => startOf(file, branches[0]))
  const missing = unmapped(mapping)
  const body = asSettings(settings, mapping)
  const asked = JSON.stringify(body)
  const settled = useSettled(asked, 300)
  const check = useQuery({
    queryKey: ['case-imports', file.id, 'check', settled],
    queryFn: () => importApi.check(file.id, body),
    enabled: missing.length === 0 && settings.source.trim() !== '' && settled === asked,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const confirm = useMutation({
    mutationFn: (goodRowsOnly: boolean) => importApi.confirm(file.id, { ...body, goodRowsOnly }),
    onSuccess: (result) => {
      queries.invalidateQueries({ queryKey: ['cases'] })
      onDone(result)
    },
  })
  const giveUp = useMutation({ mutationFn: () => importApi.giveUp(file.id), onSettled: onBack })
  const map = (column: number, field: CaseField | undefined) =>
    setMapping((before) => {
      const { [column]: _, ...rest } = before
      if (!field) return rest
      // Some fields take several columns; any other moves from the column it had.
      const kept = FIELDS[field].joined ? rest : Object.fromEntries(Object.entries(rest).filter(([, other]) => other !== field))
      return { ...kept, [column]: field }
    })
  const found = missing.length === 0 && settled === asked ? check.data : undefined

  return (
    <>
      <Panel title={t('shared:import.columns', { name: file.fileName, count: file.rows })}>
        <ColumnTable
          columns={file.columns}
          lines={Math.min(3, file.rows)}
          fields={(Object.keys(FIELDS) as CaseField[]).map((field) => ({
            value: field,
            label: t(`import.fields.${field}`),
            required: FIELDS[field].required,
          }))}
          fieldOf={(index) => mapping[index]}
          disabled={confirm.isPending}
          onChange={map}
        />
      </Panel>
      <Reading file={file} mapping={mapping} settings={settings} found={found} onChange={setSettings} />
      <Panel title={t('shared:import.checked')}>
        {missing.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            title={t('import.missing', {
              fields: missing.map((field) => t(`import.fields.${field}`)).join(t('shared:timeline.and')),
            })}
          />
        ) : settings.source.trim() === '' ? (
          <Alert type="warning" showIcon title={t('import.sourceMissing')} />
        ) : check.isError ? (
          <ProblemAlert error={check.error} onRetry={() => check.refetch()} />
        ) : check.isFetching || !found ? (
          <p className="faint new-none">{t('shared:import.checking')}</p>
        ) : (
          <Findings found={found} />
        )}
      </Panel>
      {confirm.isError && <ProblemAlert error={confirm.error} />}
      {confirm.isPending && <Running id={file.id} rows={found?.good ?? file.rows} />}
      <ImportActs
        found={found}
        all={t('import.all', { count: found?.good ?? 0 })}
        checking={check.isFetching}
        running={confirm.isPending}
        givingUp={giveUp.isPending}
        onConfirm={confirm.mutate}
        onGiveUp={giveUp.mutate}
      />
    </>
  )
}

type ReadingProps = {
  file: CaseImport
  mapping: Mapping
  settings: Settings
  found: ImportCheck | undefined
  onChange: (settings: Settings) => void
}

/** How the file is to be understood: where it comes from, how it writes times, what its words mean. */
function Reading({ file, mapping, settings, found, onChange }: ReadingProps) {
  const { t } = useTranslation('intake')
  const branches = useSession().branches
  const kinds = useQuery(catalogueQueries.kinds())
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  const words = (field: CaseField) => {
    const column = file.columns.find(({ index }) => mapping[index] === field)
    return (column?.words ?? []).filter((word) => word !== '')
  }
  const statuses = [...new Set([...words('STATUS'), ...(found?.unknownStatuses ?? [])])]
  const ofKind = [...new Set([...words('KIND'), ...(found?.unknownKinds ?? [])])]
  const hasField = (field: CaseField) => Object.values(mapping).includes(field)
  return (
    <Panel title={t('import.reading')}>
      <div className="import-settings">
        <Setting label={t('import.source')} hint={t('import.sourceHint')}>
          <Input
            value={settings.source}
            maxLength={60}
            aria-label={t('import.source')}
            onChange={(event) => set({ source: event.target.value })}
          />
        </Setting>
        <Setting label={t('import.branch')} hint={t('import.branchHint')}>
          <Select
            style={{ width: '100%' }}
            aria-label={t('import.branch')}
            value={settings.branch}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(branch: string) => set({ branch })}
          />
        </Setting>
        <Setting label={t('import.zone')} hint={t('import.zoneHint')}>
          <Select
            style={{ width: '100%' }}
            showSearch
            aria-label={t('import.zone')}
            value={settings.zone}
            options={Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))}
            onChange={(zone: string) => set({ zone })}
          />
        </Setting>
        <Setting label={t('import.form')} hint={t(file.forms.length > 1 ? 'import.formAsk' : 'import.formHint')}>
          <Radio.Group
            aria-label={t('import.form')}
            value={settings.form}
            onChange={(event) => set({ form: event.target.value as Settings['form'] })}
            options={(['YMD', 'DMY', 'MDY'] as const).map((form) => ({ value: form, label: t(`import.forms.${form}`) }))}
          />
        </Setting>
      </div>
      {hasField('STATUS') && statuses.length > 0 && (
        <Meanings
          title={t('import.statuses')}
          words={statuses}
          chosen={settings.statuses}
          options={STATUSES.map((status) => ({ value: status, label: <CaseStatusTag status={status} /> }))}
          onChoose={(word, status) => set({ statuses: { ...settings.statuses, [word]: status } })}
        />
      )}
      {hasField('KIND') && ofKind.length > 0 && (
        <Meanings
          title={t('import.kinds')}
          words={ofKind}
          chosen={settings.kinds}
          options={(kinds.data ?? []).map(({ code, name }) => ({ value: code, label: named(name) }))}
          onChoose={(word, kind) => set({ kinds: { ...settings.kinds, [word]: kind } })}
        />
      )}
    </Panel>
  )
}

function Setting({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className="party-field">
      <span className="party-label">{label}</span>
      {children}
      <small className="faint">{hint}</small>
    </div>
  )
}

type MeaningsProps<Meaning extends string> = {
  title: string
  words: string[]
  chosen: Record<string, Meaning>
  options: { value: Meaning; label: ReactNode }[]
  onChoose: (word: string, meaning: Meaning) => void
}

/** What the words of a column mean here; those without a meaning keep their rows out. */
function Meanings<Meaning extends string>({ title, words, chosen, options, onChoose }: MeaningsProps<Meaning>) {
  const { t } = useTranslation('intake')
  return (
    <div className="meanings">
      <h3>{title}</h3>
      <ul>
        {words.map((word) => (
          <li key={word}>
            <span title={word}>{word || t('import.emptyWord')}</span>
            <Select<Meaning>
              size="small"
              style={{ width: 130 }}
              placeholder={t('import.choose')}
              aria-label={t('import.means', { word })}
              {...(chosen[word] ? { value: chosen[word] } : { status: 'warning' as const })}
              options={options}
              onChange={(meaning) => onChoose(word, meaning)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Findings({ found }: { found: ImportCheck }) {
  const { t } = useTranslation(['intake', 'shared'])
  const notes: TableProps<ImportNote>['columns'] = [
    { title: t('shared:import.row'), dataIndex: 'row', width: 80, className: 'tabular' },
    { title: t('shared:import.column'), dataIndex: 'field', width: 140, render: (field) => t(`import.fields.${field}`) },
    {
      title: t('shared:import.text'),
      dataIndex: 'text',
      width: 240,
      render: (text) => <span className="import-text">{text}</span>,
    },
    {
      title: t('shared:import.problem'),
      key: 'finding',
      render: (_, note) => (
        <span className={note.error ? 'import-bad' : undefined}>{t(`import.findings.${note.finding}`, { ...note.facts })}</span>
      ),
    },
  ]
  const samples: TableProps<Sample>['columns'] = [
    { title: t('shared:import.row'), dataIndex: 'row', width: 70, className: 'tabular' },
    { title: t('import.fields.REFERENCE'), dataIndex: 'reference', width: 130 },
    { title: t('import.fields.OPENED_AT'), dataIndex: 'openedAt', width: 150, render: (at) => <Time at={at} style="full" /> },
    {
      title: t('import.fields.CLOSED_AT'),
      dataIndex: 'closedAt',
      width: 150,
      render: (at) => (at ? <Time at={at} style="full" /> : <span className="faint">—</span>),
    },
    { title: t('import.fields.STATUS'), dataIndex: 'status', width: 90, render: (status) => <CaseStatusTag status={status} /> },
    { title: t('import.fields.SEVERITY'), dataIndex: 'severity', width: 70, render: (one) => <SeverityMark severity={one} /> },
    { title: t('import.fields.SUBJECT'), dataIndex: 'subject' },
  ]
  return (
    <Flex vertical gap="middle">
      <Space size="large" wrap>
        <span>{t('shared:import.good', { count: found.good })}</span>
        {found.bad > 0 && <strong className="import-bad">{t('shared:import.bad', { count: found.bad })}</strong>}
        {found.warnings > 0 && <span className="faint">{t('import.warnings', { count: found.warnings })}</span>}
      </Space>
      {found.bad > 0 && <Alert type="info" showIcon title={t('shared:import.allOrNothing')} />}
      {found.notes.length > 0 && (
        <Table
          size="small"
          rowKey={(note) => `${note.row}/${note.field}/${note.finding}/${note.text}`}
          columns={notes}
          dataSource={found.notes}
          pagination={found.notes.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          scroll={{ x: 640 }}
        />
      )}
      {found.moreNotes && <p className="faint new-none">{t('import.moreNotes')}</p>}
      {found.samples.length > 0 && (
        <div>
          <h3 className="import-samples">{t('import.samples')}</h3>
          <Table size="small" rowKey="row" columns={samples} dataSource={found.samples} pagination={false} scroll={{ x: 760 }} />
        </div>
      )}
    </Flex>
  )
}

function Running({ id, rows }: { id: string; rows: number }) {
  const progress = useQuery({ ...importApi.progress(id), refetchInterval: 500 })
  return <ImportRunning progress={progress} rows={rows} />
}
