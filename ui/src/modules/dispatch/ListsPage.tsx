import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Flex, Form, Input, Modal, Popconfirm, Segmented, Select, Table, Tabs, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useListState } from '@/shared/useListState'
import { dispatchQueries, type EntryBody, type ListEntry, type ListName, useRemoveEntry, useSaveEntry } from './api'

const LISTS = ['SKILLS', 'CERTIFICATES', 'EQUIPMENT', 'REFUSALS'] as const
const FOR_DEVICES: readonly ListName[] = ['SKILLS', 'CERTIFICATES']

/** The company's own lists: what people can do, hold and carry, and why partners say no. */
export function ListsPage() {
  const { t } = useTranslation('dispatch')
  const [{ list = 'SKILLS' }, change] = useListState<{ list?: ListName }>()
  return (
    <>
      <PageTitle title={t('lists.title')} hint={t('lists.hint')} />
      <Tabs
        activeKey={list}
        onChange={(key) => change({ list: key as ListName })}
        items={LISTS.map((one) => ({ key: one, label: t(`lists.of.${one}`) }))}
      />
      <Entries key={list} list={list} />
    </>
  )
}

function Entries({ list }: { list: ListName }) {
  const { t, i18n } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const found = useQuery(dispatchQueries.list(list))
  const remove = useRemoveEntry(list)
  const [editing, setEditing] = useState<ListEntry | 'new'>()
  const nameOf = (one: ListEntry) => one.name[i18n.language] ?? one.name['zh-CN'] ?? one.code
  return (
    <Flex vertical gap="middle">
      <Flex justify="space-between" align="center" gap="small" wrap>
        <span style={{ color: 'var(--text-soft)' }}>{t(`lists.hints.${list}`)}</span>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          {t('lists.add')}
        </Button>
      </Flex>
      <Four query={found} isEmpty={(all) => all.entries.length === 0} first={t('lists.none')}>
        {({ entries }) => (
          <Table<ListEntry>
            rowKey="code"
            size="small"
            dataSource={entries}
            pagination={false}
            scroll={{ x: 'max-content' }}
            columns={[
              {
                title: t('lists.name'),
                key: 'name',
                render: (_, one) => (
                  <Button type="link" style={{ paddingInline: 0 }} onClick={() => setEditing(one)}>
                    {nameOf(one)}
                  </Button>
                ),
              },
              ...(list === 'EQUIPMENT'
                ? [
                    {
                      title: t('lists.kind'),
                      key: 'kind',
                      render: (_: unknown, one: ListEntry) => one.kind && t(`kit.kinds.${one.kind}`),
                    },
                  ]
                : []),
              ...(FOR_DEVICES.includes(list)
                ? [
                    {
                      title: t('lists.neededFor'),
                      key: 'neededFor',
                      render: (_: unknown, one: ListEntry) => (
                        <Flex gap={4} wrap>
                          {one.neededFor.map((category) => (
                            <Tag key={category}>{category}</Tag>
                          ))}
                        </Flex>
                      ),
                    },
                  ]
                : []),
              {
                key: 'act',
                width: 64,
                render: (_, one) => (
                  <Popconfirm
                    title={t('lists.removeSure', { name: nameOf(one) })}
                    okText={t('lists.remove')}
                    onConfirm={() => remove.mutate(one.code, { onError: (error) => message.error(problemText(error)) })}
                  >
                    <Button type="text" icon={<DeleteOutlined />} aria-label={t('lists.removeOf', { name: nameOf(one) })} />
                  </Popconfirm>
                ),
              },
            ]}
          />
        )}
      </Four>
      {editing && (
        <EntryDialog
          list={list}
          entry={editing === 'new' ? undefined : editing}
          categories={found.data?.categories ?? []}
          onDone={() => setEditing(undefined)}
        />
      )}
    </Flex>
  )
}

type EntryDialogProps = { list: ListName; entry: ListEntry | undefined; categories: readonly string[]; onDone: () => void }

function EntryDialog({ list, entry, categories, onDone }: EntryDialogProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [form] = Form.useForm<EntryBody>()
  const save = useSaveEntry(list, entry?.code)
  return (
    <Modal
      open
      title={entry ? t('lists.edit') : t('lists.add')}
      okText={t('shared:act.save')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onDone}
    >
      <Form<EntryBody>
        form={form}
        layout="vertical"
        initialValues={{
          zh: entry?.name['zh-CN'] ?? '',
          tw: entry?.name['zh-TW'] ?? '',
          en: entry?.name.en ?? '',
          neededFor: entry?.neededFor ?? [],
          kind: list === 'EQUIPMENT' ? (entry?.kind ?? 'TOOL') : null,
        }}
        onFinish={(values) =>
          save.mutate({ ...values, neededFor: values.neededFor ?? [], kind: values.kind ?? null }, { onSuccess: onDone })
        }
      >
        <Form.Item
          name="zh"
          label={t('lists.zh')}
          rules={[{ required: true, whitespace: true, message: t('lists.nameMissing') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Flex gap="middle" wrap>
          <Form.Item name="tw" label={t('lists.tw')} extra={t('lists.blank')} style={{ flex: '1 1 180px' }}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="en" label={t('lists.en')} style={{ flex: '1 1 180px' }}>
            <Input maxLength={60} />
          </Form.Item>
        </Flex>
        {list === 'EQUIPMENT' && (
          <Form.Item name="kind" label={t('lists.kind')}>
            <Segmented options={(['TOOL', 'PART'] as const).map((value) => ({ value, label: t(`kit.kinds.${value}`) }))} />
          </Form.Item>
        )}
        {FOR_DEVICES.includes(list) && (
          <Form.Item name="neededFor" label={t('lists.neededFor')} extra={t('lists.neededForHint')}>
            <Select mode="tags" maxCount={50} options={categories.map((value) => ({ value }))} />
          </Form.Item>
        )}
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Modal>
  )
}
