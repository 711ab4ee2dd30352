import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Drawer, Flex, Form, Input, Select, Upload } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Facts, Four, Panel } from '@/shared/desk'
import { ACCEPTED, sizeOf } from '@/shared/documents/files'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type Archive, archiveQueries, contentOf, type PaperRow, usePaperChange } from './api'

type Values = { kind: string; name: string; dated: Dayjs; important: boolean; note: string; shelf: string }

/** Everything about one paper: its words, its versions, how long it stays. */
export function PaperDrawer({ archive, paper, onClose }: { archive: Archive; paper: PaperRow; onClose: () => void }) {
  const { t } = useTranslation(['archive', 'shared'])
  const { message, modal } = App.useApp()
  const [form] = Form.useForm<Values>()
  const change = usePaperChange(paper.id)
  const versions = useQuery(archiveQueries.versions(paper.id))
  const save = ({ dated, ...values }: Values) =>
    change.mutate(
      { json: { ...values, dated: dated.format('YYYY-MM-DD'), version: paper.version } },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
      },
    )
  const remove = () => {
    let reason = ''
    const asked = modal.confirm({
      title: t('remove.ask', { name: paper.name }),
      content: (
        <Input
          aria-label={t('remove.reason')}
          placeholder={t('remove.reason')}
          maxLength={1000}
          onChange={(event) => {
            reason = event.target.value
            asked.update({ okButtonProps: { danger: true, disabled: reason.trim() === '' } })
          }}
        />
      ),
      okText: t('remove.act'),
      okButtonProps: { danger: true, disabled: true },
      onOk: () =>
        change.mutateAsync({ act: 'remove', json: { reason, version: paper.version } }).then(
          () => {
            message.success(t('remove.done'))
            onClose()
          },
          (error) => void message.error(problemText(error)),
        ),
    })
  }
  return (
    <Drawer
      open
      size={520}
      title={paper.name}
      onClose={onClose}
      footer={
        <Flex justify="space-between" gap="small">
          {archive.mayRemove && paper.retentionOver ? (
            <Button danger type="text" onClick={remove}>
              {t('remove.act')}
            </Button>
          ) : (
            <span className="faint">
              {paper.retentionUntil ? t('keptUntil', { date: paper.retentionUntil }) : t('keptForGood')}
            </span>
          )}
          {archive.mayFile && (
            <Button type="primary" loading={change.isPending} onClick={form.submit}>
              {t('shared:act.save')}
            </Button>
          )}
        </Flex>
      }
    >
      <Form
        form={form}
        layout="vertical"
        disabled={!archive.mayFile || change.isPending}
        initialValues={{ ...paper, dated: dayjs(paper.dated) }}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={t('columns.paper')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('columns.kind')} extra={archive.mayFile ? t('moveHint') : undefined}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={archive.sections.map((section) => ({
              label: section.name,
              options: section.kinds
                .filter((kind) => kind.active || kind.code === paper.kind)
                .map((kind) => ({ value: kind.code, label: `${kind.code} ${kind.name}` })),
            }))}
          />
        </Form.Item>
        <Flex gap="0 16px" wrap>
          <Form.Item name="dated" label={t('columns.dated')}>
            <DatePicker allowClear={false} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item
            name="shelf"
            label={t('columns.shelf')}
            style={{ flex: '1 1 180px' }}
            rules={paper.documentId ? [] : [{ required: true, whitespace: true, message: t('file.nowhere') }]}
          >
            <Input maxLength={100} placeholder={t('file.shelfExample')} />
          </Form.Item>
        </Flex>
        <Form.Item name="important" valuePropName="checked">
          <Checkbox>{t('important')}</Checkbox>
        </Form.Item>
        <Form.Item name="note" label={t('columns.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
      </Form>
      {change.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(change.error)} />
      )}
      <Panel
        title={t('columns.versions')}
        extra={
          archive.mayFile &&
          !paper.source && (
            <Upload
              accept={ACCEPTED}
              showUploadList={false}
              beforeUpload={(file) => {
                change.mutate({ file }, { onSuccess: () => void message.success(t('versionAdded')) })
                return false
              }}
            >
              <Button size="small" icon={<UploadOutlined />} loading={change.isPending}>
                {t(paper.documentId ? 'newVersion' : 'addFile')}
              </Button>
            </Upload>
          )
        }
      >
        <Four query={versions}>
          {(rows) =>
            rows.length === 0 ? (
              <span className="faint">{t('paperOnly')}</span>
            ) : (
              <ul className="lines">
                {rows.map((version, n) => (
                  <li key={version.document}>
                    <div>
                      <a href={contentOf(paper.id, version.document)} target="_blank" rel="noreferrer">
                        {version.fileName}
                      </a>
                      <div>
                        <small>
                          {version.uploadedName === 'system' ? t('byProduct') : version.uploadedName} · <Time at={version.at} /> ·{' '}
                          {sizeOf(version.size)}
                        </small>
                      </div>
                    </div>
                    <span className={n === 0 ? '' : 'faint'}>{t('versionN', { n: rows.length - n })}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Four>
      </Panel>
      <Facts
        facts={[
          { label: t('filedBy'), value: paper.filedBy ?? t('byProduct') },
          { label: t('filedAt'), value: <Time at={paper.filedAt} style="full" /> },
        ]}
      />
    </Drawer>
  )
}
