/** Who is written to, and about which case; what is not known yet stays a place, so that whoever writes sees it. */
export type Known = { name?: string | null | undefined; number?: string | null | undefined }

/** A ready answer with its places filled in. */
export function filled(text: string, known: Known): string {
  return text.replace(/\{(name|number)\}/g, (place, which: keyof Known) => known[which]?.trim() || place)
}
