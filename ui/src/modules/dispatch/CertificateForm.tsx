import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Flex, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type Certificate, type CertificateBody, dispatchQueries, useAddCertificate, useCorrectCertificate } from './api'
import { useCertificateNames } from './useCertificateNames'

type Values = { kind: string; number: string; issuer?: string; validFrom?: Dayjs | null; validUntil?: Dayjs | null }

type CertificateFormProps = {
  engineer: string
  /** A renewal is a certificate of its own; a correction changes what was written wrongly. */
  how: 'add' | 'renew' | 'correct'
  certificate?: Certificate
  onDone: () => void
}

/** It begins when the old one ends, and lasts as long as that did. */
function following({ validFrom, validUntil }: Certificate) {
  if (!validUntil) return {}
  const from = dayjs(validUntil).add(1, 'day')
  return { validFrom: from, validUntil: validFrom ? from.add(dayjs(validUntil).diff(validFrom, 'day'), 'day') : null }
}

export function CertificateForm({ engineer, how, certificate, onDone }: CertificateFormProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const kinds = useQuery(dispatchQueries.certificateKinds())
  const nameOf = useCertificateNames()
  const [form] = Form.useForm<Values>()
  const add = useAddCertificate(engineer)
  const correct = useCorrectCertificate(certificate?.id ?? '')
  const save = how === 'correct' ? correct : add
  const day = (at: string | null | undefined) => (at ? dayjs(at) : null)

  const submit = ({ kind, number, issuer, validFrom, validUntil }: Values) => {
    const body: CertificateBody = {
      kind,
      number: number.trim(),
      issuer: issuer?.trim() ?? '',
      validFrom: validFrom?.format('YYYY-MM-DD') ?? null,
      validUntil: validUntil?.format('YYYY-MM-DD') ?? null,
      version: certificate?.version ?? 0,
    }
    const after = {
      onError: (error: Error) => {
        showOnForm(form, error)
      },
      onSuccess: () => {
        message.success(t('certificates.saved'))
        onDone()
      },
    }
    if (how === 'correct') correct.mutate(body, after)
    else add.mutate(body, after)
  }

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="certificate-form"
      disabled={save.isPending}
      onFinish={submit}
      initialValues={
        how === 'correct' && certificate
          ? { ...certificate, validFrom: day(certificate.validFrom), validUntil: day(certificate.validUntil) }
          : how === 'renew' && certificate
            ? {
                kind: certificate.kind,
                issuer: certificate.issuer,
                number: '',
                ...following(certificate),
              }
            : {}
      }
    >
      <Form.Item name="kind" label={t('certificates.kind')} rules={[{ required: true, message: t('certificates.kindMissing') }]}>
        <Select
          disabled={how === 'renew'}
          loading={kinds.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={(kinds.data ?? []).map(({ code }) => ({ value: code, label: nameOf(code) }))}
        />
      </Form.Item>
      <Flex gap="small" wrap>
        <Form.Item
          name="number"
          label={t('certificates.number')}
          style={{ flex: '1 1 150px' }}
          rules={[{ required: true, whitespace: true, message: t('certificates.numberMissing') }]}
        >
          <Input maxLength={60} autoFocus={how === 'renew'} />
        </Form.Item>
        <Form.Item name="issuer" label={t('certificates.issuer')} style={{ flex: '1 1 150px' }}>
          <Input maxLength={100} />
        </Form.Item>
      </Flex>
      <Flex gap="small" wrap>
        <Form.Item name="validFrom" label={t('certificates.validFrom')} style={{ flex: '1 1 150px' }}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="validUntil" label={t('certificates.validUntil')} style={{ flex: '1 1 150px' }}>
          <DatePicker style={{ width: '100%' }} placeholder={t('certificates.forEver')} />
        </Form.Item>
      </Flex>
      {save.error && <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 12 }} title={problemText(save.error)} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
