import { DisconnectOutlined, LinkOutlined } from '@ant-design/icons'
import { App, Button, Flex, Form, Input, Modal, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, SubjectLink, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type CasePageData, type OtherCase, useCaseAct } from './api'
import { CaseStatusTag } from './words'

const LINKED = new Set(['DUPLICATE', 'RELATED'])
const SHOWN = 6

/** The cases beside this one: those somebody linked, the one it repeats, and what else device and customer had. */
export function OthersPanel({ page: { about, others, may } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const [linking, setLinking] = useState(false)
  const [all, setAll] = useState(false)
  if (others.length === 0 && !may.triage) return null
  const shown = all ? others : others.slice(0, SHOWN)
  return (
    <Panel
      title={t('others')}
      extra={
        may.triage && (
          <Button size="small" icon={<LinkOutlined />} onClick={() => setLinking(true)}>
            {t('link.act')}
          </Button>
        )
      }
    >
      {others.length === 0 && <span className="faint">{t('link.none')}</span>}
      <ul className="lines">
        {shown.map((other) => (
          <Other key={other.id} id={about.id} other={other} mayUnlink={may.triage} />
        ))}
      </ul>
      {others.length > shown.length && (
        <Button size="small" type="text" onClick={() => setAll(true)}>
          {t('link.more', { count: others.length - shown.length })}
        </Button>
      )}
      {linking && <LinkDialog id={about.id} others={others} onClose={() => setLinking(false)} />}
    </Panel>
  )
}

function Other({ id, other, mayUnlink }: { id: string; other: OtherCase; mayUnlink: boolean }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(id)
  return (
    <li>
      <div>
        <SubjectLink kind="case" id={other.id}>
          {other.subject}
        </SubjectLink>
        <div className="case-small">
          <span>{t(`relations.${other.relation}`, { defaultValue: other.relation })}</span>
          <span className="tabular">{other.number}</span>
          <Time at={other.openedAt} style="date" />
        </div>
        {other.resolution && <div className="case-small case-resolution">{other.resolution}</div>}
      </div>
      <Flex gap={4} align="center">
        <CaseStatusTag status={other.status} />
        {mayUnlink && LINKED.has(other.relation) && (
          <Popconfirm
            title={t('link.undoAsk', { number: other.number })}
            okText={t('link.undo')}
            cancelText={t('cancel')}
            onConfirm={() =>
              act.mutateAsync({ path: `links/${other.id}`, method: 'DELETE' }).catch((error) => message.error(problemText(error)))
            }
          >
            <Button
              size="small"
              type="text"
              icon={<DisconnectOutlined />}
              title={t('link.undo')}
              aria-label={`${t('link.undo')} ${other.number}`}
            />
          </Popconfirm>
        )}
      </Flex>
    </li>
  )
}

type Values = { number: string; kind: 'DUPLICATE' | 'RELATED' }

function LinkDialog({ id, others, onClose }: { id: string; others: OtherCase[]; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(id)
  const [form] = Form.useForm<Values>()
  const near = others.filter((other) => !LINKED.has(other.relation)).slice(0, 5)
  return (
    <Modal
      open
      title={t('link.title')}
      okText={t('link.act')}
      confirmLoading={act.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: 'RELATED' }}
        onFinish={(values) =>
          act.mutate(
            { path: 'links', body: { number: values.number.trim(), kind: values.kind } },
            {
              onSuccess: onClose,
              onError: (error) => {
                if (!showOnForm(form, error)) message.error(problemText(error))
              },
            },
          )
        }
      >
        <Form.Item name="kind">
          <Radio.Group
            optionType="button"
            options={(['RELATED', 'DUPLICATE'] as const).map((kind) => ({ value: kind, label: t(`relations.${kind}`) }))}
          />
        </Form.Item>
        <Form.Item name="number" label={t('link.number')} rules={[{ required: true, whitespace: true, message: t('fillIn') }]}>
          <Input autoFocus maxLength={40} placeholder="SO-2026-000001" spellCheck={false} />
        </Form.Item>
        {near.length > 0 && (
          <ul className="lines">
            {near.map((other) => (
              <li key={other.id}>
                <button type="button" className="link" onClick={() => form.setFieldValue('number', other.number)}>
                  {other.number} {other.subject}
                </button>
                <small>{t(`relations.${other.relation}`, { defaultValue: other.relation })}</small>
              </li>
            ))}
          </ul>
        )}
      </Form>
    </Modal>
  )
}
