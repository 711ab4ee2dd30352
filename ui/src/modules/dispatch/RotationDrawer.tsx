import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Drawer, Flex, Form, Input, Select, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { dispatchQueries } from './api'
import { usePeople } from './DutyDialogs'
import { RotationPreview } from './RotationPreview'
import { type Rotation, type RotationBody, useAddRotation, useChangeRotation } from './rosterApi'
import { useSkillNames } from './useSkillNames'

type Values = {
  name: string
  skills?: string[]
  members?: string[]
  turn: Rotation['turn']
  startsOn: Dayjs
  handOver: Dayjs
  fromTime?: Dayjs | null
  freeApart: boolean
}

type RotationDrawerProps = { branch: string; rotation: Rotation | undefined; today: string; onClose: () => void }

const clock = (time: string) => dayjs(`2000-01-01 ${time}`)

/** A rotation is made, changed or ended; who would be on in the coming weeks is shown before. */
export function RotationDrawer({ branch, rotation, today, onClose }: RotationDrawerProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const people = usePeople(branch, today)
  const skills = useQuery(dispatchQueries.skills())
  const skill = useSkillNames()
  const [form] = Form.useForm<Values>()
  const values = Form.useWatch([], form)
  const add = useAddRotation()
  const change = useChangeRotation(rotation?.id ?? '')
  const save = rotation ? change : add

  const bodyOf = ({ startsOn, handOver, fromTime, skills: held, members, ...rest }: Values, active: boolean): RotationBody => ({
    ...rest,
    branchId: branch,
    members: members ?? [],
    skills: held ?? [],
    startsOn: startsOn.format('YYYY-MM-DD'),
    handOver: handOver.format('HH:mm'),
    fromTime: fromTime?.format('HH:mm') ?? null,
    active,
    version: rotation?.version ?? 0,
  })
  const send = (sent: Values, active: boolean) =>
    save.mutate(bodyOf(sent, active), {
      onSuccess: () => {
        message.success(t(active ? 'roster.saved' : 'roster.endedNow'))
        onClose()
      },
    })
  const initial: Values = rotation
    ? {
        name: rotation.name,
        skills: rotation.skills,
        members: rotation.members.map(({ id }) => id),
        turn: rotation.turn,
        startsOn: dayjs(rotation.startsOn),
        handOver: clock(rotation.handOver),
        fromTime: rotation.fromTime ? clock(rotation.fromTime) : null,
        freeApart: rotation.freeApart,
      }
    : {
        name: t('roster.usual'),
        turn: 'DAILY',
        startsOn: dayjs(today),
        handOver: clock('08:30'),
        fromTime: clock('17:30'),
        freeApart: true,
      }

  return (
    <Drawer
      open
      onClose={onClose}
      size={560}
      title={rotation ? rotation.name : t('roster.addRotation')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        disabled={save.isPending}
        initialValues={initial}
        onFinish={(sent) => send(sent, rotation?.active ?? true)}
      >
        {rotation && <Alert type="info" showIcon title={t('roster.changeHint')} style={{ marginBlockEnd: 16 }} />}
        <Form.Item name="name" label={t('roster.name')} rules={[{ required: true, message: t('roster.nameMissing') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="members"
          label={t('roster.members')}
          extra={t('roster.membersHint')}
          rules={[{ required: true, message: t('roster.whoMissing') }]}
        >
          <InTurn people={people} />
        </Form.Item>
        <Form.Item name="skills" label={t('roster.skills')}>
          <Select
            mode="multiple"
            placeholder={t('roster.everything')}
            options={(skills.data ?? []).map(({ code }) => ({ value: code, label: skill(code) }))}
          />
        </Form.Item>
        <Flex gap="small" wrap>
          <Form.Item name="turn" label={t('roster.turn')} style={{ flex: 1 }}>
            <Select options={(['DAILY', 'WEEKLY'] as const).map((turn) => ({ value: turn, label: t(`roster.turns.${turn}`) }))} />
          </Form.Item>
          <Form.Item name="startsOn" label={t('roster.startsOn')} style={{ flex: 1 }}>
            <DatePicker allowClear={false} style={{ width: '100%' }} />
          </Form.Item>
        </Flex>
        <Flex gap="small" wrap>
          <Form.Item name="fromTime" label={t('roster.fromTime')} extra={t('roster.fromTimeHint')} style={{ flex: 1 }}>
            <TimePicker format="HH:mm" minuteStep={15} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="handOver" label={t('roster.handOver')} style={{ flex: 1 }}>
            <TimePicker format="HH:mm" minuteStep={15} allowClear={false} style={{ width: '100%' }} />
          </Form.Item>
        </Flex>
        <Form.Item name="freeApart" valuePropName="checked">
          <Checkbox>{t('roster.freeApart')}</Checkbox>
        </Form.Item>
        {values?.startsOn && (values.members?.length ?? 0) > 0 && (
          <RotationPreview body={bodyOf(values, true)} today={today} people={people} />
        )}
        {save.error && (
          <Alert type="error" showIcon role="alert" title={problemText(save.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <Flex gap="small" wrap>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('shared:act.save')}
          </Button>
          <Button onClick={onClose}>{t('shared:act.cancel')}</Button>
          {rotation && (
            <Button
              danger={rotation.active}
              style={{ marginInlineStart: 'auto' }}
              onClick={() => send(initial, !rotation.active)}
            >
              {t(rotation.active ? 'roster.end' : 'roster.reopen')}
            </Button>
          )}
        </Flex>
      </Form>
    </Drawer>
  )
}

type InTurnProps = { people: { value: string; label: string }[]; value?: string[]; onChange?: (value: string[]) => void }

/** People in their order, which is the order in which they take turns. */
function InTurn({ people, value = [], onChange }: InTurnProps) {
  const { t } = useTranslation('dispatch')
  const nameOf = (id: string) => people.find((one) => one.value === id)?.label ?? '…'
  const swap = (index: number, by: number) => {
    const next = [...value]
    const [moved] = next.splice(index, 1)
    next.splice(index + by, 0, moved as string)
    onChange?.(next)
  }
  return (
    <>
      {value.length > 0 && (
        <ol className="in-turn">
          {value.map((id, index) => (
            <li key={id}>
              <span>{nameOf(id)}</span>
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined />}
                disabled={index === 0}
                aria-label={t('roster.earlier', { name: nameOf(id) })}
                onClick={() => swap(index, -1)}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined />}
                disabled={index === value.length - 1}
                aria-label={t('roster.later', { name: nameOf(id) })}
                onClick={() => swap(index, 1)}
              />
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('roster.leaveOut', { name: nameOf(id) })}
                onClick={() => onChange?.(value.filter((one) => one !== id))}
              />
            </li>
          ))}
        </ol>
      )}
      <Select
        value={null}
        placeholder={t('roster.addMember')}
        aria-label={t('roster.addMember')}
        showSearch={{ optionFilterProp: 'label' }}
        options={people.filter((one) => !value.includes(one.value))}
        onChange={(id: string | null) => id && onChange?.([...value, id])}
      />
    </>
  )
}
