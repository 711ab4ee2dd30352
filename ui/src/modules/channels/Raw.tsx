import { useTranslation } from 'react-i18next'
import type { Delivery } from './api'

/** What went over the wire and what came back. */
export function Raw({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <h3 className="channels-part">{t('request')}</h3>
      <pre className="channels-code">{delivery.request ?? t('notSent')}</pre>
      {delivery.answer && (
        <>
          <h3 className="channels-part">{t('answer')}</h3>
          <pre className="channels-code">{delivery.answer}</pre>
        </>
      )}
    </>
  )
}
