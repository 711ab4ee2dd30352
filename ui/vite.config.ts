import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** While developing, deep links open the page of their face, as the server does it in production. */
function faces(): Plugin {
  return {
    name: 'faces',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/'
        const isPage = request.headers.accept?.includes('text/html') && !path.includes('.')
        if (isPage) request.url = /^\/(field|portal)(\/|$)/.test(path) ? `/${path.split('/')[1]}.html` : '/index.html'
        next()
      })
    },
  }
}

/** What the phone takes along: its page, its programs in every language, and nothing of the office. */
function fieldWorker(): Plugin {
  const words = /[\\/](shared|modules[\\/](fieldwork|forms|notices|dispatch|cases|documents))[\\/]locales[\\/]/
  return {
    name: 'field-worker',
    writeBundle({ dir }, bundle) {
      const taken = new Set<string>()
      const take = (file: string) => {
        const chunk = bundle[file]
        if (taken.has(file) || !chunk) return
        if (
          chunk.type === 'chunk' &&
          /[\\/]locales[\\/]/.test(chunk.facadeModuleId ?? '') &&
          !words.test(chunk.facadeModuleId ?? '')
        )
          return
        taken.add(file)
        if (chunk.type !== 'chunk') return
        for (const other of [...chunk.imports, ...chunk.dynamicImports, ...(chunk.viteMetadata?.importedCss ?? [])]) take(other)
      }
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'field') take(chunk.fileName)
      const files = [
        '/field.html',
        '/early.js',
        '/favicon.svg',
        '/field.webmanifest',
        ...[...taken].sort().map((file) => `/${file}`),
      ]
      const source = readFileSync(here('./tools/fieldWorker.js'), 'utf8')
      const build = createHash('sha256')
        .update(files.join(' '))
        .update(readFileSync(here('./field.html')))
        .digest('hex')
        .slice(0, 16)
      const whole = source.replace('__BUILD__', build).replace('__FILES__', JSON.stringify(files, null, 2))
      writeFileSync(join(dir ?? here('./dist'), 'field-sw.js'), whole)
    },
  }
}

const FIRST_PAGES: Record<string, RegExp> = { portal: /portal\/MyPage\.tsx$/, field: /fieldwork\/phone\/MyVisitsPage\.tsx$/ }

/** Names the parts of a face's first page in its HTML, for `early.js`: they come with the program instead of after it. */
function firstPage(): Plugin {
  return {
    name: 'first-page',
    transformIndexHtml: {
      order: 'post',
      handler(html, { filename, bundle }) {
        const page = FIRST_PAGES[/(\w+)\.html$/.exec(filename)?.[1] ?? '']
        const first = Object.values(bundle ?? {}).find(
          (chunk) => chunk.type === 'chunk' && page?.test(chunk.facadeModuleId ?? ''),
        )
        if (!bundle || !first) return html
        const parts = new Set<string>()
        const take = (file: string) => {
          const chunk = bundle[file]
          if (parts.has(file) || html.includes(file) || chunk?.type !== 'chunk') return
          parts.add(file)
          chunk.imports.forEach(take)
        }
        take(first.fileName)
        const content = [...parts].map((file) => `/${file}`).join(' ')
        return [{ tag: 'meta', attrs: { name: 'first-page', content }, injectTo: 'head-prepend' }]
      },
    },
  }
}

const server = process.env.AFTERCARE_SERVER ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react(), faces(), firstPage(), fieldWorker()],
  resolve: { alias: { '@': here('./src'), '@tests': here('./tests') } },
  server: { proxy: { '^/api/': { target: server, xfwd: true } } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { desk: here('./index.html'), field: here('./field.html'), portal: here('./portal.html') },
      output: {
        codeSplitting: {
          // antd stays out of `react`: a customer's phone must never load the office.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|@tanstack|openapi-fetch)[\\/]/,
              priority: 20,
            },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[a-z-]+)[\\/]/, priority: 10 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    setupFiles: ['./tests/setup.ts'],
    restoreMocks: true,
    testTimeout: 40_000,
    maxWorkers: 2,
  },
})
