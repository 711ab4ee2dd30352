import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Flex, Select, Table, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel, ProblemAlert } from '@/shared/desk'
import { type Field, importApi, importQueries, type Kind, templateOf } from './api'
import { ImportSteps } from './ImportSteps'
import './imports.css'
import { listed } from '@/shared/listed'

/** The file is brought; what it may hold is said beside it. */
export function NewImportPage() {
  const { t } = useTranslation('imports')
  const { kind: asked } = useSearch({ strict: false }) as { kind?: string }
  const kinds = useQuery(importQueries.kinds())
  const navigate = useNavigate()
  const chosen = kinds.data?.find(({ code }) => code === asked) ?? kinds.data?.[0]
  return (
    <>
      <PageTitle title={t('new.title', { what: chosen?.title ?? '' })} hint={chosen?.hint} />
      <ImportSteps step={0} />
      <Four query={kinds} isEmpty={(all) => all.length === 0} first={t('nothing')}>
        {(all) => {
          const kind = chosen ?? (all[0] as Kind)
          return (
            <>
              <Bring
                kind={kind}
                choice={
                  <Select
                    aria-label={t('columns.kind')}
                    value={kind.code}
                    style={{ minWidth: 180 }}
                    options={all.map(({ code, title }) => ({ value: code, label: title }))}
                    onChange={(code: string) => navigate({ to: '.', search: { kind: code } as never, replace: true })}
                  />
                }
              />
              <Fields fields={kind.fields} />
            </>
          )
        }}
      </Four>
    </>
  )
}

function Bring({ kind, choice }: { kind: Kind; choice: React.ReactNode }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const bring = useMutation({
    mutationFn: (file: File) => importApi.receive(kind.code, file),
    onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  })
  return (
    <Panel>
      <Flex vertical gap="middle">
        <Flex gap="small" align="center" wrap>
          {choice}
          <Button icon={<DownloadOutlined />} href={templateOf(kind.code)}>
            {t('template')}
          </Button>
          <span className="faint">{t('new.templateHint')}</span>
        </Flex>
        <Upload.Dragger
          accept=".xlsx,.csv,.txt,.tsv"
          maxCount={1}
          showUploadList={false}
          disabled={bring.isPending}
          beforeUpload={(file) => {
            bring.mutate(file)
            return false
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{t(bring.isPending ? 'new.reading' : 'new.drop')}</p>
          <p className="ant-upload-hint">{t('new.formats')}</p>
        </Upload.Dragger>
        {bring.isError && <ProblemAlert error={bring.error} />}
      </Flex>
    </Panel>
  )
}

function Fields({ fields }: { fields: Field[] }) {
  const { t } = useTranslation(['imports', 'shared'])
  return (
    <Panel title={t('new.fields')}>
      <Table
        size="small"
        rowKey="code"
        dataSource={fields}
        pagination={false}
        scroll={{ x: 560 }}
        columns={[
          {
            title: t('columns.field'),
            key: 'heading',
            width: 150,
            render: (_, field) => (
              <>
                {field.heading}
                {field.required && <span className="import-bad"> *</span>}
              </>
            ),
          },
          {
            title: t('columns.meaning'),
            key: 'meaning',
            render: (_, field) =>
              [field.meaning, listed(field.choices.map(({ name }) => name))].filter(Boolean).join(t('new.colon')) || (
                <span className="faint">—</span>
              ),
          },
          {
            title: t('columns.example'),
            dataIndex: 'example',
            width: 220,
            render: (example) => example || <span className="faint">—</span>,
          },
        ]}
      />
    </Panel>
  )
}
