import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { wordsOf } from '@/shared/forms/form'
import { RISKS } from '@/shared/safety/hazards'
import { safetyQueries } from './api'

/** What is dangerous, how bad it may become and what is done against it. */
export function HazardFields() {
  const { t } = useTranslation(['safety', 'shared'])
  const certificates = useQuery(safetyQueries.certificates())
  const filled = [{ required: true, whitespace: true, message: t('shared:fields.required') }]
  return (
    <>
      <Form.Item name="title" label={t('hazard.title')} rules={filled}>
        <Input maxLength={100} placeholder={t('hazard.titleExample')} />
      </Form.Item>
      <Form.Item name="risk" label={t('columns.risk')} rules={[{ required: true, message: t('shared:fields.required') }]}>
        <Select options={RISKS.map((one) => ({ value: one, label: t(`risks.${one}`) }))} />
      </Form.Item>
      <Form.Item name="measures" label={t('hazard.measures')} rules={filled}>
        <Input.TextArea rows={4} maxLength={2000} placeholder={t('hazard.measuresExample')} />
      </Form.Item>
      <Form.Item name="contactConfirms" valuePropName="checked" extra={t('hazard.contactHint')}>
        <Checkbox>{t('hazard.contact')}</Checkbox>
      </Form.Item>
      <Form.Item name="certificate" label={t('hazard.certificate')} extra={t('hazard.certificateHint')}>
        <Select
          allowClear
          loading={certificates.isFetching}
          placeholder={t('hazard.noCertificate')}
          options={(certificates.data ?? []).map(({ code, name }) => ({ value: code, label: wordsOf(name) }))}
        />
      </Form.Item>
    </>
  )
}
