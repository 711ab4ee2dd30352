import { CloseOutlined, FolderOpenOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Flex, Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileButton, Four, StatusTag } from '../desk'
import { ACCEPTED, attach, type DocumentView, documentQueries, sizeOf } from '../documents/files'
import { newId } from '../newId'
import { problemText } from '../problem'

export type AnswerFile = Pick<DocumentView, 'id' | 'fileName' | 'size'>

type Props = { caseId: string; files: AnswerFile[]; onChange: (change: (files: AnswerFile[]) => AnswerFile[]) => void }

/** What goes along with an answer: files of the case, or new ones, which then belong to it too. Other helps stand in the same row. */
export function AnswerFiles({ caseId, files, onChange, children }: Props & { children?: ReactNode }) {
  const { t } = useTranslation('mail')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [sending, setSending] = useState(0)
  const add = async (chosen: File[]) => {
    for (const file of chosen) {
      setSending((count) => count + 1)
      try {
        const { id, fileName, size } = await attach({ kind: 'case', id: caseId }, newId(), file, false, 'mail')
        onChange((now) => [...now, { id, fileName, size }])
        queries.invalidateQueries({ queryKey: documentQueries.of({ kind: 'case', id: caseId }, 'cases').queryKey })
      } catch (error) {
        message.error(problemText(error))
      } finally {
        setSending((count) => count - 1)
      }
    }
  }
  return (
    <Flex vertical gap={4}>
      {files.length > 0 && (
        <ul className="mail-files">
          {files.map((file) => (
            <li key={file.id}>
              <PaperClipOutlined />
              <span>{file.fileName}</span>
              <small>{sizeOf(file.size)}</small>
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined />}
                aria-label={t('answer.drop', { name: file.fileName })}
                onClick={() => onChange((now) => now.filter(({ id }) => id !== file.id))}
              />
            </li>
          ))}
        </ul>
      )}
      <Flex gap="small" wrap>
        <FileButton
          size="small"
          icon={<PaperClipOutlined />}
          loading={sending > 0}
          label={t('answer.attach')}
          accept={ACCEPTED}
          multiple
          onPick={add}
        >
          {t('answer.attach')}
        </FileButton>
        <Popover
          trigger="click"
          placement="topLeft"
          destroyOnHidden
          title={t('answer.ofCase')}
          content={<OfCase caseId={caseId} files={files} onChange={onChange} />}
        >
          <Button size="small" icon={<FolderOpenOutlined />}>
            {t('answer.ofCase')}
          </Button>
        </Popover>
        {children}
      </Flex>
    </Flex>
  )
}

function OfCase({ caseId, files, onChange }: Props) {
  const { t } = useTranslation('mail')
  const documents = useQuery(documentQueries.of({ kind: 'case', id: caseId }, 'cases'))
  return (
    <div className="mail-of-case">
      <Four query={documents}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="faint">{t('answer.noFiles')}</p>
          ) : (
            <ul className="mail-files">
              {rows.map(({ id, fileName, size, visibleToCustomer }) => (
                <li key={id}>
                  <Checkbox
                    checked={files.some((file) => file.id === id)}
                    onChange={({ target }) =>
                      onChange((now) =>
                        target.checked ? [...now, { id, fileName, size }] : now.filter((file) => file.id !== id),
                      )
                    }
                  >
                    {fileName}
                  </Checkbox>
                  <small>{sizeOf(size)}</small>
                  {!visibleToCustomer && <StatusTag tone="warn">{t('answer.internal')}</StatusTag>}
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </div>
  )
}
