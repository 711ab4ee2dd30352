import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Grid } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './panel.css'

type FilterBarProps = {
  /** What is always in sight: the search box. */
  first: ReactNode
  /** How many of the others are set. */
  set: number
  children?: ReactNode
}

/** The filters above a list. On a phone only the search stands there; the others open on demand. */
export function FilterBar({ first, set, children }: FilterBarProps) {
  const { t } = useTranslation('shared')
  const narrow = Grid.useBreakpoint().md === false
  const [open, setOpen] = useState(false)
  return (
    <div className="filters" data-narrow={narrow}>
      {first}
      {narrow && children && (
        <Badge count={open ? 0 : set} size="small">
          <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('filters')}
          </Button>
        </Badge>
      )}
      {(!narrow || open) && children}
    </div>
  )
}
