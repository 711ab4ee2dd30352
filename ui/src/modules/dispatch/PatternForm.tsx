import { Alert, App, Button, Checkbox, Flex, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { dayOf, formatTime, useNow } from '@/shared/time'
import { dayAfter, mondayOf, noonOf } from './day'
import { PatternPreview } from './PatternPreview'
import { type Pattern, useSavePattern } from './rosterApi'

type Values = {
  branchId: string
  name: string
  mark: string
  weekly: boolean
  cycle: (string | undefined)[]
  keepsHolidays: boolean
}

const OFFICE = '08:30-12:00 13:00-17:30'
/** A house pattern belongs to no branch. */
const HOUSE = ''
const MOST_DAYS = 42

/** A pattern's hours: the seven days of a week, or a cycle that goes round. Its next weeks are shown as they are written. */
export function PatternForm({ pattern, onDone }: { pattern: Pattern | undefined; onDone: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const { branches, roles } = useSession()
  const today = dayOf(useNow('minute'))
  const [form] = Form.useForm<Values>()
  const values = Form.useWatch([], form)
  const save = useSavePattern(pattern?.id)
  const everywhere = roles.some(({ branchId }) => branchId === null)
  const homes = [
    ...(everywhere || pattern?.branchId === null ? [{ value: HOUSE, label: t('shifts.company') }] : []),
    ...branches.map(({ id, name }) => ({ value: id, label: name })),
  ]

  const send = ({ branchId, cycle, mark, ...rest }: Values, active: boolean) =>
    save.mutate(
      {
        ...rest,
        mark: mark.trim(),
        branchId: branchId || null,
        cycle: cycle.map((hours) => hours?.trim() ?? ''),
        active,
        version: pattern?.version ?? 0,
      },
      {
        onError: (error) => {
          showOnForm(form, error)
        },
        onSuccess: () => {
          message.success(t(active ? 'shifts.patternSaved' : 'shifts.patternEnded'))
          onDone()
        },
      },
    )
  const shape = values && {
    mark: values.mark ?? '',
    cycle: (values.cycle ?? []).map((hours) => hours ?? ''),
    weekly: values.weekly ?? true,
    keepsHolidays: (values.weekly && values.keepsHolidays) ?? false,
  }
  /** A week has seven days; a cycle as many as one likes. */
  const long = (days: number) => {
    const cycle: (string | undefined)[] = form.getFieldValue('cycle') ?? []
    form.setFieldValue(
      'cycle',
      Array.from({ length: days }, (_, index) => cycle[index] ?? ''),
    )
  }

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={save.isPending}
      onFinish={(sent) => send({ ...sent, keepsHolidays: sent.weekly && sent.keepsHolidays }, pattern?.active ?? true)}
      initialValues={
        pattern
          ? { ...pattern, branchId: pattern.branchId ?? HOUSE }
          : {
              branchId: homes[0]?.value,
              name: '',
              mark: '',
              weekly: true,
              cycle: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, '', ''],
              keepsHolidays: true,
            }
      }
    >
      {pattern && <Alert type="warning" showIcon title={t('shifts.changesAll')} style={{ marginBlockEnd: 16 }} />}
      <Flex gap="small" wrap>
        <Form.Item
          name="name"
          label={t('roster.name')}
          style={{ flex: '2 1 180px' }}
          rules={[{ required: true, whitespace: true, message: t('roster.nameMissing') }]}
        >
          <Input maxLength={40} placeholder={t('shifts.namePlaceholder')} />
        </Form.Item>
        <Form.Item
          name="mark"
          label={t('shifts.mark')}
          style={{ flex: '0 1 96px' }}
          rules={[{ required: true, whitespace: true, message: t('shifts.markMissing') }]}
        >
          <Input maxLength={2} placeholder={t('shifts.markPlaceholder')} />
        </Form.Item>
        <Form.Item name="branchId" label={t('engineers.branch')} style={{ flex: '1 1 140px' }}>
          <Select options={homes} />
        </Form.Item>
      </Flex>
      <Flex gap="middle" align="center" wrap style={{ marginBlockEnd: 12 }}>
        <Form.Item name="weekly" noStyle>
          <Segmented<boolean>
            options={[
              { value: true, label: t('shifts.byWeek') },
              { value: false, label: t('shifts.byCycle') },
            ]}
            onChange={(weekly) => long(weekly ? 7 : (values?.cycle?.length ?? 7))}
          />
        </Form.Item>
        {values?.weekly === false ? (
          <span>
            {t('shifts.cycleDays')}{' '}
            <InputNumber
              aria-label={t('shifts.cycleDays')}
              min={1}
              max={MOST_DAYS}
              value={values.cycle?.length ?? 7}
              style={{ width: 72 }}
              onChange={(days) => days && long(days)}
            />
          </span>
        ) : (
          <Form.Item name="keepsHolidays" valuePropName="checked" noStyle>
            <Checkbox>{t('shifts.keepsHolidays')}</Checkbox>
          </Form.Item>
        )}
      </Flex>
      <Form.List name="cycle">
        {(days) => (
          <fieldset className="cycle" aria-label={t('shifts.workingHours')}>
            {days.map(({ key, name }) => (
              <div key={key} className="cycle-day">
                <span>
                  {values?.weekly === false
                    ? t('shifts.dayOf', { day: name + 1 })
                    : formatTime(noonOf(dayAfter(mondayOf(today), name)), 'weekday')}
                </span>
                <Form.Item name={name} noStyle>
                  <Input
                    maxLength={60}
                    placeholder={t('shifts.off')}
                    aria-label={
                      values?.weekly === false
                        ? t('shifts.dayOf', { day: name + 1 })
                        : formatTime(noonOf(dayAfter(mondayOf(today), name)), 'weekday')
                    }
                  />
                </Form.Item>
              </div>
            ))}
          </fieldset>
        )}
      </Form.List>
      <p className="preview-hint">{t('shifts.hoursHint')}</p>
      {shape && shape.cycle.length > 0 && (
        <>
          <h3 className="preview-title">{t('shifts.preview')}</h3>
          <PatternPreview pattern={shape} from={shape.weekly ? mondayOf(today) : today} weeks={4} />
        </>
      )}
      {save.error && <Alert type="error" showIcon role="alert" title={problemText(save.error)} style={{ marginBlockEnd: 16 }} />}
      <Flex gap="small" wrap>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
        {pattern && (
          <Button
            danger={pattern.active}
            style={{ marginInlineStart: 'auto' }}
            onClick={() => send({ ...pattern, branchId: pattern.branchId ?? HOUSE }, !pattern.active)}
          >
            {t(pattern.active ? 'shifts.endPattern' : 'shifts.reopenPattern')}
          </Button>
        )}
      </Flex>
    </Form>
  )
}
