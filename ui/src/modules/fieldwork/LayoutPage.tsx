import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import './layout.css'

type Layout = Schema<'LayoutController.LayoutView'>
type Values = Pick<Layout, 'language' | 'sections' | 'footnote'>

const LANGUAGES: Layout['language'][] = ['ZH', 'EN', 'BOTH']
const layoutQuery = queryOptions({
  queryKey: ['fieldwork', 'layout'],
  queryFn: ({ signal }) => http<Layout>('/report-layout', { signal }),
})

/** What stands on a service report, with the paper beside it as it would be printed. */
export function LayoutPage() {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const layout = useQuery(layoutQuery)
  return (
    <>
      <PageTitle title={t('layout.title')} hint={t('layout.hint')} />
      <Four query={layout}>{(found) => <LayoutEditor layout={found} />}</Four>
    </>
  )
}

function LayoutEditor({ layout }: { layout: Layout }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [shown, show] = useState<Values>(layout)
  const values = Form.useWatch([], form) as Values | undefined
  useEffect(() => {
    if (!values?.language) return
    const settled = setTimeout(() => show(values), 600)
    return () => clearTimeout(settled)
  }, [values])
  const save = useMutation({
    mutationFn: (json: Values) => http<Layout>('/report-layout', { method: 'PUT', json }),
    onSuccess: (saved) => {
      queries.setQueryData(layoutQuery.queryKey, saved)
      message.success(t('layout.saved'))
    },
    onError: (error) => message.error(problemText(error)),
  })
  const { language, sections, footnote } = shown
  const asked = search({ language, sections, footnote })
  const paper = `/api/report-layout/preview${asked}`
  return (
    <div className="layout-page">
      <Panel title={t('layout.settings')}>
        <Form form={form} layout="vertical" initialValues={layout} onFinish={(next) => save.mutate(next)}>
          <Form.Item name="language" label={t('layout.language')} extra={t('layout.languageHint')}>
            <Radio.Group options={LANGUAGES.map((value) => ({ value, label: t(`layout.languages.${value}`) }))} />
          </Form.Item>
          <Form.Item name="sections" label={t('layout.sections')} extra={t('layout.sectionsHint')}>
            <Checkbox.Group
              className="layout-sections"
              options={layout.choices.map((value) => ({ value, label: t(`layout.section.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="footnote" label={t('layout.footnote')}>
            <Input.TextArea rows={3} maxLength={500} showCount placeholder={t('layout.footnoteExample')} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('shared:act.save')}
          </Button>
        </Form>
      </Panel>
      <Panel
        title={t('layout.preview')}
        extra={
          <a href={paper} target="_blank" rel="noreferrer">
            {t('layout.open')}
          </a>
        }
      >
        <img className="layout-paper" alt={t('layout.preview')} src={`/api/report-layout/preview/picture${asked}`} />
      </Panel>
    </div>
  )
}
