import {
  ApartmentOutlined,
  BankOutlined,
  CaretRightOutlined,
  EnvironmentOutlined,
  HddOutlined,
  ProjectOutlined,
} from '@ant-design/icons'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { type ComponentType, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { type BaseNode, baseQueries, childrenOf } from './base'
import './base.css'

const ICONS = {
  CUSTOMER: BankOutlined,
  SITE: EnvironmentOutlined,
  PROJECT: ProjectOutlined,
  SYSTEM: ApartmentOutlined,
  DEVICE: HddOutlined,
} satisfies Record<BaseNode['level'], ComponentType>

type BaseTreeProps = { chosen: string | undefined; onChoose: (key: string) => void }
type Held = BaseTreeProps & {
  open: ReadonlySet<string>
  toggle: (key: string, on?: boolean) => void
  /** The child of each place that has to be seen, because the way to the chosen one leads over it. */
  way: ReadonlyMap<string, string>
}

/** The installed base, branch by branch. Arrows walk it, the way to what is chosen is open. */
export function BaseTree({ chosen, onChoose }: BaseTreeProps) {
  const { t } = useTranslation('assets')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const path = useQuery({ ...baseQueries.path(chosen ?? ''), enabled: Boolean(chosen) })
  const steps = path.data
  const box = useRef<HTMLDivElement>(null)

  const way = useMemo(() => new Map((steps ?? []).map((step, index) => [steps?.[index - 1]?.key ?? '', step.key])), [steps])
  useEffect(() => {
    if (steps) setOpen((now) => new Set([...now, ...steps.slice(0, -1).map((step) => step.key)]))
  }, [steps])

  const toggle = useCallback((key: string, on?: boolean) => {
    setOpen((now) => {
      const next = new Set(now)
      if (on ?? !now.has(key)) next.add(key)
      else next.delete(key)
      return next
    })
  }, [])

  const walk = (event: KeyboardEvent) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const item = items[at]
    if (!item) return
    const key = item.dataset.key ?? ''
    const expanded = item.getAttribute('aria-expanded')
    const level = Number(item.getAttribute('aria-level'))
    const focus = (index: number) => items[Math.max(0, Math.min(items.length - 1, index))]?.focus()
    const acts: Record<string, () => void> = {
      ArrowDown: () => focus(at + 1),
      ArrowUp: () => focus(at - 1),
      Home: () => focus(0),
      End: () => focus(items.length - 1),
      ArrowRight: () => (expanded === 'false' ? toggle(key, true) : expanded === 'true' && focus(at + 1)),
      ArrowLeft: () =>
        expanded === 'true'
          ? toggle(key, false)
          : focus(items.findLastIndex((one, index) => index < at && Number(one.getAttribute('aria-level')) < level)),
      Enter: () => onChoose(key),
      ' ': () => onChoose(key),
    }
    const act = acts[event.key]
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  return (
    <div ref={box} className="base-tree" role="tree" aria-label={t('base.title')} tabIndex={-1} onKeyDown={walk}>
      <Branch of="" level={1} chosen={chosen} onChoose={onChoose} open={open} toggle={toggle} way={way} />
    </div>
  )
}

function Branch({ of, level, ...held }: Held & { of: string; level: number }) {
  const { t } = useTranslation('assets')
  const wanted = held.way.get(of)
  const [from, setFrom] = useState('')
  const pages = useInfiniteQuery({
    queryKey: ['assets', 'base', of, from],
    queryFn: ({ pageParam, signal }) => childrenOf(of, pageParam, signal),
    initialPageParam: from,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const missed = wanted !== undefined && pages.isSuccess && pages.hasNextPage && !rows.some((row) => row.key === wanted)
  useEffect(() => {
    if (missed && wanted !== from) setFrom(wanted)
  }, [missed, wanted, from])

  if (pages.isError) return <ProblemAlert error={pages.error} onRetry={() => pages.refetch()} />
  if (pages.isPending) return <Skeleton active title={false} paragraph={{ rows: of ? 1 : 8 }} className="base-wait" />
  if (rows.length === 0) return <p className="base-none">{t(of ? 'base.empty' : 'base.first')}</p>
  const inset = { paddingInlineStart: level * 16 + 8 }
  return (
    <>
      {from && (
        <button type="button" className="base-more" style={inset} onClick={() => setFrom('')}>
          {t('base.earlier')}
        </button>
      )}
      {rows.map((row, index) => (
        <Item key={row.key} node={row} level={level} entry={of === '' && index === 0 && !held.chosen} {...held} />
      ))}
      {pages.hasNextPage && (
        <button type="button" className="base-more" style={inset} onClick={() => pages.fetchNextPage()}>
          {t(pages.isFetchingNextPage ? 'base.loading' : 'base.more')}
        </button>
      )}
    </>
  )
}

/** @param entry where the keyboard enters the tree while nothing is chosen */
function Item({ node, level, entry, ...held }: Held & { node: BaseNode; level: number; entry: boolean }) {
  const { t } = useTranslation('assets')
  const box = useRef<HTMLDivElement>(null)
  const expanded = held.open.has(node.key)
  const chosen = held.chosen === node.key
  const Icon = ICONS[node.level]
  useEffect(() => {
    if (chosen) box.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree listens for keys */}
      <div
        ref={box}
        role="treeitem"
        className="base-item"
        data-key={node.key}
        data-gone={node.state === 'SCRAPPED' || node.state === 'TAKEN_OUT'}
        aria-level={level}
        aria-selected={chosen}
        {...(node.opens && { 'aria-expanded': expanded })}
        tabIndex={chosen || entry ? 0 : -1}
        style={{ paddingInlineStart: (level - 1) * 16 + 4 }}
        onClick={() => held.onChoose(node.key)}
        onDoubleClick={() => node.opens && held.toggle(node.key)}
      >
        {node.opens ? (
          <button
            type="button"
            tabIndex={-1}
            className="base-caret"
            data-open={expanded}
            aria-label={t(expanded ? 'base.close' : 'base.open', { name: node.name })}
            onClick={(event) => {
              event.stopPropagation()
              held.toggle(node.key)
            }}
          >
            <CaretRightOutlined />
          </button>
        ) : (
          <span className="base-caret" />
        )}
        <Icon />
        <span className="base-name">{node.name || t('base.siteless')}</span>
        {node.hint && node.level !== 'CUSTOMER' && <span className="base-hint">{node.hint}</span>}
        {node.count > 0 && <span className="base-count">{node.count >= 1000 ? '999+' : node.count}</span>}
      </div>
      {expanded && <Branch of={node.key} level={level + 1} {...held} />}
    </>
  )
}
