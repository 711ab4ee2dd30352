import { useQuery } from '@tanstack/react-query'
import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag, SubjectLink } from '../desk'
import { http, type Schema, search } from '../http'
import { i18n } from '../i18n'

/** What lies in the archive of a project, what is missing, and the way there. */
export function ArchiveOf({ project }: { project: string }) {
  const { t } = useTranslation('archive')
  const archive = useQuery({
    queryKey: ['archive', 'one', project, i18n.language],
    queryFn: ({ signal }) =>
      http<Schema<'ArchiveQueries.View'>>(`/archives/${project}${search({ language: i18n.language })}`, { signal }),
  })
  return (
    <Panel title={t('title')}>
      <Four query={archive}>
        {({ papers, present, required }) => (
          <Flex gap="small" align="center" justify="space-between">
            <span>
              <StatusTag tone={present === required ? 'good' : 'warn'}>
                {present === required ? t('whole') : t('lacking', { count: required - present })}
              </StatusTag>{' '}
              {t('papersOf', { count: papers })}
            </span>
            <SubjectLink kind="archive" id={project}>
              {t('open')}
            </SubjectLink>
          </Flex>
        )}
      </Four>
    </Panel>
  )
}
