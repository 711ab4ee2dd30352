import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useContext,
  useId,
} from 'react'

type Wiring = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean }
const FieldContext = createContext<Wiring | undefined>(undefined)

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  required?: boolean
  children: ReactNode
}

/** A label, one input, a hint and what is wrong with it, tied together for screen readers. */
export function Field({ label, hint, error, required = false, children }: FieldProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className="lite-field" data-invalid={Boolean(error)}>
      <label htmlFor={id}>
        {label}
        {required && (
          <span className="lite-required" aria-hidden="true">
            *
          </span>
        )}
      </label>
      <FieldContext.Provider value={{ id, describedBy, invalid: Boolean(error), required }}>{children}</FieldContext.Provider>
      {hint && (
        <small id={`${id}-hint`} className="lite-hint">
          {hint}
        </small>
      )}
      {error && (
        <small id={`${id}-error`} className="lite-wrong" role="alert">
          {error}
        </small>
      )}
    </div>
  )
}

function useWiring() {
  const wiring = useContext(FieldContext)
  return wiring
    ? { id: wiring.id, 'aria-describedby': wiring.describedBy, 'aria-invalid': wiring.invalid, 'aria-required': wiring.required }
    : {}
}

export function Input(props: InputHTMLAttributes<HTMLInputElement>) {
  return <input className="lite-input" {...useWiring()} {...props} />
}

export function TextArea(props: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea className="lite-input" rows={4} {...useWiring()} {...props} />
}

export function Select({ children, ...props }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <select className="lite-input lite-select" {...useWiring()} {...props}>
      {children}
    </select>
  )
}
