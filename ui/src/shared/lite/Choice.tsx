import { useId } from 'react'
import { useTranslation } from 'react-i18next'

type ChoiceProps<Value extends string> = {
  label: string
  value: Value | undefined
  options: readonly { value: Value; label: string; hint?: string }[]
  onChange: (value: Value) => void
  /** `row` for short words side by side, `list` for one below the other. */
  layout?: 'row' | 'list'
}

/** One of a few, all of them in sight: grades, reasons, time windows. */
export function Choice<Value extends string>({ label, value, options, onChange, layout = 'row' }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className="lite-choice" data-layout={layout}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} data-chosen={option.value === value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
          {option.hint && <small>{option.hint}</small>}
        </label>
      ))}
    </fieldset>
  )
}

type StarsProps = { label: string; value: number | undefined; onChange?: (value: number) => void; max?: number }

/** One to five stars, with the word for what they mean. Without `onChange` it only shows. */
export function Stars({ label, value = 0, onChange, max = 5 }: StarsProps) {
  const { t } = useTranslation('shared')
  const name = useId()
  const marks = Array.from({ length: max }, (_, index) => index + 1)
  if (!onChange) {
    return (
      <span className="lite-stars" role="img" aria-label={`${label} ${t('stars.of', { count: value })}`}>
        {marks.map((mark) => (
          <Star key={mark} lit={mark <= value} />
        ))}
      </span>
    )
  }
  return (
    <fieldset className="lite-stars-choice">
      <legend>{label}</legend>
      <div>
        {marks.map((mark) => (
          <label key={mark} title={t('stars.of', { count: mark })}>
            <input
              type="radio"
              name={name}
              value={mark}
              checked={mark === value}
              onChange={() => onChange(mark)}
              aria-label={t('stars.of', { count: mark })}
            />
            <Star lit={mark <= value} />
          </label>
        ))}
        <output>{value > 0 && max === 5 ? t(`stars.${value}`) : ''}</output>
      </div>
    </fieldset>
  )
}

function Star({ lit }: { lit: boolean }) {
  return (
    <svg viewBox="0 0 24 24" className="lite-star" data-lit={lit} aria-hidden="true">
      <path d="m12 2.8 2.8 5.9 6.4.8-4.7 4.5 1.2 6.4L12 17.2l-5.7 3.2 1.2-6.4L2.8 9.5l6.4-.8z" />
    </svg>
  )
}
