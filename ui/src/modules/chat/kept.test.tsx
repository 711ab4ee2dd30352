import { act, renderHook } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { drafts, kept, neighbour, useKept } from './kept'
import { usePending } from './visitor'

beforeEach(() => sessionStorage.clear())

describe('a half-typed answer', () => {
  it('stays with its conversation, also when another one is opened meanwhile', () => {
    const { result, rerender } = renderHook(({ id }) => useKept(drafts, id), { initialProps: { id: 'one' } })
    act(() => result.current[1]('第一段没写完'))
    rerender({ id: 'two' })
    expect(result.current[0]).toBe('')
    act(() => result.current[1]('第二段'))
    rerender({ id: 'one' })
    expect(result.current[0]).toBe('第一段没写完')
  })

  it('is seen wherever it is shown, and outlives a reload until it is sent', async () => {
    const list = renderHook(() => useKept(drafts, 'three'))
    act(() => drafts.set('three', '请稍等'))
    expect(list.result.current[0]).toBe('请稍等')
    vi.resetModules()
    const reloaded = await import('./kept')
    expect(reloaded.drafts.get('three')).toBe('请稍等')
    reloaded.drafts.set('three', '')
    expect(sessionStorage.length).toBe(0)
  })

  it('is kept in memory where the browser stores nothing', () => {
    const forbidden = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    drafts.set('four', '还在')
    expect(drafts.get('four')).toBe('还在')
    forbidden.mockRestore()
  })
})

describe('a message on its way', () => {
  it('is still there, with its failure, when its conversation is opened again', async () => {
    const on = kept<never[]>([])
    expect(on.get('x')).toEqual([])
    const failing = () => Promise.reject(new Error('no net'))
    const first = renderHook(() => usePending('five', failing))
    const sending = first.result.current[1]({ id: 'm1', text: '在路上' })
    first.unmount()
    await sending
    const again = renderHook(() => usePending('five', failing))
    expect(again.result.current[0]).toMatchObject([{ id: 'm1', text: '在路上', error: { message: 'no net' } }])
    expect(renderHook(() => usePending('six', failing)).result.current[0]).toEqual([])
  })
})

describe('switching', () => {
  it('goes up and down and round', () => {
    expect(neighbour(['a', 'b', 'c'], 'a', 1)).toBe('b')
    expect(neighbour(['a', 'b', 'c'], 'c', 1)).toBe('a')
    expect(neighbour(['a', 'b', 'c'], 'a', -1)).toBe('c')
    expect(neighbour(['a', 'b'], 'waiting', 1)).toBe('a')
    expect(neighbour(['a', 'b'], undefined, -1)).toBe('b')
    expect(neighbour([], 'a', 1)).toBeUndefined()
  })
})
