import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN } from '@tests/open'
import { expect, it } from 'vitest'

const HZ = {
  id: 'b2',
  code: 'HZ',
  name: '杭州分公司',
  zone: 'Asia/Shanghai',
  phone: '0571-8000',
  regionCode: null,
  address: '',
  lng: null,
  lat: null,
  active: true,
  version: 4,
  users: 12,
  partners: 1,
}
const FIRM = {
  id: 'p1',
  branchId: 'b2',
  branchName: '杭州分公司',
  name: '钱江快修',
  phone: '',
  active: true,
  version: 2,
  users: 3,
}

const KNOWN = {
  ...SIGNED_IN,
  'GET /api/organisation/branches': [HZ],
  'GET /api/organisation/partners': { rows: [FIRM], next: null },
  'GET /api/branches': SIGNED_IN['GET /api/session'].branches,
  'GET /api/regions': [],
}

it('a branch is saved whole, with the version that was read', async () => {
  const asked = answers({ ...KNOWN, 'PUT /api/organisation/branches/b2': {} })
  openDesk('/organisation?open=b2')
  const dialog = await screen.findByRole('dialog')
  await userEvent.clear(within(dialog).getByLabelText('服务电话'))
  await userEvent.type(within(dialog).getByLabelText('服务电话'), '400-800')
  await userEvent.click(within(dialog).getByRole('button', { name: /保\s*存/ }))
  await screen.findByText('已保存')
  const { id: _, users: __, partners: ___, ...kept } = HZ
  expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ ...kept, phone: '400-800' })
})

it('a partner that is in use stays, and why is said in the dialog', async () => {
  answers({
    ...KNOWN,
    'PUT /api/organisation/partners/p1': new Refused(409, { code: 'identity.partner-in-use', facts: { users: 3 } }),
  })
  openDesk('/organisation?tab=partners')
  await userEvent.click(await screen.findByRole('button', { name: '钱江快修' }))
  const dialog = await screen.findByRole('dialog')
  await userEvent.click(within(dialog).getByRole('switch'))
  await userEvent.click(within(dialog).getByRole('button', { name: /保\s*存/ }))
  expect(await within(dialog).findByText('它还有 3 位人员可以登录，请先停用他们的账号')).toBeTruthy()
})
