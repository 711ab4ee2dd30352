import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type ApiText, curlOf, exampleOf, fieldsOf, operationsOf } from './openapi'

const text = JSON.parse(readFileSync(join(import.meta.dirname, '../../../openapi.json'), 'utf8')) as ApiText
const open = text.paths['/api/cases']?.post
if (open) open['x-scopes'] = ['cases:write']
const operations = operationsOf(text)
const schemas = text.components.schemas

it('lists what a key can ask and nothing else', () => {
  expect(operations.map(({ id }) => id)).toEqual(['post /api/cases'])
  expect(operations[0]).toMatchObject({ group: 'cases', status: '201', scopes: ['cases:write'] })
})

it('tells the fields of a body, which may be left out, and what they can be', () => {
  const fields = fieldsOf(operations[0]?.body, schemas)
  expect(fields.find(({ name }) => name === 'channel')).toMatchObject({ optional: false })
  expect(fields.find(({ name }) => name === 'channel')?.choices).toContain('API')
  expect(fields.find(({ name }) => name === 'device')).toEqual({ name: 'device', type: 'uuid', optional: true, choices: [] })
  expect(fields.find(({ name }) => name === 'photos')?.type).toBe('string[]')
})

it('gives an example without what may be left out, and the request for a shell', () => {
  expect(Object.keys(exampleOf(operations[0]?.body, schemas) as object).sort()).toEqual(['channel', 'kind', 'subject', 'take'])
  const [operation] = operations
  if (!operation) throw new Error('no operation')
  expect(curlOf(operation, schemas, 'https://service.example.com')).toContain(
    "curl -X POST 'https://service.example.com/api/cases'",
  )
})
