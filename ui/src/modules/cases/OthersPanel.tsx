import { DisconnectOutlined, LinkOutlined, NotificationOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Form, Input, Modal, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, SubjectLink, showOnForm } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type CasePageData, type OtherCase, useCaseAct } from './api'
import { CaseStatusTag } from './words'

const LINKED = new Set(['DUPLICATE', 'RELATED', 'PART_OF', 'HAS_PART'])
const MERGEABLE = new Set(['NEW', 'ACTIVE', 'WAITING'])
const SHOWN = 6

/** The cases beside this one: those somebody linked, the one it repeats, and what else device and customer had. */
export function OthersPanel({ page: { about, others, may } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const [linking, setLinking] = useState(false)
  const [all, setAll] = useState(false)
  const [telling, setTelling] = useState(false)
  const parts = others.filter(({ relation }) => relation === 'HAS_PART').length
  if (others.length === 0 && !may.triage) return null
  const shown = all ? others : others.slice(0, SHOWN)
  return (
    <Panel
      title={t('others')}
      extra={
        may.triage && (
          <Flex gap={6} wrap>
            {parts > 0 && (
              <Button size="small" icon={<NotificationOutlined />} onClick={() => setTelling(true)}>
                {t('affected.tell')}
              </Button>
            )}
            <Button size="small" icon={<LinkOutlined />} onClick={() => setLinking(true)}>
              {t('link.act')}
            </Button>
          </Flex>
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
      {telling && <TellDialog id={about.id} parts={parts} onClose={() => setTelling(false)} />}
      {linking && (
        <LinkDialog id={about.id} mayMerge={MERGEABLE.has(about.status)} others={others} onClose={() => setLinking(false)} />
      )}
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
        {mayUnlink && other.relation === 'MERGED' && (
          <Popconfirm
            title={t('merge.undoAsk', { number: other.number })}
            okText={t('merge.undo')}
            cancelText={t('cancel')}
            onConfirm={() => act.mutateAsync({ path: 'unmerge' }).catch((error) => message.error(problemText(error)))}
          >
            <Button size="small">{t('merge.undo')}</Button>
          </Popconfirm>
        )}
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

type Kind = 'RELATED' | 'DUPLICATE' | 'MERGE' | 'PART_OF'
type Values = { number: string; kind: Kind }
type LinkDialogProps = { id: string; mayMerge: boolean; others: OtherCase[]; onClose: () => void }

/** What may belong together: only named, merged into one, or hung on the outage it suffers from. */
function LinkDialog({ id, mayMerge, others, onClose }: LinkDialogProps) {
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
            values.kind === 'MERGE' || values.kind === 'PART_OF'
              ? { path: values.kind === 'MERGE' ? 'merge' : 'part-of', body: { number: values.number.trim() } }
              : { path: 'links', body: { number: values.number.trim(), kind: values.kind } },
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
            className="link-kinds"
            options={(mayMerge ? (['RELATED', 'MERGE', 'PART_OF'] as const) : (['RELATED'] as const)).map((kind) => ({
              value: kind,
              label: (
                <>
                  {t(`link.kinds.${kind}`)} <small className="faint">{t(`link.hints.${kind}`)}</small>
                </>
              ),
            }))}
          />
        </Form.Item>
        <Form.Item name="number" label={t('link.number')} rules={[{ required: true, whitespace: true, message: t('fillIn') }]}>
          <Input autoFocus maxLength={40} placeholder="SO-2026-000001" spellCheck={false} />
        </Form.Item>
        {near.length > 0 && (
          <ul className="lines link-near">
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

/** The same words to everybody who suffers from the outage. */
function TellDialog({ id, parts, onClose }: { id: string; parts: number; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ text: string }>()
  const tell = useMutation({
    mutationFn: (json: { text: string }) =>
      http<Schema<'CaseController.Told'>>(`/cases/${id}/tell-affected`, { method: 'POST', json }),
    onSuccess: ({ cases }) => {
      queries.invalidateQueries({ queryKey: ['cases'] })
      message.success(t('affected.told', { count: cases }))
      onClose()
    },
    onError: (error) => {
      if (!showOnForm(form, error)) message.error(problemText(error))
    },
  })
  return (
    <Modal
      open
      title={t('affected.tell')}
      okText={t('affected.send')}
      confirmLoading={tell.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="faint">{t('affected.hint', { count: parts })}</p>
      <Form form={form} layout="vertical" onFinish={(values) => tell.mutate(values)}>
        <Form.Item name="text" rules={[{ required: true, whitespace: true, message: t('fillIn') }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4000} placeholder={t('affected.example')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
