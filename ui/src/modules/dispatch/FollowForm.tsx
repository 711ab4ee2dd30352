import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, DatePicker, Flex, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import type { FormProps } from './LeaveForm'
import { PatternPreview } from './PatternPreview'
import { rosterQueries, useFollow } from './rosterApi'
import { outer } from './week'

type Values = { patternId: string; from: Dayjs; until?: Dayjs; replacing: boolean }

/** Somebody follows a pattern from a day on; its next weeks are shown. */
export function FollowForm({ person, day, onDone }: FormProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const patterns = useQuery(rosterQueries.patterns())
  const follow = useFollow()
  const [form] = Form.useForm<Values>()
  const values = Form.useWatch([], form)
  const pattern = patterns.data?.find((one) => one.id === values?.patternId)
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={follow.isPending}
      initialValues={{ from: dayjs(day), replacing: false }}
      onFinish={({ patternId, from, until, replacing }) =>
        follow.mutate(
          {
            userIds: [person.person.id],
            patternId,
            fromDay: from.format('YYYY-MM-DD'),
            untilDay: until?.format('YYYY-MM-DD') ?? null,
            replacing,
          },
          { onSuccess: onDone },
        )
      }
    >
      <Form.Item name="patternId" label={t('shifts.pattern')} rules={[{ required: true, message: t('shifts.patternMissing') }]}>
        <Select
          loading={patterns.isPending}
          options={(patterns.data ?? [])
            .filter((one) => one.active)
            .map((one) => ({ value: one.id, label: `${one.name}（${outer(one.cycle.find((hours) => hours) ?? '')}）` }))}
        />
      </Form.Item>
      <Flex gap="small" wrap>
        <Form.Item name="from" label={t('leave.from')} style={{ flex: 1 }}>
          <DatePicker allowClear={false} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="until" label={t('shifts.until')} style={{ flex: 1 }}>
          <DatePicker placeholder={t('shifts.forEver')} style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
      {pattern && values?.from && <PatternPreview pattern={pattern} from={values.from.format('YYYY-MM-DD')} weeks={2} />}
      <Form.Item name="replacing" valuePropName="checked">
        <Checkbox>{t('shifts.replacing')}</Checkbox>
      </Form.Item>
      {follow.error && (
        <Alert type="error" showIcon role="alert" title={problemText(follow.error)} style={{ marginBlockEnd: 16 }} />
      )}
      <Button type="primary" htmlType="submit" loading={follow.isPending}>
        {t('shared:act.save')}
      </Button>
    </Form>
  )
}
