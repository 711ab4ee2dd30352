export type Place = { lng: number; lat: number }
type Line = { key: string; x1: number; y1: number; x2: number; y2: number }
export type Flat = {
  at: (place: Place) => { x: number; y: number }
  grid: Line[]
  scale: { length: number; kilometres: number }
}

const MARGIN = 60
const KM_PER_DEGREE = 111.32
/** A branch in one street is not blown up to fill the wall. */
const LEAST_KM = 4

/** Lays places on a flat sheet, north up, all of them on it, with lines every so many kilometres. */
export function layOut(places: readonly Place[], width: number, height: number): Flat | undefined {
  const first = places[0]
  if (!first) return undefined
  const lat = (Math.min(...places.map((one) => one.lat)) + Math.max(...places.map((one) => one.lat))) / 2
  const lng = (Math.min(...places.map((one) => one.lng)) + Math.max(...places.map((one) => one.lng))) / 2
  const east = KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const spanX = Math.max(LEAST_KM, 2 * Math.max(...places.map((one) => Math.abs(one.lng - lng))) * east)
  const spanY = Math.max(LEAST_KM, 2 * Math.max(...places.map((one) => Math.abs(one.lat - lat))) * KM_PER_DEGREE)
  const perKm = Math.min((width - 2 * MARGIN) / spanX, (height - 2 * MARGIN) / spanY)
  const at = (place: Place) => ({
    x: round(width / 2 + (place.lng - lng) * east * perKm),
    y: round(height / 2 - (place.lat - lat) * KM_PER_DEGREE * perKm),
  })
  const kilometres = stepOf(width / perKm / 8)
  const step = kilometres * perKm
  // The lines go on beyond the sheet: a window of another shape shows more of them.
  const grid: Line[] = []
  for (let x = ((width / 2) % step) - Math.ceil(width / step) * step; x < 2 * width; x += step)
    grid.push({ key: `x${round(x)}`, x1: round(x), y1: -height, x2: round(x), y2: 2 * height })
  for (let y = ((height / 2) % step) - Math.ceil(height / step) * step; y < 2 * height; y += step)
    grid.push({ key: `y${round(y)}`, x1: -width, y1: round(y), x2: 2 * width, y2: round(y) })
  return { at, grid, scale: { length: round(step), kilometres } }
}

/** 1, 2, 5, 10, 20, 50 … */
function stepOf(about: number) {
  const ten = 10 ** Math.floor(Math.log10(about))
  return ([1, 2, 5].find((step) => step * ten >= about) ?? 10) * ten
}

const round = (number: number) => Math.round(number * 10) / 10
