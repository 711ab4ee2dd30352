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
})()
