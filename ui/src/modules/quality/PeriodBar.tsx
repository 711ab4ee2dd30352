import { DatePicker, Flex, Grid, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/shared/session'
import { dayOf, useNow } from '@/shared/time'
import { dayAfter, type Period, type PeriodState, RANGES, type Range } from './period'

const MOST_DAYS = 400

/** Which days, and of which branch. */
export function PeriodBar({ period, onChange }: { period: Period; onChange: (next: Partial<PeriodState>) => void }) {
  const { t } = useTranslation('quality')
  const { branches } = useSession()
  const wide = Grid.useBreakpoint().lg !== false
  const today = dayOf(useNow('minute'))
  const pick = (range: Range) => onChange({ range: range === '30d' ? undefined : range, from: undefined, to: undefined })
  const ranges = RANGES.map((range) => ({ value: range, label: t(`ranges.${range}`) }))

  return (
    <Flex className="overview-period" gap="small" wrap align="center">
      {wide ? (
        <Segmented<Range | ''>
          value={period.range ?? ''}
          options={ranges}
          onChange={(range) => range && pick(range)}
          aria-label={t('period')}
        />
      ) : (
        <Select<Range>
          value={period.range as Range}
          placeholder={t('ownDays')}
          options={ranges}
          onChange={pick}
          aria-label={t('period')}
          className="period-select"
        />
      )}
      <DatePicker.RangePicker
        value={[dayjs(period.from), dayjs(period.to)]}
        allowClear={false}
        inputReadOnly
        classNames={{ popup: { root: 'period-popup' } }}
        aria-label={t('ownDays')}
        disabledDate={(day, { from }) =>
          day.format('YYYY-MM-DD') > today ||
          (from !== undefined && Math.abs(day.startOf('day').diff(from.startOf('day'), 'day')) >= MOST_DAYS) ||
          day.format('YYYY-MM-DD') < dayAfter(today, -3650)
        }
        onChange={(days) =>
          days?.[0] &&
          days[1] &&
          onChange({ range: undefined, from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') })
        }
      />
      {branches.length > 1 && (
        <Select
          value={period.branch ?? ''}
          onChange={(branch) => onChange({ branch: branch || undefined })}
          options={[{ value: '', label: t('allBranches') }, ...branches.map(({ id, name }) => ({ value: id, label: name }))]}
          aria-label={t('branch')}
          className="period-select"
        />
      )}
    </Flex>
  )
}
