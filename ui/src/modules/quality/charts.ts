import type { EChartsCoreOption } from 'echarts/core'
import type { Palette } from '@/shared/theme/palette'

/** What every chart of ours looks like: thin lines, no boxes, numbers where one looks for them. */
const grid = { left: 8, right: 8, top: 34, bottom: 4, containLabel: true }

const words = (colours: Palette) => ({ color: colours.textSoft, fontSize: 12 })

const tooltip = (colours: Palette) => ({
  trigger: 'axis',
  confine: true,
  axisPointer: { type: 'shadow', shadowStyle: { color: colours.sunken, opacity: 0.6 } },
  backgroundColor: colours.raised,
  borderColor: colours.line,
  textStyle: { color: colours.text, fontSize: 12 },
})

const legend = (colours: Palette) => ({
  top: 0,
  right: 0,
  itemWidth: 10,
  itemHeight: 10,
  itemGap: 14,
  icon: 'roundRect',
  textStyle: words(colours),
})

const names = (colours: Palette, data: readonly string[], more: object = {}) => ({
  type: 'category',
  data,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colours.line } },
  axisLabel: { ...words(colours), ...more },
})

const numbers = (colours: Palette, more: object = {}) => ({
  type: 'value',
  minInterval: 1,
  splitNumber: 4,
  axisLabel: words(colours),
  splitLine: { lineStyle: { color: colours.lineSoft } },
  ...more,
})

const STEPS = 4

/** A round limit above the highest value, in four round steps: so a second axis in quarters meets the same lines. */
export function limitOf(highest: number) {
  const raw = Math.max(highest, STEPS) / STEPS
  const magnitude = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * magnitude).find((one) => one >= raw && Number.isInteger(one))
  return (step ?? Math.ceil(raw)) * STEPS
}

const quartered = (colours: Palette, highest: number) => {
  const max = limitOf(highest)
  return numbers(colours, { min: 0, max, interval: max / STEPS })
}

const percents = (colours: Palette) =>
  numbers(colours, {
    min: 0,
    max: 100,
    interval: 100 / STEPS,
    splitLine: { show: false },
    axisLabel: { ...words(colours), formatter: '{value}%' },
  })

type Series = { name: string; values: readonly (number | null)[] }

/** Two curves over time. */
export const curves =
  (steps: readonly string[], opened: Series, resolved: Series) =>
  (colours: Palette): EChartsCoreOption => {
    const single = steps.length < 2
    const line = ({ name, values }: Series, color: string, filled: boolean) => ({
      name,
      type: single ? 'bar' : 'line',
      data: values,
      symbol: 'circle',
      symbolSize: steps.length > 40 ? 0 : 5,
      showSymbol: steps.length <= 40,
      barMaxWidth: 40,
      lineStyle: { width: 2, color },
      itemStyle: { color },
      ...(filled && !single && { areaStyle: { color, opacity: 0.1 } }),
    })
    return {
      grid,
      tooltip: tooltip(colours),
      legend: legend(colours),
      xAxis: names(colours, steps, { hideOverlap: true }),
      yAxis: numbers(colours),
      series: [line(opened, colours.info, true), line(resolved, colours.good, false)],
    }
  }

/** Kept and broken on top of each other, with the share that was kept. */
export const keptAndBroken =
  (items: readonly string[], kept: Series, broken: Series, rate: Series) =>
  (colours: Palette): EChartsCoreOption => ({
    grid,
    tooltip: tooltip(colours),
    legend: legend(colours),
    xAxis: names(colours, items, { hideOverlap: true }),
    yAxis: [
      quartered(colours, Math.max(...items.map((_, index) => (kept.values[index] ?? 0) + (broken.values[index] ?? 0)))),
      percents(colours),
    ],
    series: [
      { name: kept.name, type: 'bar', stack: 'all', data: kept.values, itemStyle: { color: colours.primary }, barMaxWidth: 28 },
      { name: broken.name, type: 'bar', stack: 'all', data: broken.values, itemStyle: { color: colours.bad }, barMaxWidth: 28 },
      {
        name: rate.name,
        type: 'line',
        yAxisIndex: 1,
        data: rate.values,
        tooltip: { valueFormatter: (value: number | null) => (value === null ? '–' : `${value}%`) },
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { width: 1.5, color: colours.warn },
        itemStyle: { color: colours.warn },
      },
    ],
  })

/** The few that make up most: bars by rank, and what they come to together. */
export const pareto =
  (items: readonly string[], counts: Series, cumulative: Series) =>
  (colours: Palette, width: number): EChartsCoreOption => {
    const room = width - 90
    const bars = Math.min(items.length, Math.max(3, Math.floor(room / (width < 480 ? 46 : 62))))
    return {
      grid,
      tooltip: tooltip(colours),
      legend: legend(colours),
      xAxis: names(colours, items.slice(0, bars), {
        interval: 0,
        hideOverlap: false,
        fontSize: 11,
        width: Math.floor(room / bars) - 6,
        overflow: 'break',
        lineHeight: 14,
      }),
      yAxis: [quartered(colours, counts.values[0] ?? 0), percents(colours)],
      series: [
        {
          name: counts.name,
          type: 'bar',
          data: counts.values.slice(0, bars),
          itemStyle: { color: colours.primary },
          barMaxWidth: 34,
        },
        {
          name: cumulative.name,
          type: 'line',
          yAxisIndex: 1,
          data: cumulative.values.slice(0, bars),
          tooltip: { valueFormatter: (value: number) => `${value}%` },
          symbol: 'circle',
          symbolSize: 5,
          lineStyle: { width: 1.5, color: colours.warn },
          itemStyle: { color: colours.warn },
        },
      ],
    }
  }

/** Ranked from top to bottom, for long names. */
export const ranked =
  (items: readonly string[], counts: Series) =>
  (colours: Palette): EChartsCoreOption => ({
    grid: { ...grid, top: 4, right: 36 },
    tooltip: tooltip(colours),
    xAxis: numbers(colours, { axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: { ...names(colours, items, { width: 110, overflow: 'truncate' }), inverse: true, axisLine: { show: false } },
    series: [
      {
        name: counts.name,
        type: 'bar',
        data: counts.values,
        barMaxWidth: 16,
        itemStyle: { color: colours.primary },
        label: { show: true, position: 'right', color: colours.textSoft, fontSize: 12 },
      },
    ],
  })

/** A few kinds side by side, each with its own colour. */
export const columns =
  (items: readonly string[], counts: Series, tones: readonly (keyof Palette)[]) =>
  (colours: Palette): EChartsCoreOption => ({
    grid: { ...grid, top: 22 },
    tooltip: tooltip(colours),
    xAxis: names(colours, items, { interval: 0 }),
    yAxis: numbers(colours, { axisLabel: { show: false }, splitLine: { show: false } }),
    series: [
      {
        name: counts.name,
        type: 'bar',
        data: counts.values.map((value, index) => ({ value, itemStyle: { color: colours[tones[index] ?? 'primary'] } })),
        barMaxWidth: 36,
        label: { show: true, position: 'top', color: colours.textSoft, fontSize: 12 },
      },
    ],
  })

/** Kept and broken side by side in one bar for each name, the most to look at on top. */
export const outcomes =
  (items: readonly string[], kept: Series, broken: Series) =>
  (colours: Palette, width: number): EChartsCoreOption => ({
    grid: { ...grid, right: 16 },
    tooltip: tooltip(colours),
    legend: legend(colours),
    xAxis: numbers(colours),
    yAxis: {
      ...names(colours, items, { width: Math.min(180, Math.max(84, width * 0.32)), overflow: 'truncate' }),
      inverse: true,
      axisLine: { show: false },
    },
    series: [
      { name: kept.name, type: 'bar', stack: 'all', data: kept.values, itemStyle: { color: colours.primary }, barMaxWidth: 16 },
      { name: broken.name, type: 'bar', stack: 'all', data: broken.values, itemStyle: { color: colours.bad }, barMaxWidth: 16 },
    ],
  })
