import { defineConfig } from '@playwright/test'
import journeys from './playwright.config'

/** The pictures of the README, taken from a running demo: `npm run pictures`. */
export default defineConfig({ ...journeys, testDir: 'pictures', reporter: 'line', timeout: 120_000 })
