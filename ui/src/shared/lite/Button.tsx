import type { ButtonHTMLAttributes, ReactNode } from 'react'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & {
  /** `primary` for the one thing to do here, `plain` for the others, `quiet` for asides, `danger` for what cannot be taken back. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  busy?: boolean
  wide?: boolean
  icon?: ReactNode
  submit?: boolean
}

export function Button({
  kind = 'primary',
  busy = false,
  wide = false,
  icon,
  submit = false,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className="lite-button"
      data-kind={kind}
      data-wide={wide}
      aria-busy={busy}
      disabled={disabled || busy}
    >
      {busy ? <span className="lite-spinner" aria-hidden="true" /> : icon}
      <span>{children}</span>
    </button>
  )
}
