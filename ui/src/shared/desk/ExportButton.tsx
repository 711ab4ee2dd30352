import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { search } from '@/shared/http'
import { i18n } from '@/shared/i18n'

type ExportButtonProps = {
  /** Where the whole list is to be had: "/customers/export". */
  path: string
  /** The filters of the list on screen; its page does not matter. */
  filter: Record<string, string | string[] | undefined>
}

/** Takes the list on screen away as a file, all pages of it. */
export function ExportButton({ path, filter }: ExportButtonProps) {
  const { t } = useTranslation('shared')
  const { after: _, ...rest } = filter
  const link = (format: string) => `/api${path}${search({ ...rest, format, language: i18n.language })}`
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: <a href={link('XLSX')}>{t('export.xlsx')}</a> },
          { key: 'csv', label: <a href={link('CSV')}>{t('export.csv')}</a> },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('export.title')}</Button>
    </Dropdown>
  )
}
