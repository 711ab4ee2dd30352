import { defineConfig } from '@playwright/test'
import whole from './playwright.config'

/** What is measured in a browser; the benches of the server start it. */
export default defineConfig({ ...whole, testDir: 'bench', reporter: 'line', timeout: 600_000 })
