import { afterEach, describe, expect, it } from 'vitest'
import { dayOf, duration, formatTime, relativeTime, setZone } from '@/shared/time'

const NOON = '2026-03-02T04:00:00Z'

describe('a time on screen', () => {
  afterEach(() => setZone('Asia/Shanghai'))

  it('is read in the zone of the branch', () => {
    expect(formatTime(NOON)).toBe('2026-03-02 12:00')
    expect(formatTime('2026-03-01T16:30:00Z', 'short')).toBe('03-02 00:30')
    setZone('Asia/Urumqi')
    expect(formatTime(NOON)).toBe('2026-03-02 10:00')
  })

  it('falls on the day of the branch', () => {
    expect(dayOf('2026-03-01T16:30:00Z')).toBe('2026-03-02')
  })

  it('is nothing when it is not known', () => {
    expect(formatTime(null)).toBe('')
    expect(formatTime('not a time')).toBe('')
  })

  it('can be told from now', () => {
    expect(relativeTime('2026-03-02T03:59:40Z', NOON)).toBe('刚刚')
    expect(relativeTime('2026-03-02T03:50:00Z', NOON)).toBe('10分钟前')
    expect(relativeTime('2026-03-01T04:00:00Z', NOON)).toBe('昨天')
    expect(relativeTime('2026-03-05T04:00:00Z', NOON)).toBe('3天后')
  })
})

describe('a length of time', () => {
  const minutes = (count: number) => duration(count * 60_000)

  it('takes at most two units', () => {
    expect(minutes(45)).toBe('45 分钟')
    expect(minutes(60)).toBe('1 小时')
    expect(minutes(125)).toBe('2 小时 5 分')
    expect(minutes(24 * 60)).toBe('1 天')
    expect(minutes(51 * 60 + 59)).toBe('2 天 3 小时')
  })
})
