import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Radio, Switch, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel, showOnForm } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import './notices.css'

type View = Schema<'PreferenceController.PreferenceView'>
type Body = Schema<'PreferenceController.PreferenceBody'>
type Values = Pick<Body, 'email' | 'sms' | 'urgentAnyway'> & { heard: string[]; quiet: boolean; hours: [Dayjs, Dayjs] }

const WANTED = ['NEVER', 'URGENT', 'ALL'] as const satisfies readonly Body['email'][]
/** The modules that tell people of the house something. */
const TOPICS = ['cases', 'promises', 'dispatch', 'fieldwork', 'mail', 'chat', 'upkeep', 'care', 'trips', 'safety', 'integration']

const preferenceQuery = queryOptions({
  queryKey: ['notices', 'preference'],
  queryFn: ({ signal }) => http<View>('/notices/preference', { signal }),
})

/** How one wants to be told besides the bell. */
export function PreferencePage() {
  const { t } = useTranslation('notices')
  const preference = useQuery(preferenceQuery)
  return (
    <>
      <PageTitle title={t('preference.title')} hint={t('preference.hint')} />
      <Four query={preference}>{(found) => <PreferenceForm view={found} />}</Four>
    </>
  )
}

const at = (time: string | null, otherwise: string) => dayjs(`2000-01-01T${time ?? otherwise}`)

function PreferenceForm({ view }: { view: View }) {
  const { t } = useTranslation(['notices', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const quiet = Form.useWatch('quiet', form) ?? view.preference.quietFrom !== null
  const save = useMutation({
    mutationFn: ({ heard, quiet, hours, ...values }: Values) =>
      http<View>('/notices/preference', {
        method: 'PUT',
        json: {
          email: values.email,
          sms: values.sms,
          muted: TOPICS.filter((topic) => !heard.includes(topic)),
          quietFrom: quiet ? hours[0].format('HH:mm') : null,
          quietUntil: quiet ? hours[1].format('HH:mm') : null,
          urgentAnyway: values.urgentAnyway ?? view.preference.urgentAnyway,
        } satisfies Body,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(preferenceQuery.queryKey, saved)
      message.success(t('preference.saved'))
    },
    onError: (error) => showOnForm(form, error),
  })
  const { preference, address, phone } = view
  const initial: Values = {
    email: preference.email,
    sms: preference.sms,
    urgentAnyway: preference.urgentAnyway,
    heard: TOPICS.filter((topic) => !preference.muted.includes(topic)),
    quiet: preference.quietFrom !== null,
    hours: [at(preference.quietFrom, '22:00'), at(preference.quietUntil, '07:00')],
  }
  const wanted = WANTED.map((value) => ({ value, label: t(`preference.wanted.${value}`) }))
  const cannot = !view.sendsMail || !view.sendsShort
  return (
    <div className="notice-preference">
      <Panel>
        <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => save.mutate(values)}>
          {cannot && (
            <Form.Item>
              <Alert
                type="info"
                showIcon
                title={[!view.sendsMail && t('preference.noMail'), !view.sendsShort && t('preference.noSms')]
                  .filter(Boolean)
                  .join(' ')}
              />
            </Form.Item>
          )}
          <Form.Item
            name="email"
            label={t('preference.email')}
            extra={address ? t('preference.to', { to: address }) : t('preference.noAddress')}
          >
            <Radio.Group options={wanted} disabled={!address} />
          </Form.Item>
          <Form.Item
            name="sms"
            label={t('preference.sms')}
            extra={phone ? t('preference.to', { to: phone }) : t('preference.noPhone')}
          >
            <Radio.Group options={wanted} disabled={!phone} />
          </Form.Item>
          <Form.Item name="heard" label={t('preference.topics')}>
            <Checkbox.Group
              className="notice-topics"
              options={TOPICS.map((value) => ({ value, label: t(`preference.topic.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="quiet" label={t('preference.quiet')} valuePropName="checked" extra={t('preference.quietHint')}>
            <Switch />
          </Form.Item>
          {quiet && (
            <>
              <Form.Item name="hours" label={t('preference.hours')}>
                <TimePicker.RangePicker format="HH:mm" minuteStep={15} allowClear={false} order={false} />
              </Form.Item>
              <Form.Item name="urgentAnyway" valuePropName="checked">
                <Checkbox>{t('preference.urgentAnyway')}</Checkbox>
              </Form.Item>
            </>
          )}
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('shared:act.save')}
          </Button>
        </Form>
      </Panel>
    </div>
  )
}
