import { i18n } from './i18n'

/** Names one after the other, as the language writes a list. */
export const listed = (names: readonly string[]) => names.join(i18n.t('shared:listComma'))
