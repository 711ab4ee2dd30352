import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Drawer, Flex, Form, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, StatusTag, showOnForm } from '../desk'
import { problemText } from '../problem'
import { useSession } from '../session'
import { type ReadyAnswer, type ReadyAnswerBody, readyAnswers, useReadyAnswerAct, WAYS } from './queries'
import './answers.css'

/** What customers are answered often, and where it is offered: kept by those who use it. */
export function ReadyAnswers({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const answers = useQuery({ ...readyAnswers(), enabled: open })
  const [edited, setEdited] = useState<ReadyAnswer | 'new'>()
  return (
    <Drawer open={open} onClose={onClose} title={t('answers.title')} size={520} destroyOnHidden>
      <p className="faint answers-hint">{t('answers.hint')}</p>
      {edited ? (
        <Fields
          key={edited === 'new' ? 'new' : edited.id}
          answer={edited === 'new' ? undefined : edited}
          onDone={() => setEdited(undefined)}
        />
      ) : (
        <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('answers.add')}
        </Button>
      )}
      <Four query={answers} isEmpty={(rows) => rows.length === 0} first={t('answers.none')}>
        {(rows) => (
          <ul className="lines" style={{ marginBlockStart: 16 }}>
            {rows.map((one) => (
              <Row key={one.id} answer={one} onEdit={() => setEdited(one)} />
            ))}
          </ul>
        )}
      </Four>
    </Drawer>
  )
}

function Row({ answer, onEdit }: { answer: ReadyAnswer; onEdit: () => void }) {
  const { t } = useTranslation(['cases', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const act = useReadyAnswerAct()
  const remove = () =>
    act.mutateAsync({ id: answer.id, method: 'DELETE' }).then(
      () => void message.success(t('answers.removed')),
      (error) => void message.error(problemText(error)),
    )
  return (
    <li>
      <div>
        <Flex gap={6} align="center" wrap>
          <strong>{answer.title}</strong>
          {answer.usedIn.map((way) => (
            <StatusTag key={way}>{t(`answers.ways.${way}`)}</StatusTag>
          ))}
          {branches.length > 1 && <small>{answer.branchName}</small>}
        </Flex>
        <div className="answers-text">{answer.text}</div>
      </div>
      <Flex gap="small">
        <Button size="small" onClick={onEdit}>
          {t('shared:act.edit')}
        </Button>
        <Popconfirm
          title={t('answers.removeAsk')}
          okText={t('shared:act.delete')}
          cancelText={t('shared:act.cancel')}
          onConfirm={remove}
        >
          <Button size="small" danger>
            {t('shared:act.delete')}
          </Button>
        </Popconfirm>
      </Flex>
    </li>
  )
}

function Fields({ answer, onDone }: { answer: ReadyAnswer | undefined; onDone: () => void }) {
  const { t } = useTranslation(['cases', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<ReadyAnswerBody>()
  const act = useReadyAnswerAct()
  const submit = (body: ReadyAnswerBody) =>
    act.mutateAsync({ id: answer?.id, method: answer ? 'PUT' : 'POST', body }).then(
      () => {
        message.success(t('answers.saved'))
        onDone()
      },
      (error) => {
        if (!showOnForm(form, error)) message.error(problemText(error))
      },
    )
  const needed = [{ required: true, whitespace: true, message: t('answers.missing') }]
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={
        answer
          ? { branch: answer.branchId, title: answer.title, text: answer.text, usedIn: answer.usedIn }
          : { branch: branches[0]?.id, usedIn: WAYS }
      }
      onFinish={submit}
    >
      <Form.Item name="title" label={t('answers.name')} rules={needed}>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="text" label={t('answers.text')} rules={needed}>
        <Input.TextArea rows={5} maxLength={2000} />
      </Form.Item>
      <Form.Item name="usedIn" label={t('answers.usedIn')} rules={[{ required: true, message: t('answers.nowhere') }]}>
        <Checkbox.Group options={WAYS.map((way) => ({ value: way, label: t(`answers.ways.${way}`) }))} />
      </Form.Item>
      <Form.Item name="branch" label={t('answers.branch')} hidden={branches.length < 2}>
        <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
