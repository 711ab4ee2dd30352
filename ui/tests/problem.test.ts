import { describe, expect, it, vi } from 'vitest'
import { http, search } from '@/shared/http'
import { chooseLanguage, i18n } from '@/shared/i18n'
import { Problem, problemText } from '@/shared/problem'

const answer = (status: number, body: unknown) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(
    async () =>
      new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/problem+json' },
      }),
  )

const refused = async () => {
  const error = await http('/anything').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Problem)
  return error as Problem
}

describe('a refusal', () => {
  it('is said in the words of its code, with its facts', async () => {
    answer(409, { code: 'identity.login-taken', facts: { login: 'chenjing' }, detail: 'there is a user chenjing already' })
    const problem = await refused()
    expect(problemText(problem)).toBe('账号 chenjing 已被使用，请换一个')
    await chooseLanguage('en')
    expect(problemText(problem)).toBe('The account chenjing is taken; please choose another')
  })

  it('falls back to what the server says', async () => {
    answer(422, { code: 'identity.not-yet-worded', detail: 'the moon is full' })
    expect(problemText(await refused())).toBe('the moon is full')
  })

  it('never shows the inner words of a failure', async () => {
    answer(500, { code: 'platform.unexpected', facts: { trace: 'abc' }, detail: 'NullPointerException' })
    const problem = await refused()
    expect(problemText(problem)).toContain('系统出了点问题')
    expect(problem.trace).toBe('abc')
  })

  it('says what can be said when the answer is not ours', async () => {
    answer(503, undefined)
    expect(problemText(await refused())).toBe(i18n.t('shared:problems.shared.unavailable'))
  })

  it('names the fields it is about', async () => {
    answer(400, { code: 'platform.invalid', fields: { name: 'must not be blank' } })
    expect((await refused()).fields).toEqual({ name: 'must not be blank' })
  })

  it('says that the server cannot be reached', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'))
    expect(problemText(await refused())).toContain('连接不上服务器')
  })
})

describe('a request', () => {
  it('carries the token when it changes something', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: as the server sets it
    document.cookie = 'XSRF-TOKEN=a%2Fb'
    const sent = answer(200, { ok: true })
    await http('/users', { method: 'POST', json: { name: '陈静' } })
    await http('/users')
    const [post, get] = sent.mock.calls.map(([, init]) => init?.headers as Headers)
    expect(post?.get('X-XSRF-TOKEN')).toBe('a/b')
    expect(post?.get('Content-Type')).toBe('application/json')
    expect(get?.has('X-XSRF-TOKEN')).toBe(false)
  })

  it('leaves out what is not set from its query', () => {
    expect(search({ words: '门禁 & 电梯', page: 2, none: undefined, empty: '', kind: ['a', 'b'] })).toBe(
      '?words=%E9%97%A8%E7%A6%81+%26+%E7%94%B5%E6%A2%AF&page=2&kind=a&kind=b',
    )
  })
})
