import { screen } from '@testing-library/react'
import { answers, openDesk, SIGNED_IN, SOMEBODY } from '@tests/open'
import { expect, it } from 'vitest'

const DELIVERY = {
  event: 'case.opened',
  state: 'GIVEN_UP',
  madeAt: '2026-03-02T01:00:00Z',
  triedAt: '2026-03-03T01:00:00Z',
  nextTryAt: null,
  tries: 8,
  millis: 12,
  answer: '',
  body: '{}',
}

it('says in words why a delivery did not arrive, and keeps the machine words beside them', async () => {
  answers({
    ...SIGNED_IN,
    'GET /api/session': { ...SOMEBODY, permissions: ['integration.edit'] },
    'GET /api/webhooks': [
      {
        id: 'h1',
        name: 'ERP',
        url: 'https://erp.example.com/',
        events: ['case.opened'],
        branchId: null,
        branchName: null,
        active: true,
        madeAt: '2026-01-01T00:00:00Z',
        madeBy: null,
        failingSince: null,
        switchedOffAt: null,
        version: 0,
      },
    ],
    'GET /api/webhooks/h1/deliveries': {
      rows: [
        { ...DELIVERY, id: 'd1', status: null, fault: 'UNREACHABLE', failure: 'Connection refused' },
        { ...DELIVERY, id: 'd2', status: 503, fault: 'STATUS', failure: null },
      ],
      next: null,
    },
  })
  openDesk('/webhooks?log=h1')

  const said = await screen.findByText('连接不上对方服务器')
  expect(said.getAttribute('title')).toBe('Connection refused')
  expect(screen.getByText('技术细节：Connection refused')).toBeTruthy()
  expect(screen.getByText('对方没有接受，返回 503')).toBeTruthy()
})
