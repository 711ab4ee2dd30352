/** Reports sent from this phone, so that their way can be followed without the link. Newest first. */
export type Mine = { number: string; token: string; subject: string; at: string; device: string | null }

const KEY = 'aftercare.portal.reports'
const MOST = 20

export function mine(): Mine[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Mine[]
    return Array.isArray(kept) ? kept.filter((one) => one?.number && one?.token) : []
  } catch {
    return []
  }
}

export function keep(one: Mine) {
  try {
    localStorage.setItem(KEY, JSON.stringify([one, ...mine().filter(({ number }) => number !== one.number)].slice(0, MOST)))
  } catch {
    // The link on the page still works.
  }
}

export function forget(number: string) {
  try {
    localStorage.setItem(KEY, JSON.stringify(mine().filter((one) => one.number !== number)))
  } catch {
    // Nothing was kept either.
  }
}

/** Words typed but not yet sent; they live as long as the tab. */
export function draftOf<Draft>(key: string, empty: Draft): Draft {
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(`aftercare.portal.draft.${key}`) ?? '{}') as Partial<Draft>) }
  } catch {
    return empty
  }
}

export function keepDraft(key: string, draft: unknown) {
  try {
    if (draft === null) sessionStorage.removeItem(`aftercare.portal.draft.${key}`)
    else sessionStorage.setItem(`aftercare.portal.draft.${key}`, JSON.stringify(draft))
  } catch {
    // Then it is not kept.
  }
}
