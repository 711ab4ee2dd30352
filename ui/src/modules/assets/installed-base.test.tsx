import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import { type BaseNode, filterOf } from './base'

const aNode = (key: string, level: BaseNode['level'], name: string, more: Partial<BaseNode> = {}): BaseNode => ({
  key,
  level,
  id: key,
  name,
  hint: '',
  count: 1,
  opens: true,
  state: null,
  warranty: null,
  ...more,
})

const CUSTOMER = aNode('c.1', 'CUSTOMER', '鹭汀医院')
const SITE = aNode('s.1.2', 'SITE', '本部院区')
const DEVICE = aNode('d.9', 'DEVICE', '机房 UPS', { opens: false, count: 0, state: 'IN_USE', warranty: 'COVERED' })

const KEEPER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['assets.read'] },
  'GET /api/devices': { rows: [], next: null },
  'GET /api/installed-base': ({ query }: { query: URLSearchParams }) => {
    const of = query.get('of')
    if (of === 's.1.2')
      return query.get('from') ? { rows: [DEVICE], next: null } : { rows: [aNode('d.1', 'DEVICE', '一号柜')], next: 'd.2' }
    return { rows: of === 'c.1' ? [SITE] : of ? [] : [CUSTOMER], next: null }
  },
  'GET /api/installed-base/path': [CUSTOMER, SITE, DEVICE],
}

describe('the tree of the installed base', () => {
  it('is walked and opened with the arrows, and what is chosen stands in the address', async () => {
    const asked = answers(KEEPER)
    const desk = openDesk('/installed-base')
    const user = userEvent.setup()
    const first = await screen.findByRole('treeitem', { name: /鹭汀医院/ })
    first.focus()

    await user.keyboard('{ArrowRight}')
    const site = await screen.findByRole('treeitem', { name: /本部院区/ })
    expect(first.getAttribute('aria-expanded')).toBe('true')
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(site)
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(first)
    await user.keyboard('{ArrowDown}{Enter}')

    await waitFor(() => expect(desk.address()).toBe('/installed-base?node=s.1.2'))
    await waitFor(() => expect(asked.some((one) => one.path === '/api/devices' && one.query.get('site') === '2')).toBe(true))
  })

  it('opens the way to a device that lies beyond the first page', async () => {
    answers(KEEPER)
    openDesk('/installed-base?node=d.9')

    const device = await screen.findByRole('treeitem', { name: /机房 UPS/ })
    expect(device.getAttribute('aria-selected')).toBe('true')
    expect(within(screen.getByRole('tree')).getByText('从头显示')).toBeTruthy()
  })

  it('says what went wrong and tries again', async () => {
    let broken = true
    answers({
      ...KEEPER,
      'GET /api/installed-base': () =>
        broken ? new Refused(503, { code: 'platform.unavailable' }) : { rows: [CUSTOMER], next: null },
    })
    openDesk('/installed-base')
    const retry = await screen.findByRole('button', { name: /重试/ }, { timeout: 15_000 })
    broken = false
    await userEvent.click(retry)
    await screen.findByRole('treeitem', { name: /鹭汀医院/ })
  }, 20_000)
})

it('narrows the table to what stands at a place', () => {
  expect(filterOf(undefined)).toEqual({})
  expect(filterOf('c.1')).toEqual({ customer: '1' })
  expect(filterOf('s.1.')).toEqual({ customer: '1', siteless: 'true' })
  expect(filterOf('p.1.2.3')).toEqual({ project: '3', site: '2' })
  expect(filterOf('y.4')).toEqual({ system: '4' })
  expect(filterOf('d.5')).toEqual({ parent: '5' })
})
