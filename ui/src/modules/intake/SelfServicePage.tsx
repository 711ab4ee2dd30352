import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Form, Radio, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel, PanelGrid, showOnForm } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import { useMay } from '@/shared/session'
import './intake.css'

type Rule = Schema<'PhoneProofController.Rule'>
type RuleView = Schema<'PhoneProofController.RuleView'>

const WHENS = ['NEVER', 'WHEN_MANY', 'ALWAYS'] as const satisfies readonly Rule['phoneCode'][]
const DOORS = { page: '/portal/report', track: '/portal' } as const

const ruleQuery = queryOptions({
  queryKey: ['intake', 'self-service'],
  queryFn: ({ signal }) => http<RuleView>('/intake/self-service', { signal }),
})

/** How strangers report, and what keeps floods and false names away. */
export function SelfServicePage() {
  const { t } = useTranslation(['intake', 'shared'])
  const rule = useQuery(ruleQuery)
  return (
    <>
      <PageTitle title={t('selfService.title')} hint={t('selfService.hint')} />
      <Four query={rule}>
        {(found) => (
          <PanelGrid>
            <Panel title={t('selfService.codeTitle')}>
              <RuleForm rule={found} />
            </Panel>
            <Panel title={t('selfService.links')}>
              <dl className="self-service-doors">
                {Object.entries(DOORS).map(([door, path]) => (
                  <div key={door}>
                    <dt>{t(`selfService.${door}`)}</dt>
                    <dd>
                      <Typography.Text copyable>{new URL(path, window.location.origin).href}</Typography.Text>
                    </dd>
                  </div>
                ))}
              </dl>
              <p>{t('selfService.qr')}</p>
            </Panel>
          </PanelGrid>
        )}
      </Four>
    </>
  )
}

function RuleForm({ rule }: { rule: RuleView }) {
  const { t } = useTranslation(['intake', 'shared'])
  const { message } = App.useApp()
  const may = useMay()
  const queries = useQueryClient()
  const [form] = Form.useForm<Rule>()
  const save = useMutation({
    mutationFn: (json: Rule) => http<RuleView>('/intake/self-service', { method: 'PUT', json }),
    onSuccess: (saved) => {
      queries.setQueryData(ruleQuery.queryKey, saved)
      message.success(t('selfService.saved'))
    },
    onError: (error) => showOnForm(form, error),
  })
  return (
    <Form form={form} layout="vertical" initialValues={{ phoneCode: rule.phoneCode }} onFinish={(values) => save.mutate(values)}>
      {!rule.canBeSent && (
        <Form.Item>
          <Alert
            type="info"
            showIcon
            title={t('selfService.noGateway')}
            action={may('channels.edit') && <Link to={'/channels' as never}>{t('selfService.toChannels')}</Link>}
          />
        </Form.Item>
      )}
      <Form.Item name="phoneCode" label={t('selfService.when')} extra={t('selfService.others')}>
        <Radio.Group className="self-service-whens">
          {WHENS.map((when) => (
            <Radio key={when} value={when}>
              {t(`selfService.whens.${when}`)}
              <small>{t(`selfService.hints.${when}`)}</small>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('shared:act.save')}
      </Button>
    </Form>
  )
}
