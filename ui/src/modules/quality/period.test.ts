import { describe, expect, it } from 'vitest'
import { limitOf } from './charts'
import { roughly } from './figures'
import { daysIn, daysOf, kept, monthIn, periodOf, weekFrom } from './period'

const MARCH = '2026-03-10'
/** 23:30 on 9 March in Shanghai, and still the 9th there when it is the 9th nowhere near. */
const LATE = Date.parse('2026-03-09T15:30:00Z')

describe('a period', () => {
  it.each([
    ['today', MARCH, MARCH],
    ['7d', '2026-03-04', MARCH],
    ['30d', '2026-02-09', MARCH],
    ['month', '2026-03-01', MARCH],
    ['lastMonth', '2026-02-01', '2026-02-28'],
    ['365d', '2025-03-11', MARCH],
  ] as const)('%s goes from %s to %s', (range, from, to) => {
    expect(daysOf(range, MARCH)).toEqual({ from, to })
  })

  it('is counted by the clock of the branch', () => {
    expect(periodOf({ range: 'today' }, LATE)).toMatchObject({ from: '2026-03-09', to: '2026-03-09' })
    expect(periodOf({ range: 'today' }, LATE + 30 * 60_000)).toMatchObject({ from: '2026-03-10', to: '2026-03-10' })
  })

  it('keeps fixed days, and takes what makes no sense for the usual one', () => {
    expect(periodOf({ from: '2026-02-01', to: '2026-02-03', branch: 'b' }, LATE)).toMatchObject({
      from: '2026-02-01',
      to: '2026-02-03',
      range: undefined,
      branch: 'b',
    })
    expect(periodOf({ from: '2026-02-30', to: '2026-03-01' }, LATE)).toMatchObject({ range: '30d', to: '2026-03-09' })
  })

  it('stays a moving one in a link', () => {
    expect(kept(periodOf({ range: '90d' }, LATE))).toEqual({ range: '90d' })
    expect(kept(periodOf({}, LATE))).toEqual({})
    expect(kept(periodOf({ from: '2026-02-01', to: '2026-02-03' }, LATE))).toEqual({ from: '2026-02-01', to: '2026-02-03' })
  })

  it('cuts weeks and months at its ends', () => {
    const days = { from: '2026-02-10', to: '2026-03-10' }
    expect(daysIn(days)).toBe(29)
    expect(weekFrom('2026-02-09', days)).toEqual({ from: '2026-02-10', to: '2026-02-15' })
    expect(weekFrom('2026-03-09', days)).toEqual({ from: '2026-03-09', to: '2026-03-10' })
    expect(monthIn('2026-02', days)).toEqual({ from: '2026-02-10', to: '2026-02-28' })
    expect(monthIn('2026-03', days)).toEqual({ from: '2026-03-01', to: '2026-03-10' })
  })
})

describe('figures', () => {
  it.each([
    [0, 4],
    [7, 8],
    [18, 20],
    [136, 200],
    [1500, 2000],
    [2001, 4000],
  ])('%i stands below a round limit in four steps', (highest, limit) => {
    expect(limitOf(highest)).toBe(limit)
  })

  it('tell lengths of time at a glance', () => {
    expect([null, 45, 348, 4320].map(roughly)).toEqual(['–', '45 分钟', '5.8 小时', '3 天'])
  })
})
