import { CloseOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Booking, Engineer } from './api'
import { MINUTE, type Span, STEP } from './day'
import { spanOf } from './rules'
import type { Load, Target } from './useDragging'

/** Where a visit would go. */
export type Placement = { booking: Booking; engineerId: string; span: Span }

const DAY = 24 * 60 * MINUTE

export const later = (booking: Booking, by: number, engineerId = booking.engineerId): Placement => {
  const { from, to } = spanOf(booking)
  return { booking, engineerId, span: { from: from + by, to: to + by } }
}

/** What is in hand and where it would go: the others keep their distance to the one that is held, and go to its row when it changes rows. */
export function placements(load: Load, target: Target): Placement[] {
  if (target?.kind !== 'plan' || load.kind === 'book') return []
  const held: Placement = { booking: load.booking, engineerId: target.engineerId, span: target.span }
  if (load.kind === 'stretch') return [held]
  const by = target.span.from - spanOf(load.booking).from
  const changes = target.engineerId !== load.booking.engineerId
  return [held, ...load.others.map((one) => later(one, by, changes ? target.engineerId : one.engineerId))]
}

export const isInHand = (load: Load | undefined, booking: Booking) =>
  load !== undefined &&
  load.kind !== 'book' &&
  (load.booking.id === booking.id || (load.kind === 'move' && load.others.some((one) => one.id === booking.id)))

/** The visits that are chosen to move together; those that have left the board or are under way by now are forgotten. */
export function useChosen(bookings: readonly Booking[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => bookings.filter((one) => ids.has(one.id) && one.acts.includes('MOVE')), [bookings, ids])
  const toggle = useCallback((booking: Booking) => {
    if (!booking.acts.includes('MOVE')) return
    setIds((before) => {
      const after = new Set(before)
      if (!after.delete(booking.id)) after.add(booking.id)
      return after
    })
  }, [])
  const clear = useCallback(() => setIds(new Set()), [])
  return { chosen, toggle, clear }
}

type ManyBarProps = {
  chosen: readonly Booking[]
  engineers: readonly Engineer[]
  onShift: (moves: Placement[]) => void
  onDrop: (bookings: readonly Booking[]) => void
  onClear: () => void
}

/** What can be done with the chosen visits, for keyboards as well as for mice. */
export function ManyBar({ chosen, engineers, onShift, onDrop, onClear }: ManyBarProps) {
  const { t } = useTranslation('dispatch')
  if (chosen.length === 0) return null
  const shift = (by: number) => () => onShift(chosen.map((one) => later(one, by)))
  return (
    <div className="board-many" role="toolbar" aria-label={t('many.bar')}>
      <strong aria-live="polite">{t('many.selected', { count: chosen.length })}</strong>
      <Select
        size="small"
        value={null}
        placeholder={t('many.assign')}
        aria-label={t('many.assign')}
        style={{ minWidth: 132 }}
        options={engineers.filter((one) => one.active).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(engineerId: string) => onShift(chosen.map((one) => later(one, 0, engineerId)))}
      />
      <Button size="small" onClick={shift(-STEP)}>
        {t('many.earlier')}
      </Button>
      <Button size="small" onClick={shift(STEP)}>
        {t('many.later')}
      </Button>
      <Button size="small" onClick={shift(-DAY)}>
        {t('many.dayBefore')}
      </Button>
      <Button size="small" onClick={shift(DAY)}>
        {t('many.nextDay')}
      </Button>
      <Button size="small" danger disabled={!chosen.every((one) => one.acts.includes('DROP'))} onClick={() => onDrop(chosen)}>
        {t('many.drop')}
      </Button>
      <Button size="small" type="text" icon={<CloseOutlined />} onClick={onClear}>
        {t('many.clear')}
      </Button>
    </div>
  )
}
