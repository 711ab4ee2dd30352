import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Countdown } from '@/shared/Countdown'
import { chooseLanguage } from '@/shared/i18n'

const DUE = '2026-03-02T04:00:00Z'

const shown = (words: string) => screen.getByText(words)
const tone = (words: string) => shown(words).dataset.tone

describe('a countdown', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const at = (instant: string) => vi.setSystemTime(new Date(instant))

  it('is calm while there is plenty of time', () => {
    at('2026-03-01T01:30:00Z')
    render(<Countdown dueAt={DUE} state="RUNNING" />)
    expect(tone('剩 1 天 2 小时')).toBe('calm')
  })

  it('asks for attention in the last hour and runs by the second', () => {
    at('2026-03-02T03:30:10Z')
    render(<Countdown dueAt={DUE} state="RUNNING" />)
    expect(tone('剩 29:50')).toBe('warn')
    act(() => vi.advanceTimersByTime(3_000))
    shown('剩 29:47')
  })

  it('starts to run by the second when the last hour begins', () => {
    at('2026-03-02T02:58:30Z')
    render(<Countdown dueAt={DUE} state="RUNNING" />)
    shown('剩 1 小时 1 分')
    act(() => vi.advanceTimersByTime(120_000))
    shown('剩 59:30')
    act(() => vi.advanceTimersByTime(1_000))
    shown('剩 59:29')
  })

  it('says how late it is', () => {
    at('2026-03-02T06:05:00Z')
    render(<Countdown dueAt={DUE} state="RUNNING" />)
    expect(tone('超时 2 小时 5 分')).toBe('overdue')
  })

  it('warns from where the rule says', () => {
    at('2026-03-02T01:00:00Z')
    render(<Countdown dueAt={DUE} state="RUNNING" warnAt="2026-03-02T00:59:00Z" />)
    expect(tone('剩 3 小时')).toBe('warn')
  })

  it('stands still while it is paused', () => {
    at('2026-03-02T06:05:00Z')
    render(<Countdown dueAt={DUE} state="PAUSED" pausedRemainingMinutes={95} />)
    expect(tone('已暂停 · 剩 1 小时 35 分')).toBe('paused')
  })

  it('says how it ended', () => {
    at('2026-03-02T06:05:00Z')
    const { rerender } = render(<Countdown dueAt={DUE} state="KEPT" />)
    expect(tone('按时完成')).toBe('calm')
    rerender(<Countdown dueAt={DUE} state="BROKEN" />)
    expect(tone('已超时')).toBe('overdue')
    rerender(<Countdown dueAt={DUE} state="WAIVED" />)
    expect(tone('已免除')).toBe('idle')
  })

  it('speaks the language of the reader', async () => {
    vi.useRealTimers()
    await chooseLanguage('en')
    vi.useFakeTimers()
    at('2026-03-02T03:30:10Z')
    render(<Countdown dueAt={DUE} state="RUNNING" />)
    expect(tone('29:50 left')).toBe('warn')
  })
})
