import type { Answers } from '@/shared/forms/form'

const key = (visit: string, form: string, device?: string | null) =>
  `aftercare.checklist.${visit}.${form}${device ? `.${device}` : ''}`

/** A form as far as it is filled in, kept on the phone until it is handed in; one for each device where there are several. */
export function checklistDraft(visit: string, form: string, device?: string | null): Answers | undefined {
  try {
    const text = localStorage.getItem(key(visit, form, device))
    return text ? (JSON.parse(text) as Answers) : undefined
  } catch {
    return undefined
  }
}

export const hasChecklistDraft = (visit: string, form: string, device?: string | null) =>
  checklistDraft(visit, form, device) !== undefined

export function keepChecklistDraft(visit: string, form: string, answers: Answers, device?: string | null) {
  try {
    localStorage.setItem(key(visit, form, device), JSON.stringify(answers))
  } catch {
    // A full phone keeps it in the page.
  }
}

export function forgetChecklistDraft(visit: string, form: string, device?: string | null) {
  try {
    localStorage.removeItem(key(visit, form, device))
  } catch {
    // Nothing was kept.
  }
}
