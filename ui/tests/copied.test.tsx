import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App } from 'antd'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { copied } from '@/shared/copied'
import { useCopy } from '@/shared/desk'

const clipboard = (value: unknown) => Object.defineProperty(navigator, 'clipboard', { value, configurable: true })

/** A browser's own copying: it asks the page what is to be copied. */
const command = (answer: () => boolean) => Object.defineProperty(document, 'execCommand', { value: answer, configurable: true })

let taken = ''
const byCommand = () => {
  const event = new Event('copy', { cancelable: true })
  Object.assign(event, { clipboardData: { setData: (_: string, text: string) => (taken = text) } })
  return !document.dispatchEvent(event)
}

beforeEach(() => {
  taken = ''
})
afterEach(() => {
  clipboard(undefined)
  command(() => false)
})

test('the clipboard of the browser comes first', async () => {
  const writeText = vi.fn(async () => {})
  clipboard({ writeText })
  expect(await copied('SO-1')).toBe(true)
  expect(writeText).toHaveBeenCalledWith('SO-1')
})

test.each([
  ['is missing, as at a plain http address', undefined],
  ['refuses', { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }],
])('where it %s the words are marked and copied, and nothing is left on the page', async (_, value) => {
  clipboard(value)
  command(byCommand)
  render(<button type="button">复制</button>)
  screen.getByRole('button').focus()

  expect(await copied('第一行\n第二行')).toBe(true)
  expect(taken).toBe('第一行\n第二行')
  expect(document.querySelector('textarea')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button'))
})

test('where no way leads to the clipboard, nobody is told that it was copied', async () => {
  clipboard(undefined)
  command(() => {
    throw new Error('not here')
  })
  expect(await copied('x')).toBe(false)
})

function Copy() {
  const copy = useCopy()
  return (
    <button type="button" onClick={() => copy('https://example.com/t/1', '已复制链接')}>
      复制
    </button>
  )
}

test('at the desk the words are shown to be copied by hand when all fails', async () => {
  const user = userEvent.setup()
  clipboard(undefined)
  command(() => false)
  render(
    <App>
      <Copy />
    </App>,
  )
  await user.click(screen.getByRole('button'))
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /请手动复制/ })
  expect(field.value).toBe('https://example.com/t/1')
  expect(field.readOnly).toBe(true)
  expect(document.activeElement).toBe(field)
  expect(field.selectionEnd - field.selectionStart).toBe(field.value.length)
  expect(screen.queryByText('已复制链接')).toBeNull()

  command(byCommand)
  await user.click(screen.getByRole('button', { name: '复制' }))
  await screen.findByText('已复制链接')
  expect(taken).toBe('https://example.com/t/1')
})
