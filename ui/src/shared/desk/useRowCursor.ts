import { useState } from 'react'
import { useKeys } from './useKeys'

/** Walks a list with j and k, opens a row with Enter. Give `rowClassName` to the table. */
export function useRowCursor<Row>(rows: Row[], open: (row: Row) => void) {
  const [at, setAt] = useState(-1)
  useKeys({
    j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
    k: () => setAt((now) => Math.max(0, now - 1)),
    Enter: () => {
      const row = rows[at]
      if (row) open(row)
    },
  })
  return { rowClassName: (_: Row, index: number) => (index === at ? 'row-at' : '') }
}
