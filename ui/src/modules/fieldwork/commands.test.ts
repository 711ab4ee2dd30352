import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/shared/newId'
import { Problem } from '@/shared/problem'
import { commandFor, settled } from './commands'

const failing = (status: number) => Promise.reject(new Problem({ status, code: 'any.code' }))

describe('a command of the phone', () => {
  beforeEach(() => localStorage.clear())

  it('stays the same until the server has answered', async () => {
    const first = commandFor('v1', 'arrive')
    await expect(settled('v1', 'arrive', failing(0))).rejects.toThrow()
    expect(commandFor('v1', 'arrive')).toEqual(first)
    await settled('v1', 'arrive', Promise.resolve('done'))
    expect(commandFor('v1', 'arrive').command).not.toBe(first.command)
  })

  it('is forgotten when the server refuses it, but not when it fails or the session ran out', async () => {
    const first = commandFor('v2', 'start')
    for (const status of [500, 401]) await expect(settled('v2', 'start', failing(status))).rejects.toThrow()
    expect(commandFor('v2', 'start')).toEqual(first)
    await expect(settled('v2', 'start', failing(409))).rejects.toThrow()
    expect(commandFor('v2', 'start').command).not.toBe(first.command)
  })

  it('is another one when it says something else', () => {
    const first = commandFor('v3', 'report', 'one finding')
    expect(commandFor('v3', 'report', 'one finding')).toEqual(first)
    expect(commandFor('v3', 'report', 'another finding').command).not.toBe(first.command)
  })

  it('gets an id without https, too', () => {
    const secure = crypto.randomUUID
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    Object.defineProperty(crypto, 'randomUUID', { value: secure, configurable: true })
  })
})
