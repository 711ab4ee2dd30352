import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useLiveMessages } from '@/shared/live'
import { homeQueries } from './api'

const PAUSE = 2_000

/** Whatever happens to cases, plans, visits and promises may change this page; a busy minute asks for it now and then. */
export function useLiveHome() {
  const queries = useQueryClient()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = useCallback(() => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      queries.invalidateQueries({ queryKey: homeQueries.all })
    }, PAUSE)
  }, [queries])
  useEffect(() => () => clearTimeout(waiting.current), [])
  useLiveMessages('cases', later)
  useLiveMessages('dispatch', later)
  useLiveMessages('fieldwork', later)
  useLiveMessages('promises', later)
  useLiveMessages('care', later)
}
