import type { FormInstance } from 'antd'
import { fieldText, Problem } from '@/shared/problem'

/** `lines[0].quantity` → ['lines', 0, 'quantity'], as antd names its fields. */
export const fieldPath = (name: string) =>
  name
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** Puts refused fields beside their inputs. False when there is nothing to put, so that the caller says it another way. */
export function showOnForm(form: FormInstance, error: unknown): boolean {
  if (!(error instanceof Problem)) return false
  const known = Object.entries(error.fields).filter(([name]) => form.getFieldInstance(fieldPath(name)) !== undefined)
  if (known.length === 0) return false
  form.setFields(known.map(([name, word]) => ({ name: fieldPath(name), errors: [fieldText(word)] })))
  form.scrollToField(fieldPath(known[0]?.[0] ?? ''), { block: 'center' })
  return true
}
