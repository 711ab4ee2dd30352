import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { CODES, type Promised, type WatchLine } from './api'

type PromiseEditorProps = {
  promises: Promised[]
  calendars: { code: string; name: string }[]
  watched: WatchLine[]
  onChange: (promises: Promised[]) => void
}

const SEVERITIES = [1, 2, 3, 4]

/** The promised times, line by line; what no rule watches is said in words at its line. */
export function PromiseEditor({ promises, calendars, watched, onChange }: PromiseEditorProps) {
  const { t } = useTranslation('letters')
  const words = usePromiseWords()
  const set = (at: number, more: Partial<Promised>) => onChange(promises.map((one, n) => (n === at ? { ...one, ...more } : one)))
  const lineOf = (one: Promised) =>
    watched.find(
      ({ promised }) => promised.code === one.code && promised.severity === one.severity && promised.amount === one.amount,
    )
  return (
    <div className="promise-lines">
      {promises.map((one, at) => {
        const line = lineOf(one)
        const hours = one.unit === 'MINUTES' && one.amount % 60 === 0
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
          <div key={at} className="promise-line" data-unwatched={line && line.standing !== 'WATCHED'}>
            <Select
              aria-label={t('promise.what')}
              value={one.code}
              options={CODES.map((code) => ({ value: code, label: words.promise(code) }))}
              onChange={(code) => set(at, { code })}
            />
            <Select
              aria-label={t('promise.severity')}
              value={one.severity ?? 0}
              options={[0, ...SEVERITIES].map((severity) => ({ value: severity, label: t(`severities.${severity}`) }))}
              onChange={(severity) => set(at, { severity: severity || null })}
            />
            <InputNumber
              aria-label={t('promise.amount')}
              min={1}
              max={hours ? 10_000 : 100_000}
              precision={0}
              value={hours ? one.amount / 60 : one.amount}
              onChange={(amount) => amount && set(at, { amount: hours ? amount * 60 : amount })}
            />
            <Select
              aria-label={t('promise.unit')}
              value={one.unit === 'WORKING_DAYS' ? 'DAYS' : hours ? 'HOURS' : 'MINUTES'}
              options={(['MINUTES', 'HOURS', 'DAYS'] as const).map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
              onChange={(unit) => {
                const shown = hours ? one.amount / 60 : one.amount
                set(at, {
                  unit: unit === 'DAYS' ? 'WORKING_DAYS' : 'MINUTES',
                  amount: unit === 'HOURS' ? shown * 60 : shown,
                })
              }}
            />
            <Select
              aria-label={t('promise.calendar')}
              value={one.calendar}
              options={calendars.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(calendar) => set(at, { calendar })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('promise.remove')}
              onClick={() => onChange(promises.filter((_, n) => n !== at))}
            />
            {line && line.standing !== 'WATCHED' && (
              <p className="promise-warning">
                {t(`standings.${line.standing}`, { rule: line.rule ?? '', allowed: line.allowed ?? '' })}
              </p>
            )}
          </div>
        )
      })}
      <Button
        icon={<PlusOutlined />}
        disabled={promises.length >= 40}
        onClick={() =>
          onChange([...promises, { code: 'replacement', severity: null, unit: 'MINUTES', amount: 1440, calendar: '7x24' }])
        }
      >
        {t('promise.add')}
      </Button>
    </div>
  )
}
