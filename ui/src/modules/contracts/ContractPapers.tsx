import { UploadOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import type { Contract } from './api'

type Paper = { id: string; fileName: string; uploadedBy?: string; at: string }

/** The signed paper and whatever else belongs to it. */
export function ContractPapers({ contract }: { contract: Contract }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const key = ['documents', 'of', 'contract', contract.id]
  const papers = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http<{ rows: Paper[] }>(`/documents?ownerKind=contract&ownerId=${contract.id}`, { signal }),
  })
  const send = (file: File) => {
    const form = new FormData()
    form.append('file', file)
    return http(`/documents?ownerKind=contract&ownerId=${contract.id}&section=contract`, { method: 'POST', form }).then(
      () => queries.invalidateQueries({ queryKey: key }),
      (error) => void message.error(problemText(error)),
    )
  }
  return (
    <Panel
      title={t('papers.title')}
      extra={
        contract.mayEdit && (
          <Upload showUploadList={false} customRequest={({ file }) => void send(file as File)}>
            <Button size="small" type="text" icon={<UploadOutlined />}>
              {t('papers.add')}
            </Button>
          </Upload>
        )
      }
    >
      <Four query={papers}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="faint">{t('papers.none')}</span>
          ) : (
            <ul className="lines">
              {rows.map((paper) => (
                <li key={paper.id}>
                  <a href={`/api/documents/${paper.id}`} target="_blank" rel="noreferrer">
                    {paper.fileName}
                  </a>
                  <small>
                    <Time at={paper.at} style="date" />
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}
