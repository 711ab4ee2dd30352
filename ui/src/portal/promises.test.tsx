import { render, screen, within } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'
import { i18n } from '@/shared/i18n'
import type { TrackPromise } from './api'
import { Promises } from './Promises'

const aPromise = (code: string, more: Partial<TrackPromise> = {}): TrackPromise => ({
  code,
  round: 1,
  state: 'RUNNING',
  startedAt: '2040-03-05T01:00:00Z',
  dueAt: '2040-03-05T09:30:00Z',
  goalMinutes: 480,
  breachedAt: null,
  endedAt: null,
  ...more,
})

const line = (name: string) => screen.getByText(name).closest('li') as HTMLElement

describe('what was promised, on the tracking page', () => {
  beforeAll(() => i18n.loadNamespaces('portal'))

  it('says of each promise whether it was kept, is paused, was broken or is not needed', () => {
    render(
      <Promises
        promises={[
          aPromise('answer', { state: 'KEPT', endedAt: '2040-03-05T01:10:00Z' }),
          aPromise('arrive', { state: 'WAIVED', endedAt: '2040-03-05T02:00:00Z' }),
          aPromise('restore', { state: 'PAUSED' }),
          aPromise('quote', { state: 'BROKEN', breachedAt: '2040-03-05T09:30:00Z', endedAt: '2040-03-06T01:00:00Z' }),
          aPromise('part-delivery', { breachedAt: '2040-03-05T09:30:00Z' }),
          aPromise('fix-on-site'),
        ]}
      />,
    )
    within(line('答复您')).getByText(/^已做到：.*承诺不晚于/)
    within(line('工程师到场')).getByText('本次不需要')
    within(line('恢复使用')).getByText('等待期间暂停计时，之后顺延')
    within(line('给出报价')).getByText(/^没有做到：.*非常抱歉/)
    within(line('备件送达')).getByText(/^已超过承诺的/)
    within(line('到场后修复')).getByText(/^不晚于/)
    expect(line('给出报价').dataset.state).toBe('late')
    expect(line('恢复使用').dataset.state).toBe('PAUSED')
  })

  it('is not there when nothing was promised', () => {
    const { container } = render(<Promises promises={[]} />)
    expect(container.textContent).toBe('')
  })
})
