import { expect, test } from 'vitest'
import { filled } from './fill'

test('a ready answer speaks to its reader about his case', () => {
  expect(filled('{name}您好，服务单 {number} 已安排。{name}再见', { name: '王女士', number: 'SO-1' })).toBe(
    '王女士您好，服务单 SO-1 已安排。王女士再见',
  )
})

test('what is not known stays a place, and what looks like one is left alone', () => {
  expect(filled('{name}，单号 {number}，{other} {name', { name: ' ', number: null })).toBe('{name}，单号 {number}，{other} {name')
})

test('a name is put in as it is', () => {
  expect(filled('{name}', { name: '$& {number}', number: 'SO-1' })).toBe('$& {number}')
})
