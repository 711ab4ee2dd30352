import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Space, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageTitle, Panel, ProblemAlert } from '@/shared/desk'
import { search } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import { BringFile, ColumnTable, ImportActs, ImportDone, ImportRunning, ImportSteps } from '@/shared/import/ImportParts'
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

/** Devices from a file, in three steps: bring it, see what it holds and what is wrong with it, take it over. */
export function DeviceImportPage() {
  const { t } = useTranslation(['assets', 'shared'])
  const [file, setFile] = useState<Import>()
  const [done, setDone] = useState<Import>()
  const step = done ? 2 : file ? 1 : 0
  return (
    <>
      <PageTitle title={t('import.title')} hint={t('import.hint')} />
      <ImportSteps step={step} />
      {done ? (
        <ImportDone
          title={t('import.imported', { count: done.imported })}
          fileName={done.fileName}
          to="/devices"
          toName={t('import.toList')}
          onAgain={() => {
            setFile(undefined)
            setDone(undefined)
          }}
        />
      ) : file ? (
        <Check file={file} onDone={setDone} onBack={() => setFile(undefined)} />
      ) : (
        <BringFile receive={importApi.receive} onBrought={setFile} hint={t('import.dropHint')}>
          <div>
            <Button icon={<DownloadOutlined />} href={`/api/device-imports/template${search({ language: i18n.language })}`}>
              {t('import.template')}
            </Button>
            <span className="faint" style={{ marginInlineStart: 12 }}>
              {t('import.templateHint')}
            </span>
          </div>
        </BringFile>
      )}
    </>
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
  const map = (column: number, field: ImportField | undefined) =>
    setMapping((before) => {
      const next = Object.fromEntries(Object.entries(before).filter(([, index]) => index !== column)) as Mapping
      return field ? { ...next, [field]: column } : next
    })

  return (
    <>
      <Panel title={t('shared:import.columns', { name: file.fileName, count: file.rows })}>
        <ColumnTable
          columns={file.columns}
          lines={Math.min(5, file.rows)}
          fields={IMPORT_FIELDS.map((field) => ({
            value: field,
            label: t(`importFields.${field}`),
            required: isRequired(field),
          }))}
          fieldOf={(index) => IMPORT_FIELDS.find((field) => mapping[field] === index)}
          disabled={confirm.isPending}
          onChange={map}
        />
      </Panel>
      {check.isError && <ProblemAlert error={check.error} onRetry={() => check.refetch()} />}
      <Panel title={t('shared:import.checked')}>
        {check.isFetching || !found ? (
          <p className="faint">{t('shared:import.checking')}</p>
        ) : (
          <Findings file={file} found={found} headings={file.columns} />
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
    { title: t('shared:import.row'), dataIndex: 'row', width: 80, className: 'tabular' },
    {
      title: t('shared:import.column'),
      key: 'column',
      width: 160,
      render: (_, problem) => headings[problem.column]?.heading || t(`importFields.${problem.field}`),
    },
    {
      title: t('shared:import.text'),
      dataIndex: 'text',
      width: 220,
      render: (text) => <span className="import-text">{text}</span>,
    },
    {
      title: t('shared:import.problem'),
      key: 'problem',
      render: (_, problem) => t(`importProblems.${problem.code}`, { ...problem.facts }),
    },
  ]
  return (
    <Flex vertical gap="middle">
      <Flex gap="middle" wrap align="center">
        <Space size="large" wrap>
          <span>{t('shared:import.good', { count: found.good })}</span>
          {found.bad > 0 && <strong className="import-bad">{t('shared:import.bad', { count: found.bad })}</strong>}
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
          <Alert type="info" showIcon title={t('shared:import.allOrNothing')} />
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

function Running({ id, rows }: { id: string; rows: number }) {
  const progress = useQuery({ ...importApi.progress(id), refetchInterval: 500 })
  return <ImportRunning progress={progress} rows={rows} />
}
