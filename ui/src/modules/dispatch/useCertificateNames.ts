import { useQuery } from '@tanstack/react-query'
import { i18n } from '@/shared/i18n'
import { dispatchQueries } from './api'

/** Names of certificates in the language of the page; one without shows as its code. */
export function useCertificateNames() {
  const kinds = useQuery(dispatchQueries.certificateKinds())
  return (code: string) => {
    const name = kinds.data?.find((one) => one.code === code)?.name
    return name?.[i18n.language] ?? name?.['zh-CN'] ?? code
  }
}
