import { describe, expect, it } from 'vitest'
import type { Checklists, Visit } from './api'
import { appliedChecklists } from './offline/applied'
import type { Entry } from './offline/shelf'
import { nextOpen, openDevices, progressOf, type Round, stateOf } from './round'

const FORM = {
  code: 'inspect-ups',
  version: 2,
  title: { 'zh-CN': 'UPS 巡检' },
  use: 'INSPECTION',
  questions: [
    {
      key: 'minutes',
      label: { 'zh-CN': '放电时间' },
      type: { kind: 'number', unit: '分钟', least: 0, most: 600, decimals: 0, goodFrom: 30, goodTo: null },
      required: true,
      weight: 1,
      ifBad: 'NEW_CASE',
    },
  ],
}

const device = (id: string) => ({
  device: id,
  name: id,
  model: '',
  serial: '',
  location: '',
  form: 'inspect-ups',
  version: 2,
  last: {},
  answer: null,
  missed: null,
})

const ALL = {
  offered: [],
  filled: [],
  open: true,
  stopped: false,
  round: { forms: [FORM], devices: [device('a'), device('b'), device('c')] },
} as unknown as Checklists
const VISIT = { card: { id: 'v', status: 'WORKING' }, reportOpen: true } as unknown as Visit
const entry = (act: string, body: object) =>
  ({ id: act, visit: 'v', kind: 'ACT', act, at: '2026-03-02T02:00:00Z', body }) as unknown as Entry

const roundAfter = (...entries: Entry[]): Round => appliedChecklists(ALL, VISIT, entries, '周建国').round

describe('the devices of a visit without a net', () => {
  it('are settled one by one as the engineer says', () => {
    const round = roundAfter(
      entry('CHECK', { form: 'inspect-ups', version: 2, device: 'b', answers: { minutes: 12 } }),
      entry('MISS', { devices: ['a', 'b'], reason: '没有钥匙' }),
    )
    expect(round.devices.map(stateOf)).toEqual(['MISSED', 'BAD', 'OPEN'])
    expect(round.devices[1]?.missed).toBeNull()
    expect(progressOf(round)).toEqual({ all: 3, settled: 2 })
    expect(openDevices(round).map(({ name }) => name)).toEqual(['c'])
    expect(nextOpen(round, 'c', 'inspect-ups')).toBeUndefined()
  })

  it('come round again to those left out before', () => {
    expect(nextOpen(roundAfter(), 'b', 'inspect-ups')?.name).toBe('c')
    expect(nextOpen(roundAfter(), 'c', 'inspect-ups')?.name).toBe('a')
  })

  it('take what was filled in later instead of the reason', () => {
    const round = roundAfter(
      entry('MISS', { devices: ['a'], reason: '正在使用' }),
      entry('CHECK', { form: 'inspect-ups', version: 2, device: 'a', answers: { minutes: 40 } }),
    )
    expect(round.devices.map(stateOf)).toEqual(['DONE', 'OPEN', 'OPEN'])
  })

  it('are none in what an older version of the page has kept', () => {
    const { round: _, ...old } = ALL
    expect(appliedChecklists(old as Checklists, VISIT, [], '').round.devices).toEqual([])
  })
})
