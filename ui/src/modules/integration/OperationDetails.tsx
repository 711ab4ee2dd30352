import { Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ApiText, curlOf, type FieldRow, fieldsOf, type Operation, typeOf } from './openapi'

type Schemas = ApiText['components']['schemas']

/** Parameters, body and answer of one operation, and how to try it. */
export function OperationDetails({ operation, schemas }: { operation: Operation; schemas: Schemas }) {
  const { t } = useTranslation('integration')
  const parameters = operation.parameters.map(
    ({ name, in: place, required, schema }): FieldRow => ({
      name: place === 'path' ? `{${name}}` : name,
      type: typeOf(schema, schemas),
      optional: !required,
      choices: schema?.enum ?? schema?.items?.enum ?? [],
    }),
  )
  return (
    <div className="api-details">
      <Fields title={t('docs.parameters')} fields={parameters} />
      <Fields title={t('docs.body')} fields={neededFirst(fieldsOf(operation.body, schemas))} />
      <div>
        <h3>{t('docs.example')}</h3>
        <Typography.Paragraph copyable={{ text: curlOf(operation, schemas, window.location.origin) }} className="api-copy">
          <pre className="api-code">{curlOf(operation, schemas, window.location.origin)}</pre>
        </Typography.Paragraph>
      </div>
      <Fields title={t('docs.answer', { status: operation.status })} fields={fieldsOf(operation.answer, schemas)} answer />
    </div>
  )
}

const neededFirst = (fields: FieldRow[]) => [...fields].sort((one, other) => Number(one.optional) - Number(other.optional))

function Fields({ title, fields, answer = false }: { title: string; fields: FieldRow[]; answer?: boolean }) {
  const { t } = useTranslation('integration')
  if (fields.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        scroll={{ x: 420, ...(fields.length > 12 && { y: 360 }) }}
        dataSource={fields}
        columns={[
          {
            title: t('docs.field'),
            dataIndex: 'name',
            width: 220,
            render: (name: string) => <span className="mono">{name}</span>,
          },
          {
            title: t('docs.type'),
            dataIndex: 'type',
            width: 110,
            render: (type: string) => <span className="mono">{type}</span>,
          },
          {
            title: t('docs.values'),
            key: 'values',
            render: (_, { optional, choices }) => (
              <>
                {!answer && !optional && <strong>{t('docs.needed')} </strong>}
                {answer && optional && <Typography.Text type="secondary">{t('docs.maybeNull')} </Typography.Text>}
                <span className="mono">{choices.join(' · ')}</span>
              </>
            ),
          },
        ]}
      />
    </div>
  )
}
