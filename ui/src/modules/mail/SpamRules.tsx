import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { mailQueries, type SpamRule, useMailAct } from './api'

type Values = { branch: string; part: SpamRule['part']; words: string }

/** By what a branch knows mails that are not for it. */
export function SpamRules({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['mail', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const rules = useQuery({ ...mailQueries.rules(), enabled: open })
  const act = useMailAct()
  const [form] = Form.useForm<Values>()
  const failed = (error: unknown) => message.error(problemText(error))
  return (
    <Drawer open={open} onClose={onClose} title={t('rules.title')} size={520}>
      <Flex vertical gap="middle">
        <p className="faint">{t('rules.hint')}</p>
        <Form
          form={form}
          layout="vertical"
          initialValues={{ branch: branches[0]?.id, part: 'SENDER' }}
          onFinish={(values) =>
            act.mutate({ path: '/spam-rules', body: values }, { onSuccess: () => form.resetFields(['words']), onError: failed })
          }
        >
          <Form.Item name="branch" label={t('shared:fields.branch')} hidden={branches.length < 2}>
            <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
          <Form.Item name="part" label={t('rules.part')}>
            <Select
              options={[
                { value: 'SENDER', label: t('parts.SENDER') },
                { value: 'SUBJECT', label: t('parts.SUBJECT') },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="words"
            label={t('rules.words')}
            rules={[{ required: true, whitespace: true, min: 2, message: t('rules.wordsMissing') }]}
          >
            <Input maxLength={100} placeholder={t('rules.wordsHint')} />
          </Form.Item>
          <Button htmlType="submit" type="primary" loading={act.isPending}>
            {t('rules.add')}
          </Button>
        </Form>
        <Four query={rules} isEmpty={(rows) => rows.length === 0} first={t('rules.none')}>
          {(rows) => (
            <ul className="lines">
              {rows.map((rule) => (
                <li key={rule.id}>
                  <div>
                    <StatusTag>{t(`parts.${rule.part}`)}</StatusTag> <strong>{rule.words}</strong>
                    <div>
                      <small>
                        {rule.branchName} · {rule.madeBy ?? ''} <Time at={rule.madeAt} />
                      </small>
                    </div>
                  </div>
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('rules.remove', { words: rule.words })}
                    onClick={() => act.mutate({ path: `/spam-rules/${rule.id}`, method: 'DELETE' }, { onError: failed })}
                  />
                </li>
              ))}
            </ul>
          )}
        </Four>
      </Flex>
    </Drawer>
  )
}
