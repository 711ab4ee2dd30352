// The engineer's phone without a net. This file is completed by the build with the pages and programs of the phone; each build has
// its own shelf, and what is written down in IndexedDB is nobody's business here.
const BUILD = '__BUILD__'
const FILES = __FILES__
const SHELF = `aftercare-field-${BUILD}`
const PAPERS = 'aftercare-papers'
const PAGE = '/field.html'

self.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()))
})

/** What an earlier build has already, under the same name, is not fetched again. */
async function fill() {
  const shelf = await caches.open(SHELF)
  for (const file of FILES) {
    const known = file.startsWith('/assets/') && (await caches.match(file))
    if (known) await shelf.put(file, known)
    else await shelf.add(new Request(file, { cache: 'reload' }))
  }
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith('aftercare-field-') && name !== SHELF).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (/^\/field(\/|$)/.test(url.pathname)) event.respondWith(page(request))
  } else if (/^\/api\/documents\/[^/]+\/thumb$/.test(url.pathname)) event.respondWith(first(PAPERS, request))
  else if (!url.pathname.startsWith('/api/') && /\.[a-z0-9]+$/.test(url.pathname)) event.respondWith(first(SHELF, request))
})

/** The newest page where there is a net, at once the kept one where there is none or it takes too long. */
async function page(request) {
  const kept = await caches.match(PAGE)
  if (!kept) return fetch(request)
  const late = new Promise((resolve) => setTimeout(resolve, 2500, kept))
  const fresh = fetch(PAGE)
    .then((answer) => (answer.ok ? answer : kept))
    .catch(() => kept)
  return Promise.race([fresh, late]).then((answer) => answer.clone())
}

/** From the shelf; from the net, and onto the shelf, the first time. */
async function first(name, request) {
  const shelf = await caches.open(name)
  const kept = await shelf.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await shelf.put(request, answer.clone())
  return answer
}
