import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { search } from '@/shared/http'
import { i18n } from '@/shared/i18n'

type ExportButtonProps = {
  /** Where the whole list is to be had: "/customers/export". */
  path: string
  /** The filters of the list on screen; its page does not matter. */
  filter: Record<string, string | readonly string[] | undefined>
  /** What belongs to the rows and is to be had too: their contacts. */
  also?: { path: string; name: string }[]
}

/** Takes the list on screen away as a file, all pages of it. */
export function ExportButton({ path, filter, also = [] }: ExportButtonProps) {
  const { t } = useTranslation('shared')
  const { after: _, ...rest } = filter
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const link = (of: string, format: string) => `/api${of}${search({ ...rest, format, language: i18n.language, zone })}`
  const pair = (of: string) => [
    { key: `${of}/xlsx`, label: <a href={link(of, 'XLSX')}>{t('export.xlsx')}</a> },
    { key: `${of}/csv`, label: <a href={link(of, 'CSV')}>{t('export.csv')}</a> },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...pair(path),
          ...also.map(({ path: of, name }) => ({ type: 'group' as const, key: of, label: name, children: pair(of) })),
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('export.title')}</Button>
    </Dropdown>
  )
}
