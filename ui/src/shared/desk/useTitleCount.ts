import { useEffect } from 'react'

const COUNTED = /^\(\d+\+?\) /

/** Puts a count before whatever the page calls itself in the browser's tab: `(2) …`; nothing for none. */
export function useTitleCount(count: number) {
  useEffect(() => {
    if (count <= 0) return
    const show = () => {
      const title = `(${count > 99 ? '99+' : count}) ${document.title.replace(COUNTED, '')}`
      if (document.title !== title) document.title = title
    }
    show()
    const watch = new MutationObserver(show)
    watch.observe(document.head, { childList: true, characterData: true, subtree: true })
    return () => {
      watch.disconnect()
      document.title = document.title.replace(COUNTED, '')
    }
  }, [count])
}
