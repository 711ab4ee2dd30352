import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { merge, parseSearch, stringifySearch, useListState } from '@/shared/useListState'

type State = { words?: string; status?: string[]; after?: string; open?: string }

function open(address: string) {
  let change: (next: Partial<State>, options?: { keepPage?: boolean }) => void = () => {}
  function List() {
    const [state, set] = useListState<State>()
    change = set
    return <output>{JSON.stringify(state)}</output>
  }
  const router = createRouter({
    routeTree: createRootRoute({ component: List }),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch,
  })
  render(<RouterProvider router={router as never} />)
  return {
    change: (next: Partial<State>, options?: { keepPage?: boolean }) => act(async () => change(next, options)),
    address: () => router.history.location.href,
    back: () => act(async () => router.history.back()),
  }
}

describe('the state of a list', () => {
  it('is read from the address', async () => {
    open('/?words=007&status=NEW&status=ACTIVE')
    expect(JSON.parse((await screen.findByRole('status')).textContent)).toEqual({ words: '007', status: ['NEW', 'ACTIVE'] })
  })

  it('is written to the address, without what is not set', async () => {
    const list = open('/?words=x')
    await screen.findByRole('status')
    await list.change({ words: '', status: ['NEW'] })
    expect(list.address()).toBe('/?status=NEW')
  })

  it('starts on the first page when the question changes', async () => {
    const list = open('/?words=x&after=abc')
    await screen.findByRole('status')
    await list.change({ words: 'y' })
    expect(list.address()).toBe('/?words=y')
  })

  it('stays on its page when only a row is opened', async () => {
    const list = open('/?words=x&after=abc')
    await screen.findByRole('status')
    await list.change({ open: 'u1' }, { keepPage: true })
    expect(list.address()).toBe('/?words=x&after=abc&open=u1')
  })

  it('goes to page 2 and back', async () => {
    const list = open('/?words=x')
    await screen.findByRole('status')
    await list.change({ after: 'abc' })
    expect(list.address()).toBe('/?words=x&after=abc')
    await list.back()
    expect(list.address()).toBe('/?words=x')
  })
})

describe('plain query strings', () => {
  it('survive the way there and back', () => {
    const state = { words: '锈钢 & "法兰" 100%', status: ['A', 'B'], zero: '0', truth: 'true' }
    expect(parseSearch(stringifySearch(state))).toEqual(state)
  })

  it('drop what is empty', () => {
    expect(merge({ words: 'x', after: 'abc' }, { words: undefined, status: [] })).toEqual({})
  })
})
