import { useEffect, useState } from 'react'
import { i18n } from '../i18n'

/** Loads the words of modules that are known only once the data is here; true when all are there. */
export function useNamespaces(names: string[]) {
  const wanted = [...new Set(names)].sort().join(' ')
  const [loaded, setLoaded] = useState('')
  useEffect(() => {
    let current = true
    i18n
      .loadNamespaces(wanted.split(' ').filter(Boolean))
      .catch(() => {})
      .then(() => current && setLoaded(wanted))
    return () => {
      current = false
    }
  }, [wanted])
  return loaded === wanted
}
