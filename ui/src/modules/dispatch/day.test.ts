import { describe, expect, it } from 'vitest'
import type { Absence, BoardCase, Booking, Engineer } from './api'
import { dayAfter, HOUR, instantOf, isDay, share, snap, viewOf } from './day'
import { objections, uncertified } from './rules'

const ZONE = 'Asia/Shanghai'
const DAY = '2026-03-02'
const at = (time: string) => instantOf(DAY, time, ZONE)
const EIGHT_TO_FIVE = { dayStarts: '08:30:00', dayEnds: '17:30:00' }

describe('a day on the board', () => {
  it('reads the clock of the zone, wherever the reader is', () => {
    expect(new Date(at('09:00')).toISOString()).toBe('2026-03-02T01:00:00.000Z')
  })

  it('shows the working hours with one before and after', () => {
    expect(viewOf(DAY, ZONE, [EIGHT_TO_FIVE], [], false)).toEqual({ from: at('07:00'), to: at('19:00') })
  })

  it('grows for what is booked at night, and no further than the day', () => {
    const night = { from: at('21:20'), to: at('23:50') + HOUR }
    expect(viewOf(DAY, ZONE, [EIGHT_TO_FIVE], [night], false)).toEqual({
      from: at('07:00'),
      to: instantOf('2026-03-03', '00:00', ZONE),
    })
  })

  it('ignores what is booked on other days', () => {
    const yesterday = { from: at('02:00') - 24 * HOUR, to: at('03:00') - 24 * HOUR }
    expect(viewOf(DAY, ZONE, [EIGHT_TO_FIVE], [yesterday], false)).toEqual({ from: at('07:00'), to: at('19:00') })
  })

  it('is told from what is no day', () => {
    expect(isDay('2026-03-02')).toBe(true)
    expect(isDay('someday')).toBe(false)
    expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01')
  })

  it('snaps to quarters of an hour and stays within the view', () => {
    const view = { from: at('07:00'), to: at('19:00') }
    expect(snap(view, at('09:07'))).toBe(at('09:00'))
    expect(snap(view, at('09:08'))).toBe(at('09:15'))
    expect(share(view, at('13:00'))).toBe(0.5)
    expect(share(view, at('23:00'))).toBe(1)
  })
})

describe('what stands against a plan', () => {
  const zhou = {
    id: 'zhou',
    zone: ZONE,
    ...EIGHT_TO_FIVE,
    skills: [{ skill: 'ups', level: 3 }],
    certificates: [{ kind: 'lift', validFrom: null, validUntil: '2026-03-02' }],
    languages: ['zh'],
    areas: ['330100', '310000'],
    carries: { battery: 2 },
  } as unknown as Engineer
  const a = (more: Partial<BoardCase>) =>
    ({
      needs: [],
      certificates: [],
      never: [],
      people: 1,
      arrive: null,
      regionCode: null,
      languages: [],
      equipment: {},
      ...more,
    }) as unknown as BoardCase
  const booked = {
    id: 'b1',
    engineerId: 'zhou',
    startsAt: new Date(at('10:00')).toISOString(),
    endsAt: new Date(at('12:00')).toISOString(),
    serviceCase: { number: 'SO-1' },
  } as Booking
  const AWAY = {
    userId: 'zhou',
    startsAt: new Date(at('08:30')).toISOString(),
    endsAt: new Date(at('09:30')).toISOString(),
  } as Absence
  const found = (of: BoardCase, from: string, to: string, except?: string) =>
    objections(of, zhou, { from: at(from), to: at(to) }, DAY, [booked], except, [AWAY]).map((one) => one.code)

  it('is another booking, unless it is the one that moves', () => {
    expect(found(a({}), '11:00', '13:00')).toEqual(['clash'])
    expect(found(a({}), '11:00', '13:00', 'b1')).toEqual([])
    expect(found(a({}), '12:00', '13:00')).toEqual([])
  })

  it('is a missing skill, the evening, and a promise that is missed', () => {
    const promised = a({ needs: ['hvac'], arrive: { dueAt: new Date(at('16:00')).toISOString(), state: 'RUNNING' } })
    expect(found(promised, '17:00', '18:00')).toEqual(['promise', 'skill', 'hours'])
  })

  it('is leave, and a certificate that is missing or has run out', () => {
    expect(found(a({}), '09:00', '10:00')).toEqual(['away'])
    expect(found(a({ certificates: ['lift'] }), '13:00', '14:00')).toEqual([])
    expect(found(a({ certificates: ['lift', 'electrician'] }), '13:00', '14:00')).toEqual(['certificate'])
    expect(uncertified(zhou, ['lift'], '2026-03-03')).toEqual(['lift'])
  })

  it('is work elsewhere, another language, and a part that is not on the van', () => {
    expect(found(a({ regionCode: '330106' }), '13:00', '14:00')).toEqual([])
    expect(found(a({ regionCode: '310112' }), '13:00', '14:00')).toEqual([])
    expect(found(a({ regionCode: '330206' }), '13:00', '14:00')).toEqual(['area'])
    expect(found(a({ languages: ['zh', 'en'], equipment: { battery: 2 } }), '13:00', '14:00')).toEqual(['language'])
    expect(found(a({ equipment: { battery: 3, ladder: 1 } }), '13:00', '14:00')).toEqual(['equipment'])
  })

  it('is not a promise that was kept already', () => {
    expect(found(a({ arrive: { dueAt: new Date(at('08:00')).toISOString(), state: 'KEPT' } }), '13:00', '14:00')).toEqual([])
  })
})
