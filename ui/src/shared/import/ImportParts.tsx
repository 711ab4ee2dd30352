import { InboxOutlined } from '@ant-design/icons'
import { type UseQueryResult, useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Flex, Progress, Result, Select, Steps, Upload } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, ProblemAlert } from '@/shared/desk'
import './import.css'

/** Bring the file, check what it holds, see what came of it: the same three steps for everything that is imported. */
export function ImportSteps({ step }: { step: 0 | 1 | 2 }) {
  const { t } = useTranslation('shared')
  return (
    <Steps
      size="small"
      current={step}
      className="import-steps"
      items={[{ title: t('import.steps.file') }, { title: t('import.steps.check') }, { title: t('import.steps.done') }]}
    />
  )
}

type BringFileProps<Brought> = {
  receive: (file: File) => Promise<Brought>
  onBrought: (file: Brought) => void
  /** What may be brought: formats and limits. */
  hint: string
  /** Above the drop area: a template, what to know. */
  children?: ReactNode
}

export function BringFile<Brought>({ receive, onBrought, hint, children }: BringFileProps<Brought>) {
  const { t } = useTranslation('shared')
  const bring = useMutation({ mutationFn: receive, onSuccess: onBrought })
  return (
    <Panel>
      <Flex vertical gap="middle">
        {children}
        <Upload.Dragger
          accept=".xlsx,.csv,.txt"
          maxCount={1}
          showUploadList={false}
          disabled={bring.isPending}
          beforeUpload={(chosen) => {
            bring.mutate(chosen)
            return false
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{t(bring.isPending ? 'import.reading' : 'import.drop')}</p>
          <p className="ant-upload-hint">{hint}</p>
        </Upload.Dragger>
        {bring.isError && <ProblemAlert error={bring.error} />}
      </Flex>
    </Panel>
  )
}

type Column = { index: number; heading: string; samples: readonly string[] }

type ColumnTableProps<Field extends string> = {
  columns: readonly Column[]
  /** How many sample rows there are to show. */
  lines: number
  /** What a column can hold; those that are needed are marked. */
  fields: { value: Field; label: string; required: boolean }[]
  fieldOf: (index: number) => Field | undefined
  onChange: (index: number, field: Field | undefined) => void
  disabled: boolean
}

/** The file's own columns with their first rows, and above each what it holds. */
export function ColumnTable<Field extends string>(props: ColumnTableProps<Field>) {
  const { columns, lines, fields, fieldOf, onChange, disabled } = props
  const { t } = useTranslation('shared')
  return (
    <>
      <p className="faint import-hint">{t('import.columnsHint')}</p>
      <div className="import-columns">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.index} data-ignored={fieldOf(column.index) === undefined}>
                  <div className="import-heading">{column.heading || t('import.unnamed', { index: column.index + 1 })}</div>
                  <Select<Field>
                    size="small"
                    allowClear
                    disabled={disabled}
                    style={{ width: '100%' }}
                    popupMatchSelectWidth={false}
                    placeholder={t('import.ignored')}
                    aria-label={t('import.holds', { heading: column.heading })}
                    value={fieldOf(column.index) ?? null}
                    options={fields.map(({ value, label, required }) => ({ value, label: `${label}${required ? ' *' : ''}` }))}
                    onChange={(field) => onChange(column.index, field ?? undefined)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: lines }, (_, line) => line).map((line) => (
              <tr key={line}>
                {columns.map((column) => (
                  <td key={column.index} title={column.samples[line]}>
                    {column.samples[line]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

type ImportActsProps = {
  found: { good: number; bad: number } | undefined
  /** What is imported when every row is good: "Import 12 devices". */
  all: string
  checking: boolean
  running: boolean
  givingUp: boolean
  onConfirm: (goodRowsOnly: boolean) => void
  onGiveUp: () => void
}

/** All of it when all is good; the good rows only when somebody says so. */
export function ImportActs({ found, all, checking, running, givingUp, onConfirm, onGiveUp }: ImportActsProps) {
  const { t } = useTranslation('shared')
  return (
    <Flex gap="small" wrap style={{ marginBlockStart: 14 }}>
      {found && found.bad === 0 && found.good > 0 && (
        <Button type="primary" loading={running} disabled={checking} onClick={() => onConfirm(false)}>
          {all}
        </Button>
      )}
      {found && found.bad > 0 && found.good > 0 && (
        <Button loading={running} disabled={checking} onClick={() => onConfirm(true)}>
          {t('import.goodOnly', { count: found.good })}
        </Button>
      )}
      <Button disabled={running} loading={givingUp} onClick={onGiveUp}>
        {t('import.giveUp')}
      </Button>
    </Flex>
  )
}

/** How far a running import is, as the server says. */
export function ImportRunning({
  progress,
  rows,
}: {
  progress: Pick<UseQueryResult<{ rowsDone: number }>, 'data'>
  rows: number
}) {
  const { t } = useTranslation('shared')
  const done = progress.data?.rowsDone ?? 0
  const percent = Math.min(99, Math.round((done / Math.max(1, rows)) * 100))
  return (
    <div className="import-running" role="status">
      <Progress percent={percent} status="active" />
      <p className="faint">{t('import.running', { done, count: rows })}</p>
    </div>
  )
}

type ImportDoneProps = { title: string; fileName: string; to: string; toName: string; onAgain: () => void }

export function ImportDone({ title, fileName, to, toName, onAgain }: ImportDoneProps) {
  const { t } = useTranslation('shared')
  const navigate = useNavigate()
  useEffect(() => {
    document.getElementById('import-done')?.focus()
  }, [])
  return (
    <Result
      status="success"
      title={title}
      subTitle={fileName}
      extra={[
        <Button key="list" id="import-done" type="primary" onClick={() => navigate({ to })}>
          {toName}
        </Button>,
        <Button key="again" onClick={onAgain}>
          {t('import.again')}
        </Button>,
      ]}
    />
  )
}
