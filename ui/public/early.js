// Runs before the first paint, so that a dark room is never lit up by a white page.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('aftercare.theme')
  } catch {
    // Storage may be forbidden; the system's choice holds then.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'

  // The first page of most people: who is signed in is asked, and the page's own parts are fetched, while the program is still on
  // the way. On a slow net that is half a second.
  if (/^\/(field|portal\/my)\/?$/.test(location.pathname)) {
    const link = (attributes) => document.head.append(Object.assign(document.createElement('link'), attributes))
    link({ rel: 'preload', as: 'fetch', href: '/api/session', crossOrigin: 'anonymous' })
    const parts = document.querySelector('meta[name="first-page"]')?.content.split(' ') ?? []
    for (const href of parts) link({ rel: 'modulepreload', href })
  }
})()
