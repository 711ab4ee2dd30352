import { STEP } from './day'

export type Spot = { lng: number; lat: number; urban: boolean }

const EARTH_KM = 6371.0088
const DETOUR = 1.35
const RUSH = 1.125
const PARKING = 4
const NEXT_DOOR_KM = 0.15
const IN_STEPS = STEP / 3 / 60_000
/** So many kilometres of a way go at this speed, in cities and in the country. */
const STRETCHES = [
  [4, 22, 32],
  [12, 34, 45],
  [40, 58, 62],
  [Number.POSITIVE_INFINITY, 85, 80],
] as const

/** Minutes from door to door while something is dragged: the server's own estimate (`RoadEstimate`), which has the last word. */
export function wayBetween(from: Spot, to: Spot) {
  const kilometres = crow(from, to) * DETOUR
  if (kilometres < NEXT_DOOR_KM) return 0
  const minutes = PARKING + (hours(kilometres, from.urban) + hours(kilometres, to.urban)) * 30
  return Math.ceil(minutes / IN_STEPS) * IN_STEPS
}

function crow(from: Spot, to: Spot) {
  const rad = Math.PI / 180
  const half =
    Math.sin(((to.lat - from.lat) * rad) / 2) ** 2 +
    Math.cos(from.lat * rad) * Math.cos(to.lat * rad) * Math.sin(((to.lng - from.lng) * rad) / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)))
}

function hours(kilometres: number, urban: boolean) {
  let left = kilometres
  let sum = 0
  for (const [length, city, country] of STRETCHES) {
    const driven = Math.min(left, length)
    sum += driven / (urban ? city / RUSH : country)
    left -= driven
    if (left <= 0) break
  }
  return sum
}
