import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Flex, Progress, Result, Select, Space, Steps, Table, type TableProps, Upload } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageTitle, Panel, ProblemAlert } from '@/shared/desk'
import { search } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import {
  IMPORT_FIELDS,
  type Import,
  type ImportCheck,
  type ImportColumn,
  type ImportField,
  type ImportProblem,
  importApi,
  isRequired,
} from './api'
import './import.css'

/** Devices from a file, in three steps: bring it, see what it holds and what is wrong with it, take it over. */
export function DeviceImportPage() {
  const { t } = useTranslation(['assets', 'shared'])
  const [file, setFile] = useState<Import>()
  const [done, setDone] = useState<Import>()
  const step = done ? 2 : file ? 1 : 0
  return (
    <>
      <PageTitle title={t('import.title')} hint={t('import.hint')} />
      <Steps
        size="small"
        current={step}
        style={{ marginBlockEnd: 20, maxWidth: 720 }}
        items={[{ title: t('import.steps.file') }, { title: t('import.steps.check') }, { title: t('import.steps.done') }]}
      />
      {done ? (
        <Done
          result={done}
          onAgain={() => {
            setFile(undefined)
            setDone(undefined)
          }}
        />
      ) : file ? (
        <Check file={file} onDone={setDone} onBack={() => setFile(undefined)} />
      ) : (
        <Bring onBrought={setFile} />
      )}
    </>
  )
}

function Bring({ onBrought }: { onBrought: (file: Import) => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const receive = useMutation({ mutationFn: importApi.receive, onSuccess: onBrought })
  return (
    <Panel>
      <Flex vertical gap="middle">
        <div>
          <Button icon={<DownloadOutlined />} href={`/api/device-imports/template${search({ language: i18n.language })}`}>
            {t('import.template')}
          </Button>
          <span className="faint" style={{ marginInlineStart: 12 }}>
            {t('import.templateHint')}
          </span>
        </div>
        <Upload.Dragger
          accept=".xlsx,.csv,.txt"
          maxCount={1}
          showUploadList={false}
          disabled={receive.isPending}
          beforeUpload={(chosen) => {
            receive.mutate(chosen)
            return false
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{t(receive.isPending ? 'import.reading' : 'import.drop')}</p>
          <p className="ant-upload-hint">{t('import.dropHint')}</p>
        </Upload.Dragger>
        {receive.isError && <ProblemAlert error={receive.error} />}
      </Flex>
    </Panel>
  )
}

type Mapping = Partial<Record<ImportField, number>>

const asColumns = (mapping: Mapping) =>
  Object.entries(mapping).map(([field, index]) => ({ field: field as ImportField, index: index as number }))

function Check({ file, onDone, onBack }: { file: Import; onDone: (result: Import) => void; onBack: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const queries = useQueryClient()
  const [mapping, setMapping] = useState<Mapping>(() =>
    Object.fromEntries(file.columns.filter((column) => column.field).map((column) => [column.field, column.index])),
  )
  const check = useQuery({
    queryKey: ['device-imports', file.id, 'check', mapping],
    queryFn: () => importApi.check(file.id, asColumns(mapping)),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const confirm = useMutation({
    mutationFn: (goodRowsOnly: boolean) => importApi.confirm(file.id, goodRowsOnly),
    onSuccess: (result) => {
      queries.invalidateQueries({ queryKey: ['assets'] })
      onDone(result)
    },
  })
  const giveUp = useMutation({ mutationFn: () => importApi.giveUp(file.id), onSettled: onBack })
  const found = check.data
  const map = (column: ImportColumn, field: ImportField | undefined) =>
    setMapping((before) => {
      const next = Object.fromEntries(Object.entries(before).filter(([, index]) => index !== column.index)) as Mapping
      return field ? { ...next, [field]: column.index } : next
    })

  return (
    <>
      <Panel title={t('import.columns', { name: file.fileName, count: file.rows })}>
        <p className="faint" style={{ marginBlockStart: 0 }}>
          {t('import.columnsHint')}
        </p>
        <div className="import-columns">
          <table>
            <thead>
              <tr>
                {file.columns.map((column) => (
                  <th key={column.index}>
                    <div className="import-heading">{column.heading || t('import.unnamed', { index: column.index + 1 })}</div>
                    <FieldChoice
                      column={column}
                      mapping={mapping}
                      disabled={confirm.isPending}
                      onChange={(field) => map(column, field)}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[0, 1, 2, 3, 4]
                .filter((line) => line < file.rows)
                .map((line) => (
                  <tr key={line}>
                    {file.columns.map((column) => (
                      <td key={column.index} title={column.samples[line]}>
                        {column.samples[line]}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {check.isError && <ProblemAlert error={check.error} onRetry={() => check.refetch()} />}
      <Panel title={t('import.checked')}>
        {check.isFetching || !found ? (
          <p className="faint">{t('import.checking')}</p>
        ) : (
          <Findings file={file} found={found} headings={file.columns} />
        )}
      </Panel>
      {confirm.isError && <ProblemAlert error={confirm.error} />}
      {confirm.isPending && <Running id={file.id} rows={found?.good ?? file.rows} />}
      <Flex gap="small" wrap style={{ marginBlockStart: 14 }}>
        {found && found.bad === 0 && (
          <Button type="primary" loading={confirm.isPending} disabled={check.isFetching} onClick={() => confirm.mutate(false)}>
            {t('import.all', { count: found.good })}
          </Button>
        )}
        {found && found.bad > 0 && found.good > 0 && (
          <Button loading={confirm.isPending} disabled={check.isFetching} onClick={() => confirm.mutate(true)}>
            {t('import.goodOnly', { count: found.good })}
          </Button>
        )}
        <Button disabled={confirm.isPending} loading={giveUp.isPending} onClick={() => giveUp.mutate()}>
          {t('import.giveUp')}
        </Button>
      </Flex>
    </>
  )
}

type FieldChoiceProps = {
  column: ImportColumn
  mapping: Mapping
  disabled: boolean
  onChange: (field: ImportField | undefined) => void
}

function FieldChoice({ column, mapping, disabled, onChange }: FieldChoiceProps) {
  const { t } = useTranslation('assets')
  const chosen = IMPORT_FIELDS.find((field) => mapping[field] === column.index)
  return (
    <Select
      size="small"
      allowClear
      disabled={disabled}
      style={{ width: '100%' }}
      popupMatchSelectWidth={false}
      placeholder={t('import.ignored')}
      aria-label={t('import.holds', { heading: column.heading })}
      value={chosen}
      options={IMPORT_FIELDS.map((field) => ({
        value: field,
        label: `${t(`importFields.${field}`)}${isRequired(field) ? ' *' : ''}`,
      }))}
      onChange={onChange}
    />
  )
}

function Findings({ file, found, headings }: { file: Import; found: ImportCheck; headings: ImportColumn[] }) {
  const { t } = useTranslation(['assets', 'shared'])
  if (found.missing.length > 0) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('import.missing', {
          fields: found.missing.map((field) => t(`importFields.${field}`)).join(t('shared:timeline.and')),
        })}
      />
    )
  }
  const columns: TableProps<ImportProblem>['columns'] = [
    { title: t('import.row'), dataIndex: 'row', width: 80, className: 'tabular' },
    {
      title: t('import.column'),
      key: 'column',
      width: 160,
      render: (_, problem) => headings[problem.column]?.heading || t(`importFields.${problem.field}`),
    },
    { title: t('import.text'), dataIndex: 'text', width: 220, render: (text) => <span className="import-text">{text}</span> },
    {
      title: t('import.problem'),
      key: 'problem',
      render: (_, problem) => t(`importProblems.${problem.code}`, { ...problem.facts }),
    },
  ]
  return (
    <Flex vertical gap="middle">
      <Flex gap="middle" wrap align="center">
        <Space size="large" wrap>
          <span>{t('import.good', { count: found.good })}</span>
          {found.bad > 0 && <strong className="import-bad">{t('import.bad', { count: found.bad })}</strong>}
          {found.newSites > 0 && <span className="faint">{t('import.newSites', { count: found.newSites })}</span>}
        </Space>
        {found.bad > 0 && (
          <Button
            size="small"
            icon={<DownloadOutlined />}
            href={`/api/device-imports/${file.id}/problems${search({ format: 'XLSX', language: i18n.language })}`}
          >
            {t('import.takeProblems')}
          </Button>
        )}
      </Flex>
      {found.bad > 0 && (
        <>
          <Alert type="info" showIcon title={t('import.allOrNothing')} />
          <Table
            size="small"
            rowKey={(problem) => `${problem.row}/${problem.field}/${problem.code}`}
            columns={columns}
            dataSource={found.problems}
            pagination={found.problems.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            scroll={{ x: 640 }}
          />
          {found.moreProblems && <p className="faint">{t('import.moreProblems')}</p>}
        </>
      )}
    </Flex>
  )
}

/** How far a running import is, as the server says. */
function Running({ id, rows }: { id: string; rows: number }) {
  const { t } = useTranslation('assets')
  const progress = useQuery({ ...importApi.progress(id), refetchInterval: 500 })
  const percent = Math.min(99, Math.round(((progress.data?.rowsDone ?? 0) / Math.max(1, rows)) * 100))
  return (
    <div style={{ maxWidth: 480, marginBlockStart: 14 }} role="status">
      <Progress percent={percent} status="active" />
      <p className="faint">{t('import.running', { done: progress.data?.rowsDone ?? 0, count: rows })}</p>
    </div>
  )
}

function Done({ result, onAgain }: { result: Import; onAgain: () => void }) {
  const { t } = useTranslation('assets')
  const navigate = useNavigate()
  useEffect(() => {
    document.getElementById('import-done')?.focus()
  }, [])
  return (
    <Result
      status="success"
      title={t('import.imported', { count: result.imported })}
      subTitle={result.fileName}
      extra={[
        <Button key="list" id="import-done" type="primary" onClick={() => navigate({ to: '/devices' })}>
          {t('import.toList')}
        </Button>,
        <Button key="again" onClick={onAgain}>
          {t('import.again')}
        </Button>,
      ]}
    />
  )
}
