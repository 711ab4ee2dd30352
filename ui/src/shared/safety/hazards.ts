import type { Tone } from '../desk'
import type { Schema } from '../http'

export type Hazard = Schema<'SafetyQueries.HazardView'>
export type Risk = Hazard['risk']
export type HazardScope = Hazard['scope']

export const RISK_TONES = { GRAVE: 'bad', HIGH: 'warn', MODERATE: 'info', LOW: 'neutral' } satisfies Record<Risk, Tone>
export const RISKS = Object.keys(RISK_TONES) as Risk[]
