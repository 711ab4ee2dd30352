import { UploadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'

import { useTranslation } from 'react-i18next'
import { FileButton, Panel, StatusTag } from '@/shared/desk'
import { ACCEPTED, attach } from '@/shared/documents/files'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { type CasePageData, caseQueries } from './api'
import { named } from './words'

/** What the kind of the case asks for before it goes on; nothing when it asks for nothing. */
export function PapersPanel({ page }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { about, papers, may } = page
  if (papers.length === 0) return null
  const nameOf = (code: string) => named(about.kind.stages.find((stage) => stage.code === code)?.name) || code
  return (
    <Panel title={t('papers.title')}>
      <ul className="lines">
        {papers.map((paper) => (
          <li key={paper.code} className="case-paper">
            <span>
              <strong>{named(paper.name)}</strong>{' '}
              <span className="faint">{t('papers.before', { stage: nameOf(paper.stage) })}</span>
            </span>
            <StatusTag tone={paper.there ? 'good' : 'warn'}>{t(paper.there ? 'papers.there' : 'papers.missing')}</StatusTag>
            {may.note && <Upload id={about.id} section={paper.section} name={named(paper.name)} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Upload({ id, section, name }: { id: string; section: string; name: string }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: (file: File) => attach({ kind: 'case', id }, newId(), file, false, section),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: caseQueries.one(id).queryKey }),
        queries.invalidateQueries({ queryKey: ['cases', 'documents'] }),
        queries.invalidateQueries({ queryKey: ['cases', 'timeline'] }),
      ]),
    onError: (error) => message.error(problemText(error)),
  })
  const label = `${t('papers.add')} ${name}`
  return (
    <FileButton
      size="small"
      icon={<UploadOutlined />}
      loading={send.isPending}
      aria-label={label}
      label={label}
      accept={ACCEPTED}
      onPick={([file]) => file && send.mutate(file)}
    >
      {t('papers.add')}
    </FileButton>
  )
}
