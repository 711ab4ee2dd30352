import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useRouter } from '@tanstack/react-router'
import { Button, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

type KeysetPagerProps = {
  /** The cursor of this page (`after` in the address); none on the first page. */
  after: string | undefined
  /** The cursor of the next page; none on the last. */
  next: string | null | undefined
  onMove: (after: string | undefined) => void
  /** "1–50 of 1000+", where it is known. */
  total?: string
}

/** Pages that know only where to go on: the same speed on page 1 and on page 10,000. */
export function KeysetPager({ after, next, onMove, total }: KeysetPagerProps) {
  const { t } = useTranslation('shared')
  const router = useRouter()
  if (!after && !next && !total) return null
  return (
    <Flex justify="space-between" align="center" gap="middle" style={{ marginBlockStart: 12 }}>
      <Typography.Text type="secondary">{total}</Typography.Text>
      {(after || next) && (
        <Flex gap="small">
          <Button disabled={!after} onClick={() => onMove(undefined)}>
            {t('page.first')}
          </Button>
          <Button icon={<LeftOutlined />} disabled={!after} aria-label={t('page.back')} onClick={() => router.history.back()} />
          <Button
            icon={<RightOutlined />}
            disabled={!next}
            aria-label={t('page.next')}
            onClick={() => onMove(next ?? undefined)}
          />
        </Flex>
      )}
    </Flex>
  )
}
