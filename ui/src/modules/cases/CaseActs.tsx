import { MoreOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Dropdown, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type CaseAct, type CasePageData, caseQueries, useCaseAct } from './api'

/** What each act asks before it is done: nothing, a reason, or what was done. */
/** Merging has its own dialog beside the cases it concerns. */
type Asked = Exclude<CaseAct, 'MERGE' | 'UNMERGE'>

const ASKS = {
  TAKE: null,
  WAIT: 'reason',
  RESUME: null,
  RESOLVE: 'summary',
  ACCEPT: null,
  REJECT: 'reason',
  CLOSE: null,
  REOPEN: 'reason',
  CANCEL: 'reason',
} satisfies Record<Asked, 'reason' | 'summary' | null>
/** The likeliest of what is allowed now stands first. */
const LIKELY: Asked[] = ['TAKE', 'RESUME', 'RESOLVE', 'ACCEPT', 'WAIT', 'REJECT', 'REOPEN', 'CLOSE', 'CANCEL']
const DANGER = new Set<Asked>(['CANCEL', 'REJECT'])

/** The acts the server allows now; the likeliest are buttons, the rest are in the menu. */
export function CaseActs({ page }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(page.about.id)
  const [asking, setAsking] = useState<Asked>()
  const start = (name: Asked) => {
    if (ASKS[name]) setAsking(name)
    else act.mutate({ path: name.toLowerCase() }, { onError: (error) => message.error(problemText(error)) })
  }
  const acts = LIKELY.filter((name) => page.acts.includes(name))
  const shown = acts.slice(0, 2)
  const rest = acts.slice(2)
  return (
    <>
      {page.may.plan && (
        <Link to="/dispatch" search={{ case: page.about.id } as never}>
          <Button>{t('plan')}</Button>
        </Link>
      )}
      {shown.map((name, index) => (
        <Button
          key={name}
          type={index === 0 ? 'primary' : 'default'}
          danger={DANGER.has(name)}
          loading={act.isPending}
          onClick={() => start(name)}
        >
          {t(`acts.${name}`)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((name) => ({ key: name, label: t(`acts.${name}`), danger: DANGER.has(name) })),
            onClick: ({ key }) => start(key as Asked),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={t('more')} />
        </Dropdown>
      )}
      {asking && <Ask key={asking} name={asking} act={act} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function Ask({ name, act, onClose }: { name: Asked; act: ReturnType<typeof useCaseAct>; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const field = ASKS[name] ?? 'reason'
  const [form] = Form.useForm<Record<string, string>>()
  const pauses = useQuery({ ...caseQueries.pauses(), enabled: name === 'WAIT' })
  const pause = Form.useWatch<string | undefined>('pause', form)
  // What we wait for ourselves is said by the reason alone.
  const needed = name !== 'WAIT' || (pauses.data?.find(({ code }) => code === pause)?.party ?? 'CUSTOMER') === 'CUSTOMER'
  return (
    <Modal
      open
      destroyOnHidden
      title={t(`acts.${name}`)}
      okText={t(`acts.${name}`)}
      okButtonProps={{ danger: DANGER.has(name), loading: act.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) =>
          act.mutate(
            { path: name.toLowerCase(), body: { ...values, [field]: values[field]?.trim() ?? '' } },
            {
              onSuccess: onClose,
              onError: (error) => {
                if (!showOnForm(form, error)) message.error(problemText(error))
              },
            },
          )
        }
      >
        {name === 'WAIT' && (
          <Form.Item name="pause" label={t('waitWhy')} initialValue="customer">
            <Select
              loading={pauses.isLoading}
              options={pauses.data?.filter(({ active }) => active).map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name={field}
          label={t(`asks.${name}`)}
          rules={[{ required: needed, whitespace: needed, message: t('fillIn') }]}
        >
          <Input.TextArea autoFocus rows={4} maxLength={4000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}
