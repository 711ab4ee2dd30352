import type { Engineer } from './api'
import { STEP } from './day'

export type Spot = { lng: number; lat: number; urban: boolean }
type Mode = Engineer['travelsBy']

const EARTH_KM = 6371.0088
const RUSH = 1.125
const NEXT_DOOR_KM = 0.15
const IN_STEPS = STEP / 3 / 60_000
const REST = Number.POSITIVE_INFINITY

type Estimate = { detour: number; doorToDoor: number; stretches: readonly (readonly [number, number, number])[] }

/** How much longer than the crow flies, minutes that do not depend on the distance, and so many kilometres at this speed in cities and in the country. */
const ESTIMATES: Record<Mode, Estimate> = {
  CAR: {
    detour: 1.35,
    doorToDoor: 4,
    stretches: [
      [4, 22 / RUSH, 32],
      [12, 34 / RUSH, 45],
      [40, 58 / RUSH, 62],
      [REST, 85 / RUSH, 80],
    ],
  },
  TRANSIT: {
    detour: 1.3,
    doorToDoor: 14,
    stretches: [
      [6, 20, 15],
      [20, 32, 25],
      [REST, 60, 45],
    ],
  },
  WALKING: { detour: 1.2, doorToDoor: 0, stretches: [[REST, 4.8, 4.8]] },
}

/** Minutes from door to door while something is dragged: the server's own estimate (`RoadEstimate`), which has the last word. */
export function wayBetween(from: Spot, to: Spot, mode: Mode = 'CAR') {
  const { detour, doorToDoor, stretches } = ESTIMATES[mode]
  const kilometres = crow(from, to) * detour
  if (kilometres < NEXT_DOOR_KM) return 0
  const minutes = doorToDoor + (hours(kilometres, from.urban, stretches) + hours(kilometres, to.urban, stretches)) * 30
  return Math.ceil(minutes / IN_STEPS) * IN_STEPS
}

function crow(from: Spot, to: Spot) {
  const rad = Math.PI / 180
  const half =
    Math.sin(((to.lat - from.lat) * rad) / 2) ** 2 +
    Math.cos(from.lat * rad) * Math.cos(to.lat * rad) * Math.sin(((to.lng - from.lng) * rad) / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)))
}

function hours(kilometres: number, urban: boolean, stretches: Estimate['stretches']) {
  let left = kilometres
  let sum = 0
  for (const [length, city, country] of stretches) {
    const driven = Math.min(left, length)
    sum += driven / (urban ? city : country)
    left -= driven
    if (left <= 0) break
  }
  return sum
}
