import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, StatusTag } from '@/shared/desk'
import { useSession } from '@/shared/session'
import { dayOf, useNow } from '@/shared/time'
import { mondayOf } from './day'
import { PatternForm } from './PatternForm'
import { PatternPreview } from './PatternPreview'
import { type Pattern, rosterQueries } from './rosterApi'
import './roster.css'

type PatternsDrawerProps = {
  /** `all`, `new`, or the pattern that is edited. */
  open: string | undefined
  mayEdit: boolean
  onShow: (open: string | undefined) => void
}

/** The patterns people's weeks are made of: each with its next weeks, to be changed, ended, or added to. */
export function PatternsDrawer({ open, mayEdit, onShow }: PatternsDrawerProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const patterns = useQuery({ ...rosterQueries.patterns(), enabled: open !== undefined })
  const edited = patterns.data?.find((one) => one.id === open)
  const editing = mayEdit && (open === 'new' || edited !== undefined)
  return (
    <Drawer
      open={open !== undefined}
      onClose={() => onShow(undefined)}
      size={640}
      destroyOnHidden
      title={open === 'new' ? t('shifts.addPattern') : editing ? edited?.name : t('shifts.patterns')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      extra={
        mayEdit &&
        open === 'all' && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => onShow('new')}>
            {t('shifts.addPattern')}
          </Button>
        )
      }
    >
      {editing ? (
        <PatternForm key={open} pattern={edited} onDone={() => onShow('all')} />
      ) : (
        <Four query={patterns} isEmpty={(all) => all.length === 0} first={t('shifts.noPatterns')}>
          {(all) => (
            <ul className="patterns">
              {all.map((pattern) => (
                <PatternLine key={pattern.id} pattern={pattern} mayEdit={mayEdit} onEdit={() => onShow(pattern.id)} />
              ))}
            </ul>
          )}
        </Four>
      )}
    </Drawer>
  )
}

function PatternLine({ pattern, mayEdit, onEdit }: { pattern: Pattern; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { branches } = useSession()
  const today = dayOf(useNow('minute'))
  const branch = pattern.branchId ? branches.find(({ id }) => id === pattern.branchId)?.name : t('shifts.company')
  return (
    <li>
      <Flex gap="small" align="center" wrap>
        <strong>
          {pattern.mark} · {pattern.name}
        </strong>
        <span className="preview-hint">
          {[branch, t(pattern.weekly ? 'shifts.weekly' : 'shifts.goesRound', { count: pattern.cycle.length })].join(' · ')}
        </span>
        {!pattern.active && <StatusTag>{t('shifts.ended')}</StatusTag>}
        {mayEdit && (pattern.branchId === null || branch) && (
          <Button
            size="small"
            style={{ marginInlineStart: 'auto' }}
            aria-label={t('shifts.editOf', { name: pattern.name })}
            onClick={onEdit}
          >
            {t('shared:act.edit')}
          </Button>
        )}
      </Flex>
      {pattern.active && <PatternPreview pattern={pattern} from={pattern.weekly ? mondayOf(today) : today} weeks={2} />}
    </li>
  )
}
