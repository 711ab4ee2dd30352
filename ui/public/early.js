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

  // Who is signed in is asked while the programs are still on the way: on a slow net that is a third of a second.
  if (/^\/(field|portal\/my)\/?$/.test(location.pathname)) {
    const ask = document.createElement('link')
    Object.assign(ask, { rel: 'preload', as: 'fetch', href: '/api/session', crossOrigin: 'anonymous' })
    document.head.append(ask)
  }
})()
