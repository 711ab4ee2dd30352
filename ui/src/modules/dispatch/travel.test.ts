import { describe, expect, it } from 'vitest'
import { layOut } from '@/shared/map/layOut'
import { wayBetween } from './travel'

const OFFICE = { lng: 120.2103, lat: 30.2086, urban: true }
const HOSPITAL = { lng: 120.1551, lat: 30.2741, urban: true }
const QIANDAO = { lng: 119.0423, lat: 29.6045, urban: false }

describe('the way between two places', () => {
  it('is what the server says', () => {
    expect(wayBetween(OFFICE, OFFICE)).toBe(0)
    expect(wayBetween(OFFICE, HOSPITAL)).toBe(35)
    expect(wayBetween(OFFICE, QIANDAO)).toBe(170)
    expect(wayBetween(OFFICE, HOSPITAL, 'TRANSIT')).toBe(45)
    expect(wayBetween(OFFICE, HOSPITAL, 'WALKING')).toBe(140)
  })
})

describe('the map', () => {
  it('shows every place, north up', () => {
    const map = layOut([OFFICE, HOSPITAL, QIANDAO], 1000, 600)
    const [office, hospital, lake] = [OFFICE, HOSPITAL, QIANDAO].map((place) => map?.at(place))
    expect(hospital?.y).toBeLessThan(office?.y ?? 0)
    expect(lake?.x).toBeLessThan(hospital?.x ?? 0)
    for (const one of [office, hospital, lake]) {
      expect(one?.x).toBeGreaterThan(0)
      expect(one?.x).toBeLessThan(1000)
      expect(one?.y).toBeGreaterThan(0)
      expect(one?.y).toBeLessThan(600)
    }
    expect(map?.scale.kilometres).toBe(20)
  })

  it('has nothing to show without places', () => {
    expect(layOut([], 1000, 600)).toBeUndefined()
  })
})
