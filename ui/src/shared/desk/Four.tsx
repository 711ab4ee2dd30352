import type { UseQueryResult } from '@tanstack/react-query'
import { Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from './ProblemAlert'

type FourProps<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isError' | 'isPending' | 'refetch'>
  children: (data: Data) => ReactNode
  /** Says when there is nothing to show. */
  isEmpty?: (data: Data) => boolean
  /** Whether filters are set: "no match" is another message than "nothing yet". */
  filtered?: boolean
  /** First use: what this page will hold and how the first thing gets in. */
  first?: ReactNode
  skeleton?: ReactNode
}

/** The four states of anything fetched: loading, empty (first use, or no match), failed with a retry, data. */
export function Four<Data>({ query, children, isEmpty, filtered = false, first, skeleton }: FourProps<Data>) {
  if (query.isPending) return skeleton ?? <Skeleton active paragraph={{ rows: 6 }} />
  // A failed refresh keeps what we have on screen; only a first failure takes the page.
  if (query.isError && query.data === undefined) return <ProblemAlert error={query.error} onRetry={() => query.refetch()} />
  const data = query.data as Data
  return (
    <>
      {query.isError && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
      {isEmpty?.(data) ? <Nothing filtered={filtered} first={first} /> : children(data)}
    </>
  )
}

/** For tables (`locale.emptyText`) and wherever else a list may be empty. */
export function Nothing({ filtered = false, first }: { filtered?: boolean; first?: ReactNode }) {
  const { t } = useTranslation('shared')
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      style={{ paddingBlock: 24 }}
      description={filtered ? t('empty.noMatch') : (first ?? t('empty.first'))}
    />
  )
}
