import type { Answers } from '@/shared/forms/form'

const key = (visit: string, form: string) => `aftercare.checklist.${visit}.${form}`

/** A form as far as it is filled in, kept on the phone until it is handed in. */
export function checklistDraft(visit: string, form: string): Answers | undefined {
  try {
    const text = localStorage.getItem(key(visit, form))
    return text ? (JSON.parse(text) as Answers) : undefined
  } catch {
    return undefined
  }
}

export const hasChecklistDraft = (visit: string, form: string) => checklistDraft(visit, form) !== undefined

export function keepChecklistDraft(visit: string, form: string, answers: Answers) {
  try {
    localStorage.setItem(key(visit, form), JSON.stringify(answers))
  } catch {
    // A full phone keeps it in the page.
  }
}

export function forgetChecklistDraft(visit: string, form: string) {
  try {
    localStorage.removeItem(key(visit, form))
  } catch {
    // Nothing was kept.
  }
}
