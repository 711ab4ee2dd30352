import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Form, Segmented, Select, Switch, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { dispatchQueries, type Engineer, useEditEngineer, useRegister } from './api'
import { Certificates } from './Certificates'
import { CustomerRules } from './CustomerRules'
import { EngineerKit } from './EngineerKit'
import { useSkillNames } from './useSkillNames'

type Values = {
  userId?: string
  branchId: string
  hours: [Dayjs, Dayjs]
  active: boolean
  travelsBy: Engineer['travelsBy']
  overtimeMinutes: number
  skills?: { skill: string; level: number }[]
}

export function EngineerDrawer({
  id,
  engineer,
  mayEdit,
  onClose,
}: {
  id: string | undefined
  engineer: Engineer | undefined
  mayEdit: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('dispatch')
  return (
    <Drawer
      open={id === 'new' || engineer !== undefined}
      onClose={onClose}
      size={480}
      destroyOnHidden
      title={engineer?.name ?? t('engineers.add')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {(id === 'new' || engineer) && mayEdit && <EngineerForm key={`form ${id}`} engineer={engineer} onDone={onClose} />}
      {engineer && mayEdit && <EngineerKit key={`kit ${engineer.id}`} engineer={engineer.id} />}
      {engineer && <CustomerRules key={`rules ${engineer.id}`} engineer={engineer.id} mayEdit={mayEdit} />}
      {engineer && <Certificates key={engineer.id} engineer={engineer.id} mayEdit={mayEdit} />}
    </Drawer>
  )
}

const clock = (time: string) => dayjs(`2000-01-01 ${time}`)

function EngineerForm({ engineer, onDone }: { engineer: Engineer | undefined; onDone: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<Values>()
  const candidates = useQuery({ ...dispatchQueries.candidates(), enabled: engineer === undefined })
  const skills = useQuery(dispatchQueries.skills())
  const skillName = useSkillNames()
  const register = useRegister()
  const edit = useEditEngineer(engineer?.id ?? '')
  const failure = register.error ?? edit.error
  const busy = register.isPending || edit.isPending

  const submit = (values: Values) => {
    const body = {
      branchId: values.branchId,
      dayStarts: values.hours[0].format('HH:mm'),
      dayEnds: values.hours[1].format('HH:mm'),
      travelsBy: values.travelsBy,
      overtimeMinutes: values.overtimeMinutes,
      skills: values.skills ?? [],
    }
    const after = {
      onError: (error: Error) => {
        showOnForm(form, error)
      },
      onSuccess: () => {
        message.success(t('engineers.saved'))
        onDone()
      },
    }
    if (engineer) edit.mutate({ ...body, active: values.active, version: engineer.version }, after)
    else register.mutate({ ...body, userId: values.userId ?? '' }, after)
  }

  if (!engineer && candidates.data?.length === 0) return <Alert type="info" showIcon title={t('engineers.noCandidates')} />

  return (
    <Form
      form={form}
      layout="vertical"
      disabled={busy}
      onFinish={submit}
      initialValues={
        engineer
          ? {
              branchId: engineer.branchId,
              hours: [clock(engineer.dayStarts), clock(engineer.dayEnds)],
              active: engineer.active,
              travelsBy: engineer.travelsBy,
              overtimeMinutes: engineer.overtimeMinutes,
              skills: engineer.skills,
            }
          : {
              hours: [clock('08:30'), clock('17:30')],
              active: true,
              travelsBy: 'CAR',
              overtimeMinutes: 60,
              skills: [],
              ...(branches.length === 1 && { branchId: branches[0]?.id }),
            }
      }
    >
      {!engineer && (
        <Form.Item
          name="userId"
          label={t('engineers.person')}
          extra={t('engineers.personHint')}
          rules={[{ required: true, message: t('engineers.personMissing') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={candidates.isPending}
            options={(candidates.data ?? []).map((one) => ({
              value: one.id,
              label: one.partnerName ? `${one.name}（${one.partnerName}）` : one.name,
            }))}
            onChange={(userId) => {
              const branchId = candidates.data?.find((one) => one.id === userId)?.branchId
              if (branchId) form.setFieldsValue({ branchId })
            }}
          />
        </Form.Item>
      )}
      <Form.Item
        name="branchId"
        label={t('engineers.branch')}
        rules={[{ required: true, message: t('engineers.branchMissing') }]}
      >
        <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="hours" label={t('engineers.hours')} rules={[{ required: true, message: t('engineers.hoursMissing') }]}>
        <TimePicker.RangePicker format="HH:mm" minuteStep={15} allowClear={false} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="travelsBy" label={t('engineers.travelsBy')} extra={t('engineers.travelsHint')}>
        <Segmented
          options={(['CAR', 'TRANSIT', 'WALKING'] as const).map((value) => ({ value, label: t(`engineers.travels.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="overtimeMinutes" label={t('engineers.overtime')}>
        <Select
          options={[...new Set([0, 30, 60, 90, 120, 180, 240, engineer?.overtimeMinutes ?? 60])]
            .sort((a, b) => a - b)
            .map((value) => ({ value, label: t('engineers.overtimeMinutes', { count: value }) }))}
        />
      </Form.Item>
      {engineer && (
        <Form.Item name="active" label={t('engineers.active')} valuePropName="checked" extra={t('engineers.activeHint')}>
          <Switch />
        </Form.Item>
      )}
      <Form.List name="skills">
        {(fields, { add, remove }) => (
          <Form.Item label={t('engineers.skills')}>
            <Flex vertical gap="small">
              {fields.map(({ key, name }) => (
                <Flex key={key} gap="small">
                  <Form.Item noStyle name={[name, 'skill']} rules={[{ required: true, message: t('engineers.skill') }]}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      aria-label={t('engineers.skill')}
                      placeholder={t('engineers.skill')}
                      options={(skills.data ?? []).map((one) => ({ value: one.code, label: skillName(one.code) }))}
                      style={{ flex: 1 }}
                    />
                  </Form.Item>
                  <Form.Item noStyle name={[name, 'level']}>
                    <Select
                      aria-label={t('engineers.level')}
                      options={[1, 2, 3].map((level) => ({ value: level, label: t(`engineers.levels.${level}`) }))}
                      style={{ flex: '0 0 120px' }}
                    />
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('engineers.removeSkill')}
                    onClick={() => remove(name)}
                  />
                </Flex>
              ))}
              <div>
                <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ level: 2 })}>
                  {t('engineers.addSkill')}
                </Button>
              </div>
            </Flex>
          </Form.Item>
        )}
      </Form.List>
      {failure && <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(failure)} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
