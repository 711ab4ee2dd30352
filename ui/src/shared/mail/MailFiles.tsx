import { PaperClipOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { linkOf, sizeOf } from '../documents/files'
import type { Schema } from '../http'
import { Problem, problemText } from '../problem'
import { useNamespaces } from '../timeline/useNamespaces'

type File = Schema<'MailQueries.AttachmentView'>

/** The files of a mail; one that was not kept says why. */
export function MailFiles({ files }: { files: File[] }) {
  const { t } = useTranslation('mail')
  const ready = useNamespaces(files.flatMap(({ refusal }) => (refusal ? [refusal.split('.')[0] ?? 'mail'] : [])))
  if (files.length === 0 || !ready) return null
  return (
    <ul className="mail-files">
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mail's files never change their order, and may share a name
        <li key={index} data-refused={file.refusal !== null}>
          {file.refusal ? <WarningOutlined /> : <PaperClipOutlined />}
          {file.documentId ? (
            <a href={linkOf(file.documentId)} target="_blank" rel="noreferrer">
              {file.fileName}
            </a>
          ) : (
            <span>{file.fileName}</span>
          )}
          <small>
            {sizeOf(file.size)}
            {file.refusal &&
              ` · ${problemText(new Problem({ status: 422, code: file.refusal, facts: file.facts as Record<string, unknown> }))}`}
            {!file.refusal && !file.documentId && ` · ${t('files.waiting')}`}
          </small>
        </li>
      ))}
    </ul>
  )
}
