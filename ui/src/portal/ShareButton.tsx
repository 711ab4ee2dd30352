import { useTranslation } from 'react-i18next'
import { Button, toast } from '@/shared/lite'

/** Hands the link to the phone's own sharing, or to the clipboard. */
export function ShareButton({ path, title }: { path: string; title: string }) {
  const { t } = useTranslation('portal')
  const url = new URL(path, window.location.origin).href

  const share = async () => {
    if (navigator.share) {
      // Closing the phone's sheet is no failure.
      await navigator.share({ title, url }).catch(() => {})
      return
    }
    toast(copied(url) ? t('share.copied') : url, 'info')
  }

  return (
    <Button kind="plain" wide onClick={share}>
      {t('share.act')}
    </Button>
  )
}

/** Works without a secure address too, where there is no clipboard API. */
export function copied(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
