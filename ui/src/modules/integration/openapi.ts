/** As much of an OpenAPI description as its page needs. */
export type ApiSchema = {
  $ref?: string
  type?: string
  format?: string
  enum?: string[]
  items?: ApiSchema
  properties?: Record<string, ApiSchema>
  additionalProperties?: ApiSchema | boolean
  anyOf?: ApiSchema[]
  maxLength?: number
}
type Content = Record<string, { schema?: ApiSchema }>
type Parameter = { in: string; name: string; required?: boolean; schema?: ApiSchema }
type OperationText = {
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
  'x-scopes'?: string[]
}
export type ApiText = {
  paths: Record<string, Record<string, OperationText>>
  components: { schemas: Record<string, ApiSchema> }
}

/** One thing a key can ask. `id`: "get /api/cases". */
export type Operation = {
  id: string
  method: string
  path: string
  group: string
  scopes: string[]
  parameters: Parameter[]
  body: ApiSchema | undefined
  answer: ApiSchema | undefined
  status: string
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Everything a key can ask, in the order of paths. */
export function operationsOf(api: ApiText): Operation[] {
  return Object.entries(api.paths)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([path, methods]) =>
      METHODS.flatMap((method) => {
        const text = methods[method]
        const scopes = text?.['x-scopes']
        if (!text || !scopes) return []
        const status = Object.keys(text.responses).find((code) => code.startsWith('2')) ?? '200'
        return [
          {
            id: `${method} ${path}`,
            method: method.toUpperCase(),
            path,
            group: path.split('/')[2] ?? '',
            scopes,
            parameters: (text.parameters ?? []).filter((one) => one.in !== 'header'),
            body: schemaOf(text.requestBody?.content),
            answer: schemaOf(text.responses[status]?.content),
            status,
          },
        ]
      }),
    )
}

const schemaOf = (content: Content | undefined) => (content ? Object.values(content)[0]?.schema : undefined)

type Schemas = ApiText['components']['schemas']

/** Follows a reference and looks past "or null". */
function plain(schema: ApiSchema, schemas: Schemas): { schema: ApiSchema; optional: boolean } {
  const real = schema.anyOf?.find(({ type }) => type !== 'null')
  if (real) return { schema: plain(real, schemas).schema, optional: true }
  const name = schema.$ref?.split('/').at(-1)
  return { schema: (name && schemas[name]) || schema, optional: false }
}

export type FieldRow = { name: string; type: string; optional: boolean; choices: string[] }

const DEPTH = 3

/** The fields of a body, nested ones under their path: `rows[].number`. */
export function fieldsOf(schema: ApiSchema | undefined, schemas: Schemas, before = '', depth = 0): FieldRow[] {
  if (!schema || depth > DEPTH) return []
  const { schema: real } = plain(schema, schemas)
  if (real.type === 'array' && real.items) return fieldsOf(real.items, schemas, `${before}[]`, depth)
  return Object.entries(real.properties ?? {}).flatMap(([name, field]) => {
    const { schema: inner, optional } = plain(field, schemas)
    const path = before ? `${before}.${name}` : name
    const row = { name: path, type: typeOf(inner, schemas), optional, choices: choicesOf(inner) }
    const element = inner.type === 'array' && inner.items ? plain(inner.items, schemas).schema : inner
    const nested = element.properties ? fieldsOf(element, schemas, inner === element ? path : `${path}[]`, depth + 1) : []
    return [row, ...nested]
  })
}

const choicesOf = (schema: ApiSchema): string[] => schema.enum ?? schema.items?.enum ?? []

export function typeOf(schema: ApiSchema | undefined, schemas: Schemas): string {
  if (!schema) return ''
  const { schema: real } = plain(schema, schemas)
  if (real.type === 'array') return `${typeOf(real.items, schemas)}[]`
  if (real.properties || real.additionalProperties) return 'object'
  return real.format ?? real.type ?? 'any'
}

/** A body that would pass the first look: what may be left out is left out. */
export function exampleOf(schema: ApiSchema | undefined, schemas: Schemas, depth = 0): unknown {
  if (!schema || depth > DEPTH) return null
  const { schema: real } = plain(schema, schemas)
  if (real.type === 'array') return [exampleOf(real.items, schemas, depth + 1)]
  if (real.properties)
    return Object.fromEntries(
      Object.entries(real.properties)
        .filter(([, field]) => !field.anyOf)
        .map(([name, field]) => [name, exampleOf(field, schemas, depth + 1)]),
    )
  if (real.enum) return real.enum[0]
  switch (real.type) {
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return 1
    case 'string':
      return real.format === 'uuid'
        ? '01a20000-0000-7000-8000-000000000001'
        : real.format === 'date-time'
          ? '2026-03-02T01:00:00Z'
          : real.format === 'date'
            ? '2026-03-02'
            : '…'
    default:
      return {}
  }
}

/** The request as one types it in a shell. */
export function curlOf(operation: Operation, schemas: Schemas, origin: string): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name.toLowerCase().includes('id') ? '01a20000-0000-7000-8000-000000000001' : `<${name}>`,
  )
  const needed = operation.parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}=…`)
  const address = `'${origin}${path}${needed.length ? `?${needed.join('&')}` : ''}'`
  const lines = [
    `curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}${address}`,
    `  -H 'Authorization: Bearer ac_…'`,
  ]
  if (operation.method === 'POST') lines.push(`  -H 'Idempotency-Key: 4711'`)
  if (operation.body) {
    lines.push(`  -H 'Content-Type: application/json'`)
    lines.push(`  -d '${JSON.stringify(exampleOf(operation.body, schemas))}'`)
  }
  return lines.join(' \\\n')
}
