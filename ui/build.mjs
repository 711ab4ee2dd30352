// Builds the three faces into ui/dist. Does only what is needed: packages when the lock changed,
// everything else when a source changed. The stamps live in node_modules, so `mvn clean` costs nothing here.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const cwd = import.meta.dirname
const at = (file) => join(cwd, file)
const run = (command) => execSync(command, { cwd, stdio: 'inherit' })
const walk = (folder) =>
  existsSync(at(folder))
    ? readdirSync(at(folder), { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]))
        .sort()
    : []
const hash = (files) => {
  const sum = createHash('sha256').update(process.version)
  for (const file of files) if (existsSync(at(file))) sum.update(file).update(readFileSync(at(file)))
  return sum.digest('hex')
}
const fresh = (stamp, sum) => existsSync(at(stamp)) && readFileSync(at(stamp), 'utf8') === sum

const INSTALLED = 'node_modules/.stamp'
const BUILT = 'node_modules/.build-stamp'
const TYPES = 'src/api/schema.d.ts'
const PAGES = ['index.html', 'field.html', 'portal.html']

const lock = hash(['package.json', 'package-lock.json'])
if (!fresh(INSTALLED, lock)) {
  console.log('ui: installing packages')
  run('npm ci --prefer-offline --loglevel=error')
  writeFileSync(at(INSTALLED), lock)
}

const sources = hash([
  'package.json',
  'package-lock.json',
  'openapi.json',
  'vite.config.ts',
  'tsconfig.json',
  'build.mjs',
  'tools/fieldWorker.js',
  ...PAGES,
  ...walk('src').filter((file) => file !== join(TYPES)),
  ...walk('public'),
])
if (fresh(BUILT, sources) && existsSync(at(TYPES)) && PAGES.every((page) => existsSync(at(`dist/${page}`)))) {
  console.log('ui: up to date')
} else {
  run(`node node_modules/openapi-typescript/bin/cli.js openapi.json -o ${TYPES}`)
  run('node node_modules/ts7/bin/tsc -p .')
  run('node node_modules/vite/bin/vite.js build')
  writeFileSync(at(BUILT), sources)
}
