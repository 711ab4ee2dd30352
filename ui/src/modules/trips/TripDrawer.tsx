import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Drawer, Form, Input, InputNumber, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettled } from '@/shared/desk'
import { http, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import type { Trip, TripBody } from './api'

type Values = Omit<TripBody, 'fromDay' | 'toDay'> & { days: [Dayjs, Dayjs] }
type Named = { id: string; name: string; phone: string }
type CaseRow = { id: string; number: string; subject: string }

/** A new out-duty order. */
export function TripDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['trips', 'shared'])
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const branches = useSession().branches
  const branch = Form.useWatch('branchId', form) ?? branches[0]?.id
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim(), 250)
  const travellers = useQuery({
    queryKey: ['trips', 'travellers', branch],
    queryFn: ({ signal }) => http<Named[]>(`/trip-travellers${search({ branch })}`, { signal }),
    enabled: Boolean(branch),
  })
  const cases = useQuery({
    queryKey: ['cases', 'of-trip', asked, branch],
    queryFn: ({ signal }) => http<{ rows: CaseRow[] }>(`/cases${search({ words: asked, branch })}`, { signal }),
  })
  const required = [{ required: true, message: t('shared:fields.required') }]
  const save = useMutation({
    mutationFn: (json: TripBody) => http<Trip>('/trips', { method: 'POST', json }),
    onSuccess: ({ trip }) => {
      queries.invalidateQueries({ queryKey: ['trips'] })
      onClose()
      navigate({ to: `/trips/${trip.id}` as never })
    },
  })
  const submit = ({ days, ...given }: Values) =>
    save.mutate({
      branchId: given.branchId ?? branch ?? '',
      purpose: given.purpose,
      place: given.place,
      tasks: given.tasks ?? '',
      contact: given.contact ?? '',
      contactPhone: given.contactPhone ?? '',
      confidential: given.confidential ?? '',
      fromDay: days[0].format('YYYY-MM-DD'),
      toDay: days[1].format('YYYY-MM-DD'),
      advance: given.advance ?? 0,
      travellers: given.travellers,
      cases: given.cases ?? [],
    })
  return (
    <Drawer open size={560} title={t('new')} onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        disabled={save.isPending}
        initialValues={{ branchId: branches[0]?.id, advance: 0 }}
        onFinish={submit}
      >
        {branches.length > 1 && (
          <Form.Item name="branchId" label={t('form.branch')} rules={required}>
            <Select
              options={branches.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={() => form.setFieldsValue({ travellers: [], cases: [] })}
            />
          </Form.Item>
        )}
        <Form.Item name="travellers" label={t('form.travellers')} rules={required}>
          <Select
            mode="multiple"
            loading={travellers.isFetching}
            optionFilterProp="label"
            options={(travellers.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="purpose"
          label={t('form.purpose')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={500} placeholder={t('form.purposeExample')} />
        </Form.Item>
        <Form.Item
          name="place"
          label={t('form.place')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="days" label={t('form.days')} rules={required}>
          <DatePicker.RangePicker />
        </Form.Item>
        <Form.Item name="cases" label={t('form.cases')}>
          <Select
            mode="multiple"
            loading={cases.isFetching}
            showSearch={{ filterOption: false, onSearch: setWords }}
            options={(cases.data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.number} ${row.subject}` }))}
          />
        </Form.Item>
        <Form.Item name="tasks" label={t('form.tasks')}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <Form.Item name="contact" label={t('form.contact')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="contactPhone" label={t('form.contactPhone')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="confidential" label={t('form.confidential')} extra={t('form.confidentialHint')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <Form.Item name="advance" label={t('form.advance')}>
          <InputNumber min={0} precision={2} style={{ width: 180 }} />
        </Form.Item>
        {save.isError && (
          <Alert type="error" showIcon role="alert" title={problemText(save.error)} style={{ marginBottom: 16 }} />
        )}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Drawer>
  )
}
