import i18n, { type BackendModule, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language says its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

const KEY = 'aftercare.language'

type Words = Record<string, unknown>
const FILES = import.meta.glob<Words>(['../modules/*/locales/*.json', './locales/*.json'], { import: 'default' })

/** Namespace = module. A page loads only the words of its own module. */
const loaders = new Map(
  Object.entries(FILES).map(([path, load]) => {
    const [, module, language] = /(?:modules\/([^/]+)|\.)\/locales\/([^/]+)\.json$/.exec(path) ?? []
    return [`${language}/${module ?? 'shared'}`, load] as const
  }),
)

const backend: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const load = loaders.get(`${language}/${namespace}`)
    if (!load) return done(null, {})
    load().then(
      (words) => done(null, words as Record<string, string>),
      (error: Error) => done(error, false),
    )
  },
}

const known = (language: string | null | undefined): Language | undefined =>
  LANGUAGES.find((candidate) => candidate === language) ??
  (language?.toLowerCase().startsWith('en')
    ? 'en'
    : /^zh-(tw|hk|mo|hant)/i.test(language ?? '')
      ? 'zh-TW'
      : language?.toLowerCase().startsWith('zh')
        ? 'zh-CN'
        : undefined)

function stored(): Language {
  try {
    return known(localStorage.getItem(KEY)) ?? 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

export function hasChosenLanguage() {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

/**
 * Starts translation with the words a face needs before its first page.
 *
 * @param atHand words that came with the face's program, by language and namespace
 */
export async function startWords(namespaces: readonly string[], atHand: Resource = {}) {
  i18n.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: stored(),
      supportedLngs: LANGUAGES,
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['shared', ...namespaces],
      resources: atHand,
      partialBundledLanguages: true,
      defaultNS: 'shared',
      interpolation: { escapeValue: false },
      returnNull: false,
    })
}

/** Follows the user's account until they choose for themselves on this machine. */
export async function chooseLanguage(language: string, remember = true) {
  const next = known(language) ?? 'zh-CN'
  if (remember) {
    try {
      localStorage.setItem(KEY, next)
    } catch {
      // The choice then lasts as long as the page.
    }
  }
  if (next !== i18n.language) await i18n.changeLanguage(next)
}

export { i18n }
