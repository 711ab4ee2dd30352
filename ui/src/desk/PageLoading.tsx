import { Skeleton } from 'antd'

export function PageLoading() {
  return <Skeleton active title={{ width: 180 }} paragraph={{ rows: 8 }} />
}
