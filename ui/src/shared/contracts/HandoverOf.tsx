import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag, SubjectLink } from '../desk'
import { http, type Schema } from '../http'
import { problemText } from '../problem'
import { Time } from '../Time'

/** Whether a project has come to after-sales, and the way there. */
export function HandoverOf({ project }: { project: string }) {
  const { t } = useTranslation('contracts')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const handover = useQuery({
    queryKey: ['contracts', 'handover', 'of', project],
    queryFn: ({ signal }) => http<Schema<'HandoverController.OfProject'>>(`/handovers/of-project/${project}`, { signal }),
  })
  const begin = useMutation({
    mutationFn: () => http<Schema<'HandoverDesk.View'>>('/handovers', { method: 'POST', json: { projectId: project } }),
    onSuccess: (made) => {
      queries.invalidateQueries({ queryKey: ['contracts'] })
      navigate({ to: `/handovers/${made.id}` })
    },
    onError: (error) => message.error(problemText(error)),
  })
  return (
    <Panel title={t('handover.title')}>
      <Four query={handover}>
        {({ handover: found, mayBegin }) =>
          found ? (
            <Flex gap="small" align="center" justify="space-between">
              <span>
                <StatusTag tone={found.status === 'SIGNED' ? 'good' : 'warn'}>{t(`handover.statuses.${found.status}`)}</StatusTag>{' '}
                {found.signedAt && <Time at={found.signedAt} style="date" />}{' '}
                {t('handover.openCount', { count: found.items.filter((item) => item.doneAt === null).length })}
              </span>
              <SubjectLink kind="handover" id={found.id}>
                {t('handover.open')}
              </SubjectLink>
            </Flex>
          ) : (
            <Flex gap="small" align="center" justify="space-between">
              <span className="faint">{t('handover.none')}</span>
              {mayBegin && (
                <Button size="small" loading={begin.isPending} onClick={() => begin.mutate()}>
                  {t('handover.begin')}
                </Button>
              )}
            </Flex>
          )
        }
      </Four>
    </Panel>
  )
}
