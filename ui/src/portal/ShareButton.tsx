import { useTranslation } from 'react-i18next'
import { copied } from '@/shared/copied'
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
    toast((await copied(url)) ? t('share.copied') : url, 'info')
  }

  return (
    <Button kind="plain" wide onClick={share}>
      {t('share.act')}
    </Button>
  )
}
