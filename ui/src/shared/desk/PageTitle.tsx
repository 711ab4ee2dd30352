import { Flex, Typography } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import './desk.css'

type PageTitleProps = {
  title: string
  /** What the browser's tab says, where it is not the title. */
  tab?: string
  hint?: ReactNode
  extra?: ReactNode
}

/** The head of a desk page: its name, a few words, and the acts that belong to the whole page. */
export function PageTitle({ title, tab = title, hint, extra }: PageTitleProps) {
  const { t } = useTranslation('shared')
  useEffect(() => {
    document.title = `${tab} · ${t('product')}`
  }, [tab, t])
  return (
    <Flex className="page-title" justify="space-between" align="center" gap="middle" wrap>
      <div>
        <Typography.Title level={1}>{title}</Typography.Title>
        {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
      </div>
      {extra && (
        <Flex gap="small" wrap>
          {extra}
        </Flex>
      )}
    </Flex>
  )
}
