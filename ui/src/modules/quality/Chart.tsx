import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { PALETTE, type Palette } from '@/shared/theme/palette'
import { useTheme } from '@/shared/theme/useTheme'

export type Pick = { series: number; index: number }

type ChartProps = {
  /** What it shows, for those who cannot see it. */
  label: string
  height: number
  /** Draws for these colours and this width. Keep it stable (useMemo): another one is drawn anew. */
  draw: (colours: Palette, width: number) => EChartsCoreOption
  onPick?: (pick: Pick) => void
}

/** A chart. The library is fetched when the first one is shown; the box has its size before. */
export function Chart({ label, height, draw, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const picked = useRef(onPick)
  useEffect(() => {
    picked.current = onPick
  })
  const { dark } = useTheme()
  const colours = dark ? PALETTE.dark : PALETTE.light
  const [width, setWidth] = useState(0)

  useEffect(() => {
    let gone = false
    const element = box.current
    if (!element) return
    const measure = () => {
      chart.current?.resize()
      setWidth(element.clientWidth)
    }
    const resized = new ResizeObserver(measure)
    // A printer does not wait for an observer.
    const measureNow = () => flushSync(measure)
    window.addEventListener('beforeprint', measureNow)
    import('./echarts').then(({ init }) => {
      if (gone) return
      const made = init(element)
      made.on('click', (event) => picked.current?.({ series: event.seriesIndex ?? 0, index: event.dataIndex }))
      chart.current = made
      resized.observe(element)
      measure()
    })
    return () => {
      gone = true
      resized.disconnect()
      window.removeEventListener('beforeprint', measureNow)
      chart.current?.dispose()
      chart.current = undefined
    }
  }, [])

  useEffect(() => {
    if (width === 0 || !box.current) return
    const fontFamily = getComputedStyle(box.current).fontFamily
    chart.current?.setOption(
      {
        animation: false,
        textStyle: { fontFamily, color: colours.textSoft },
        aria: { enabled: true, label: { description: label } },
        ...draw(colours, width),
      },
      { notMerge: true },
    )
  }, [width, draw, colours, label])

  return (
    <div ref={box} className="figure-chart" style={{ height }} role="img" aria-label={label} data-pick={onPick !== undefined} />
  )
}
