import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Drawer, Flex, Form, Input, InputNumber, Select, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, PanelGrid, StatusTag, showOnForm } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { chatQueries, type Site, type SiteBody } from './api'
import './chat.css'

/** Where the chat can be opened, who answers there and when. */
export function SiteListPage() {
  const { t } = useTranslation('chat')
  const [{ open }, change] = useListState<{ open?: string }>()
  const sites = useQuery(chatQueries.sites())
  const show = (id: string | undefined) => change({ open: id }, { keepPage: true })
  const site = sites.data?.find(({ id }) => id === open)
  return (
    <>
      <PageTitle
        title={t('sites.title')}
        hint={t('sites.hint')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
            {t('sites.add')}
          </Button>
        }
      />
      <Four query={sites} isEmpty={(rows) => rows.length === 0} first={t('sites.none')}>
        {(rows) => (
          <PanelGrid>
            {rows.map((one) => (
              <Card key={one.id} site={one} onOpen={() => show(one.id)} />
            ))}
          </PanelGrid>
        )}
      </Four>
      <Drawer
        open={open === 'new' || site !== undefined}
        onClose={() => show(undefined)}
        title={site?.name ?? t('sites.add')}
        size={560}
        destroyOnHidden
      >
        {(open === 'new' || site) && <Fields key={site?.version ?? 'new'} site={site} onDone={() => show(undefined)} />}
      </Drawer>
    </>
  )
}

/** The house's calendars by their codes; those that come with the product have a name in each language. */
function useCalendars() {
  const { t } = useTranslation('promises')
  const { data: all } = useQuery({
    queryKey: ['promises', 'calendars'],
    queryFn: ({ signal }) => http<Schema<'CalendarQueries.CalendarView'>[]>('/promises/calendars', { signal }),
  })
  return all
    ?.filter((one) => !one.branchId)
    .map(({ code, name }) => ({ value: code, label: t(`calendars.${code}`, { defaultValue: name }) }))
}

function Card({ site, onOpen }: { site: Site; onOpen: () => void }) {
  const { t } = useTranslation('chat')
  const hours = useCalendars()?.find(({ value }) => value === site.calendar)?.label
  const code = `<script src="${window.location.origin}/chat.js" data-site="${site.key}" async></script>`
  return (
    <Panel
      title={
        <>
          {site.name} <StatusTag tone={site.active ? 'good' : 'neutral'}>{t(site.active ? 'sites.open' : 'sites.off')}</StatusTag>{' '}
          {site.portal && <StatusTag tone="info">{t('sites.usedByPortal')}</StatusTag>}
        </>
      }
      extra={
        <Button size="small" onClick={onOpen}>
          {t('sites.edit')}
        </Button>
      }
    >
      <Facts
        facts={[
          { label: t('sites.branch'), value: site.branchName },
          { label: t('sites.originsShort'), value: site.origins.join('\n') || t('sites.anywhere') },
          { label: t('sites.calendar'), value: hours },
          { label: t('sites.withinShort'), value: `${site.answerWithin} ${t('sites.minutes')}` },
        ]}
      />
      <p className="chat-code-label">
        {t('sites.code')} <small>{t('sites.codeHint')}</small>
      </p>
      <Typography.Paragraph className="chat-code" copyable={{ text: code, tooltips: [t('sites.copy'), t('sites.copied')] }}>
        <code>{code}</code>
      </Typography.Paragraph>
      <a href={`/portal/chat?site=${site.key}`} target="_blank" rel="noreferrer">
        {t('sites.try')}
      </a>
    </Panel>
  )
}

function Fields({ site, onDone }: { site: Site | undefined; onDone: () => void }) {
  const { t } = useTranslation('chat')
  const { message } = App.useApp()
  const { branches } = useSession()
  const queries = useQueryClient()
  const [form] = Form.useForm<SiteBody>()
  const [busy, setBusy] = useState(false)
  const calendars = useCalendars()
  const first: Partial<SiteBody> = site
    ? { ...site, branch: site.branchId }
    : { branch: branches[0]?.id, origins: [], calendar: '5x8', answerWithin: 10, portal: false, active: true }
  const submit = async (values: SiteBody) => {
    setBusy(true)
    try {
      await http(site ? `/chat-sites/${site.id}` : '/chat-sites', {
        method: site ? 'PUT' : 'POST',
        json: { ...values, greeting: values.greeting ?? '', version: site?.version ?? 0 },
      })
      await queries.invalidateQueries({ queryKey: ['chat-sites'] })
      message.success(t('sites.saved'))
      onDone()
    } catch (error) {
      if (!showOnForm(form, error)) message.error(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const needed = [{ required: true, message: t('sites.missing') }]
  return (
    <Form form={form} layout="vertical" initialValues={first} onFinish={submit}>
      <Form.Item name="name" label={t('sites.name')} rules={[{ required: true, whitespace: true, message: t('sites.missing') }]}>
        <Input maxLength={60} placeholder={t('sites.nameHint')} />
      </Form.Item>
      <Form.Item name="branch" label={t('sites.branch')} rules={needed}>
        <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="origins" label={t('sites.origins')} extra={t('sites.originsHint')}>
        <Select
          mode="tags"
          tokenSeparators={[' ', ',', '，']}
          placeholder="https://www.example.com"
          open={false}
          suffixIcon={null}
        />
      </Form.Item>
      <Form.Item name="calendar" label={t('sites.calendar')} extra={t('sites.calendarHint')} rules={needed}>
        <Select loading={!calendars} options={calendars ?? []} />
      </Form.Item>
      <Form.Item name="greeting" label={t('sites.greeting')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="answerWithin" label={t('sites.answerWithin')} rules={needed}>
        <InputNumber min={1} max={120} suffix={t('sites.minutes')} style={{ width: 180 }} />
      </Form.Item>
      <Flex vertical gap={4}>
        <Form.Item name="portal" valuePropName="checked" noStyle>
          <Checkbox>{t('sites.portal')}</Checkbox>
        </Form.Item>
        <Form.Item name="active" valuePropName="checked" noStyle>
          <Checkbox>{t('sites.active')}</Checkbox>
        </Form.Item>
      </Flex>
      <Button type="primary" htmlType="submit" loading={busy} style={{ marginBlockStart: 16 }}>
        {t('sites.save')}
      </Button>
    </Form>
  )
}
