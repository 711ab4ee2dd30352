import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useLiveMessages } from '@/shared/live'
import { type Board, dispatchQueries, type Waiting } from './api'

type Found = { waiting: (waiting: Waiting) => void; booked: (booking: { id: string; startsAt: string }) => void }

/** Somebody came from a case to plan it (`?case=`): its dialog opens when it waits, its booking when it is planned already. */
export function useCaseAsked(caseId: string | undefined, board: Board | undefined, found: Found) {
  const latest = useRef(found)
  latest.current = found
  const waiting = caseId ? board?.waiting.find((one) => one.serviceCase.id === caseId) : undefined
  const elsewhere = caseId !== undefined && board !== undefined && waiting === undefined
  const plans = useQuery({ ...dispatchQueries.ofCase(caseId ?? ''), enabled: elsewhere })
  const planned = elsewhere ? plans.data?.find((one) => one.state !== 'CANCELLED') : undefined
  useEffect(() => {
    if (waiting) latest.current.waiting(waiting)
    else if (planned) latest.current.booked(planned)
  }, [waiting, planned])
}

/** New and changed cases are told under their own topic. */
export function useChangedCases() {
  const queries = useQueryClient()
  const refresh = useCallback(() => {
    queries.invalidateQueries({ queryKey: ['dispatch', 'board'] })
  }, [queries])
  useLiveMessages('cases', refresh)
}
