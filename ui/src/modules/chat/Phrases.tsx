import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Flex, Form, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, showOnForm } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { chatQueries, type Phrase, type PhraseBody } from './api'

/** What our people write often. */
export function Phrases({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const phrases = useQuery({ ...chatQueries.phrases(), enabled: open })
  const [edited, setEdited] = useState<Phrase | 'new'>()
  return (
    <Drawer open={open} onClose={onClose} title={t('phrases.title')} size={520} destroyOnHidden>
      <p className="faint chat-phrases-hint">{t('phrases.hint')}</p>
      {edited ? (
        <Fields
          key={edited === 'new' ? 'new' : edited.id}
          phrase={edited === 'new' ? undefined : edited}
          onDone={() => setEdited(undefined)}
        />
      ) : (
        <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('phrases.add')}
        </Button>
      )}
      <Four query={phrases} isEmpty={(rows) => rows.length === 0} first={t('phrases.none')}>
        {(rows) => (
          <ul className="lines" style={{ marginBlockStart: 16 }}>
            {rows.map((one) => (
              <Row key={one.id} phrase={one} onEdit={() => setEdited(one)} />
            ))}
          </ul>
        )}
      </Four>
    </Drawer>
  )
}

function usePhraseAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, method, body }: { id?: string | undefined; method: 'POST' | 'PUT' | 'DELETE'; body?: PhraseBody }) =>
      http<Phrase[]>(id ? `/chat-phrases/${id}` : '/chat-phrases', { method, json: body }),
    onSuccess: (phrases) => queries.setQueryData(chatQueries.phrases().queryKey, phrases),
  })
}

function Row({ phrase, onEdit }: { phrase: Phrase; onEdit: () => void }) {
  const { t } = useTranslation(['chat', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const act = usePhraseAct()
  const remove = () =>
    act.mutateAsync({ id: phrase.id, method: 'DELETE' }).then(
      () => void message.success(t('phrases.removed')),
      (error) => void message.error(problemText(error)),
    )
  return (
    <li>
      <div>
        <strong>{phrase.title}</strong> {branches.length > 1 && <small>{phrase.branchName}</small>}
        <div className="chat-phrase-text">{phrase.text}</div>
      </div>
      <Flex gap="small">
        <Button size="small" onClick={onEdit}>
          {t('phrases.edit')}
        </Button>
        <Popconfirm
          title={t('phrases.removeAsk')}
          okText={t('phrases.remove')}
          cancelText={t('shared:act.cancel')}
          onConfirm={remove}
        >
          <Button size="small" danger>
            {t('phrases.remove')}
          </Button>
        </Popconfirm>
      </Flex>
    </li>
  )
}

function Fields({ phrase, onDone }: { phrase: Phrase | undefined; onDone: () => void }) {
  const { t } = useTranslation(['chat', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<PhraseBody>()
  const act = usePhraseAct()
  const submit = (body: PhraseBody) =>
    act.mutateAsync({ id: phrase?.id, method: phrase ? 'PUT' : 'POST', body }).then(
      () => {
        message.success(t('phrases.saved'))
        onDone()
      },
      (error) => {
        if (!showOnForm(form, error)) message.error(problemText(error))
      },
    )
  const needed = [{ required: true, whitespace: true, message: t('phrases.missing') }]
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={phrase ? { branch: phrase.branchId, title: phrase.title, text: phrase.text } : { branch: branches[0]?.id }}
      onFinish={submit}
    >
      <Form.Item name="title" label={t('phrases.name')} rules={needed}>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="text" label={t('phrases.text')} rules={needed}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
      <Form.Item name="branch" label={t('phrases.branch')} hidden={branches.length < 2}>
        <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('phrases.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
