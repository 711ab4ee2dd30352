/** Grey lines while something loads. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className="lite-skeleton" aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={line} style={{ width: `${[92, 78, 85, 60][line % 4]}%` }} />
      ))}
    </div>
  )
}
