import { renderHook, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useTitleCount } from './useTitleCount'

test('the tab says how many wait, on whatever page, and is itself again when nobody does', async () => {
  document.title = '服务单'
  const { rerender, unmount } = renderHook(({ count }) => useTitleCount(count), { initialProps: { count: 2 } })
  expect(document.title).toBe('(2) 服务单')
  document.title = '在线客服'
  await waitFor(() => expect(document.title).toBe('(2) 在线客服'))
  rerender({ count: 120 })
  expect(document.title).toBe('(99+) 在线客服')
  rerender({ count: 0 })
  expect(document.title).toBe('在线客服')
  unmount()
})
