import { DeleteOutlined, InboxOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Flex, Form, Input, Modal, Select, Upload } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ACCEPTED, sizeOf } from '@/shared/documents/files'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { dayOf } from '@/shared/time'
import { type Archive, filePaper } from './api'

type Values = { kind: string; dated: Dayjs; important: boolean; shelf?: string; note?: string; name?: string }
type Waiting = { id: string; file: File; name: string; error?: unknown }

/** One or several papers of one kind: files, or an original that only lies on a shelf. */
export function FileDialog({ archive, at, onClose }: { archive: Archive; at: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(['archive', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [waiting, setWaiting] = useState<Waiting[]>([])
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const [alone] = useState(newId)
  const kinds = archive.sections.flatMap((section) => section.kinds)
  const chosen = kinds.find((kind) => kind.code === at && kind.active)

  const submit = async (values: Values) => {
    const shared = {
      kind: values.kind,
      dated: values.dated.format('YYYY-MM-DD'),
      important: values.important,
      shelf: values.shelf?.trim() ?? '',
      note: values.note?.trim() ?? '',
    }
    setBusy(true)
    setFailed(undefined)
    const left: Waiting[] = []
    try {
      if (waiting.length === 0) await filePaper(archive.id, { ...shared, id: alone, name: values.name ?? '', file: null })
      for (const one of waiting) {
        try {
          await filePaper(archive.id, { ...shared, id: one.id, name: one.name, file: one.file })
        } catch (error) {
          left.push({ ...one, error })
        }
      }
      await queries.invalidateQueries({ queryKey: ['archive'] })
      setWaiting(left)
      if (left.length === 0) {
        message.success(t('file.done'))
        onClose()
      }
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal
      open
      width={640}
      title={t('file.title')}
      okText={t('file.act')}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        disabled={busy}
        initialValues={{ kind: chosen?.code, dated: dayjs(dayOf(Date.now())), important: chosen?.important ?? false }}
        onFinish={submit}
      >
        <Form.Item name="kind" label={t('columns.kind')} rules={[{ required: true, message: t('shared:fields.required') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(code) => form.setFieldValue('important', kinds.find((kind) => kind.code === code)?.important ?? false)}
            options={archive.sections.map((section) => ({
              label: section.name,
              options: section.kinds
                .filter((kind) => kind.active)
                .map((kind) => ({ value: kind.code, label: `${kind.code} ${kind.name}` })),
            }))}
          />
        </Form.Item>
        <Upload.Dragger
          multiple
          accept={ACCEPTED}
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            setWaiting((now) => [...now, { id: newId(), file, name: nameOf(file.name) }])
            return false
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p>{t('file.drop')}</p>
          <p className="faint">{t('file.dropHint')}</p>
        </Upload.Dragger>
        {waiting.length > 0 ? (
          <ul className="lines file-lines">
            {waiting.map((one) => (
              <li key={one.id}>
                <div style={{ flex: 1 }}>
                  <Input
                    value={one.name}
                    maxLength={200}
                    aria-label={t('columns.paper')}
                    status={one.error || !one.name.trim() ? 'error' : ''}
                    onChange={(event) =>
                      setWaiting((now) =>
                        now.map((other) => (other.id === one.id ? { ...one, name: event.target.value } : other)),
                      )
                    }
                  />
                  <small>{one.error ? problemText(one.error) : `${one.file.name} · ${sizeOf(one.file.size)}`}</small>
                </div>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`${t('shared:act.remove')} ${one.file.name}`}
                  onClick={() => setWaiting((now) => now.filter((other) => other.id !== one.id))}
                />
              </li>
            ))}
          </ul>
        ) : (
          <Form.Item
            name="name"
            label={t('columns.paper')}
            style={{ marginBlockStart: 16 }}
            extra={t('file.aloneHint')}
            rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Flex gap="0 16px" wrap style={{ marginBlockStart: 16 }}>
          <Form.Item name="dated" label={t('columns.dated')} rules={[{ required: true, message: t('shared:fields.required') }]}>
            <DatePicker allowClear={false} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item
            name="shelf"
            label={t('columns.shelf')}
            style={{ flex: '1 1 180px' }}
            rules={waiting.length === 0 ? [{ required: true, whitespace: true, message: t('file.nowhere') }] : []}
          >
            <Input maxLength={100} placeholder={t('file.shelfExample')} />
          </Form.Item>
          <Form.Item name="important" label=" " valuePropName="checked">
            <Checkbox>{t('important')}</Checkbox>
          </Form.Item>
        </Flex>
        <Form.Item name="note" label={t('columns.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={2000} />
        </Form.Item>
        {failed !== undefined && <Alert type="error" showIcon role="alert" title={problemText(failed)} />}
      </Form>
    </Modal>
  )
}

/** A file's name without its ending is a paper's name to begin with. */
const nameOf = (file: string) => file.replace(/\.[^.]{1,5}$/, '').slice(0, 200) || file
