import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import { chooseLanguage, startWords } from '@/shared/i18n'

// The first page of a test file loads antd, which takes its time on a busy machine; asking jsdom for each element
// whether it is hidden takes far longer.
configure({ asyncUtilTimeout: 20_000, defaultHidden: true, getElementError: (words) => new Error(words?.split('\n\n')[0]) })

// What antd asks of a browser and jsdom does not have.
// The window is as wide as a desk's screen.
window.matchMedia ??= (query: string) =>
  ({
    matches: Number(/min-width:\s*(\d+)/.exec(query)?.[1] ?? Number.POSITIVE_INFINITY) <= 1440,
    media: query,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
  }) as unknown as MediaQueryList
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof ResizeObserver
window.EventSource ??= class {
  close() {}
} as unknown as typeof EventSource
Element.prototype.scrollIntoView ??= () => {}
window.scrollTo = () => {}

beforeAll(() => startWords(['identity', 'platform', 'home']))
beforeEach(() => chooseLanguage('zh-CN'))
afterEach(cleanup)
