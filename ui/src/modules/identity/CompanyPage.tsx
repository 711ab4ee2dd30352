import { DeleteOutlined, UploadOutlined } from '@ant-design/icons'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, ColorPicker, Form, Input, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel, showOnForm } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import './company.css'

type Company = Schema<'CompanyController.CompanyView'>
type Values = Schema<'CompanyController.CompanyBody'>

const companyQuery = queryOptions({
  queryKey: ['identity', 'company'],
  queryFn: ({ signal }) => http<Company>('/public/company', { signal }),
})

/** How the house shows itself on papers and to its customers. */
export function CompanyPage() {
  const { t } = useTranslation(['identity', 'shared'])
  const company = useQuery(companyQuery)
  return (
    <>
      <PageTitle title={t('company.title')} hint={t('company.hint')} />
      <Four query={company}>{(found) => <CompanyForm company={found} />}</Four>
    </>
  )
}

function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation(['identity', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const shown = Form.useWatch([], form) as Values | undefined
  const refresh = () => queries.invalidateQueries({ queryKey: companyQuery.queryKey })
  const save = useMutation({
    mutationFn: (json: Values) => http<Company>('/company', { method: 'PUT', json }),
    onSuccess: (saved) => {
      queries.setQueryData(companyQuery.queryKey, saved)
      message.success(t('company.saved'))
    },
    onError: (error) => showOnForm(form, error),
  })
  const upload = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData()
      body.append('file', file)
      return http('/company/logo', { method: 'POST', form: body })
    },
    onSuccess: refresh,
  })
  const remove = useMutation({ mutationFn: () => http('/company/logo', { method: 'DELETE' }), onSuccess: refresh })
  const logo = company.logo ? `/api/public/company/logo?v=${company.logo}` : undefined
  const failed = upload.error ?? remove.error
  return (
    <div className="company-page">
      <Panel title={t('company.look')}>
        <Form form={form} layout="vertical" initialValues={company} onFinish={(values) => save.mutate(values)}>
          <Form.Item name="name" label={t('company.name')} rules={[{ required: true, message: t('shared:fields.required') }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="nameInEnglish" label={t('company.nameInEnglish')} extra={t('company.nameInEnglishHint')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name="colour"
            label={t('company.colour')}
            extra={t('company.colourHint')}
            getValueFromEvent={(colour: { toHexString: () => string }) => colour.toHexString().slice(0, 7)}
          >
            <ColorPicker disabledAlpha showText format="hex" />
          </Form.Item>
          <Form.Item label={t('company.logo')} extra={t('company.logoHint')}>
            <div className="company-logo">
              {logo && <img src={logo} alt={t('company.logo')} />}
              <Upload
                accept="image/png,image/jpeg"
                showUploadList={false}
                beforeUpload={(file) => {
                  upload.mutate(file)
                  return false
                }}
              >
                <Button icon={<UploadOutlined />} loading={upload.isPending}>
                  {logo ? t('company.logoChange') : t('company.logoChoose')}
                </Button>
              </Upload>
              {logo && (
                <Button icon={<DeleteOutlined />} loading={remove.isPending} onClick={() => remove.mutate()}>
                  {t('company.logoRemove')}
                </Button>
              )}
            </div>
            {failed && <Alert type="error" showIcon role="alert" title={problemText(failed)} />}
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('shared:act.save')}
          </Button>
        </Form>
      </Panel>
      <Panel title={t('company.sample')}>
        <div className="company-sample" style={{ borderColor: shown?.colour ?? company.colour }}>
          {logo && <img src={logo} alt="" />}
          <div>
            <strong>{shown?.name ?? company.name}</strong>
            <small>{shown?.nameInEnglish ?? company.nameInEnglish}</small>
          </div>
          <span style={{ color: shown?.colour ?? company.colour }}>{t('company.sampleTitle')}</span>
        </div>
      </Panel>
    </div>
  )
}
