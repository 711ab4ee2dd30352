import type { Checklists } from './api'

export type Round = Checklists['round']
export type RoundDevice = Round['devices'][number]
export type DeviceState = 'OPEN' | 'DONE' | 'BAD' | 'MISSED' | 'FREE'

/** `FREE`: nothing is to be filled in, unless somebody says that it was not reached. */
export function stateOf({ form, answer, missed }: RoundDevice): DeviceState {
  if (answer) return answer.findings.length ? 'BAD' : 'DONE'
  if (missed !== null) return 'MISSED'
  return form ? 'OPEN' : 'FREE'
}

export const openDevices = (round: Round) => round.devices.filter((one) => stateOf(one) === 'OPEN')

/** Devices that ask for a form, and how many of them are settled. */
export function progressOf(round: Round) {
  const asked = round.devices.filter(({ form }) => form)
  return { all: asked.length, settled: asked.length - openDevices(round).length }
}

/** The site itself has no device. */
export const keyOf = ({ device }: RoundDevice) => device ?? 'site'

/** One device after the other, from where the engineer stands; round again to those left out before. */
export function nextOpen(round: Round, after: string, form: string): RoundDevice | undefined {
  const at = round.devices.findIndex((one) => keyOf(one) === after && one.form === form)
  return [...round.devices.slice(at + 1), ...round.devices.slice(0, Math.max(at, 0))].find((one) => stateOf(one) === 'OPEN')
}

export const pathOf = (visit: string, one: RoundDevice) => `/visits/${visit}/devices/${keyOf(one)}/${one.form ?? 'none'}`
