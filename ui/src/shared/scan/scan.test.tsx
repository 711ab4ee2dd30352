import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import '@tests/openField'
import { ScanInput } from './ScanInput'

const read = vi.hoisted(() => vi.fn<() => Promise<{ rawValue: string }[]>>())
vi.mock('./detector', () => ({ detector: async () => ({ detect: read }) }))

function Serial() {
  const [value, setValue] = useState('')
  return <ScanInput aria-label="序列号" maxLength={12} value={value} onChange={setValue} />
}

const serial = () => screen.getByLabelText<HTMLInputElement>('序列号').value

afterEach(() => vi.unstubAllGlobals())

test('where there is no camera it says so and typing works', async () => {
  render(<Serial />)
  await userEvent.click(screen.getByRole('button', { name: '用摄像头扫码' }))
  expect((await screen.findByRole('alert')).textContent).toContain('没有可用的摄像头')
  await userEvent.type(screen.getByLabelText('序列号'), 'SN-1')
  expect(serial()).toBe('SN-1')
})

test('what the camera reads is written down, as long as the field is, and the camera is let go', async () => {
  const stop = vi.fn()
  vi.stubGlobal('navigator', {
    ...navigator,
    mediaDevices: { getUserMedia: async () => ({ getTracks: () => [{ stop }], getVideoTracks: () => [] }) },
  })
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  vi.spyOn(HTMLMediaElement.prototype, 'readyState', 'get').mockReturnValue(4)
  read.mockResolvedValueOnce([]).mockResolvedValue([{ rawValue: ' PM-2209001-LONG ' }])
  render(<Serial />)
  await userEvent.click(screen.getByRole('button', { name: '用摄像头扫码' }))
  await vi.waitFor(() => expect(serial()).toBe('PM-2209001-L'))
  expect(stop).toHaveBeenCalled()
})
