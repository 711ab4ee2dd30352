// The chat for any website: <script src="https://…/chat.js" data-site="…" async></script>. A button that opens our own page in a frame.
;(() => {
  const script = document.currentScript
  const site = script?.dataset.site
  if (!site || document.getElementById('aftercare-chat')) return
  const home = new URL(script.src).origin
  const words = { zh: ['在线客服', '收起在线客服'], en: ['Chat with us', 'Fold the chat away'] }
  const [open, close] = /^zh/i.test(document.documentElement.lang || navigator.language) ? words.zh : words.en

  const host = document.createElement('div')
  host.id = 'aftercare-chat'
  // Closed off from the styles of the page around it.
  const root = host.attachShadow({ mode: 'closed' })
  // A sheet of our own: unlike a style element it is not refused by the page's content security policy.
  const style = new CSSStyleSheet()
  style.replaceSync(`
    :host { position: fixed; inset: auto 16px 16px auto; z-index: 2147483000; font: 15px/1.5 system-ui, sans-serif }
    button { position: relative; display: block; margin-inline-start: auto; min-height: 44px; padding: 0 18px; border: 0; border-radius: 22px; background: #0f6b6e; color: #fff; font: inherit; cursor: pointer; box-shadow: 0 8px 28px rgb(16 40 44 / 25%) }
    button[data-news]::after { content: ''; position: absolute; inset: 2px 6px auto auto; width: 10px; height: 10px; border-radius: 50%; background: #d9382b }
    iframe { display: block; width: min(390px, calc(100vw - 32px)); height: min(620px, calc(100vh - 96px)); margin-block-end: 10px; border: 0; border-radius: 14px; background: #fff; box-shadow: 0 12px 40px rgb(16 40 44 / 25%) }
    iframe[hidden] { display: none }`)
  root.adoptedStyleSheets = [style]
  const button = document.createElement('button')
  button.type = 'button'
  root.append(button)

  let frame
  const show = (shown) => {
    if (shown && !frame) {
      frame = document.createElement('iframe')
      frame.title = open
      frame.src = `${home}/portal/chat?site=${encodeURIComponent(site)}&page=${encodeURIComponent(location.origin + location.pathname)}`
      root.prepend(frame)
    }
    if (frame) frame.hidden = !shown
    button.textContent = shown ? close : open
    button.setAttribute('aria-expanded', String(shown))
    if (shown) delete button.dataset.news
  }
  button.onclick = () => show(!frame || frame.hidden)
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== home || !frame || source !== frame.contentWindow) return
    if (data?.aftercareChat === 'close') show(false)
    if (data?.aftercareChat === 'news' && frame.hidden) button.dataset.news = 'yes'
  })
  show(false)
  document.body.append(host)
})()
