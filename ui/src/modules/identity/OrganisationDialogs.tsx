import { useQuery } from '@tanstack/react-query'
import { Alert, App, Flex, Form, Input, InputNumber, Modal, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { RegionCascader } from '@/shared/RegionCascader'
import { identityQueries } from './api'
import { type BranchBody, type BranchRow, type PartnerBody, type PartnerRow, useSaveBranch, useSavePartner } from './organisation'

const ZONES = [...new Set(['Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({ value, label: value }))

type DialogProps<Body> = {
  title: string
  initial: Partial<Body>
  version: number | undefined
  save: ReturnType<typeof useSaveBranch> | ReturnType<typeof useSavePartner>
  onClose: () => void
  children: ReactNode
}

/** What branches and partners have in common: a name, whether they are in use, saved with the version that was read. */
function Dialog<Body extends BranchBody | PartnerBody>({ title, initial, version, save, onClose, children }: DialogProps<Body>) {
  const { t } = useTranslation(['identity', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const submit = (values: Body) =>
    save.mutate({ ...values, active: values.active ?? true, version: version ?? 0 } as never, {
      onSuccess: () => {
        message.success(t('organisation.saved'))
        onClose()
      },
      onError: (error) => showOnForm(form, error),
    })
  return (
    <Modal open title={title} okText={t('shared:act.save')} confirmLoading={save.isPending} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={submit} initialValues={initial}>
        <Form.Item
          name="name"
          label={t('organisation.name')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={100} autoFocus />
        </Form.Item>
        {children}
        {version !== undefined && (
          <Form.Item name="active" label={t('organisation.active')} extra={t('organisation.activeHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Modal>
  )
}

export function BranchDialog({ branch, onClose }: { branch: BranchRow | undefined; onClose: () => void }) {
  const { t } = useTranslation(['identity', 'shared'])
  return (
    <Dialog<BranchBody>
      title={t(branch ? 'organisation.editBranch' : 'organisation.newBranch')}
      initial={branch ?? { zone: 'Asia/Shanghai', phone: '', regionCode: null, address: '', lng: null, lat: null }}
      version={branch?.version}
      save={useSaveBranch(branch?.id)}
      onClose={onClose}
    >
      <Form.Item
        name="code"
        label={t('organisation.code')}
        extra={t('organisation.codeHint')}
        normalize={(typed: string) => typed.toUpperCase()}
        rules={[
          { required: true, message: t('shared:fields.required') },
          { pattern: /^[A-Z0-9][A-Z0-9-]*$/, message: t('problems.identity.branch-code', { keySeparator: '\u0000' }) },
        ]}
      >
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="phone" label={t('organisation.branchPhone')} extra={t('organisation.branchPhoneHint')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="regionCode" label={t('organisation.region')} extra={t('organisation.regionHint')}>
        <RegionCascader />
      </Form.Item>
      <Form.Item name="address" label={t('organisation.address')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="zone" label={t('organisation.zone')} extra={t('organisation.zoneHint')} rules={[{ required: true }]}>
        <Select showSearch options={ZONES} />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 180px' }} name="lng" label={t('organisation.lng')}>
          <InputNumber style={{ width: '100%' }} min={-180} max={180} step={0.0001} placeholder="120.1551" />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 180px' }} name="lat" label={t('organisation.lat')}>
          <InputNumber style={{ width: '100%' }} min={-90} max={90} step={0.0001} placeholder="30.2741" />
        </Form.Item>
      </Flex>
    </Dialog>
  )
}

export function PartnerDialog({ partner, onClose }: { partner: PartnerRow | undefined; onClose: () => void }) {
  const { t } = useTranslation(['identity', 'shared'])
  const branches = useQuery(identityQueries.branches())
  return (
    <Dialog<PartnerBody>
      title={t(partner ? 'organisation.editPartner' : 'organisation.newPartner')}
      initial={partner ?? { phone: '' }}
      version={partner?.version}
      save={useSavePartner(partner?.id)}
      onClose={onClose}
    >
      <Form.Item
        name="branchId"
        label={t('organisation.ofBranch')}
        extra={t('organisation.toUsers')}
        rules={[{ required: true, message: t('shared:fields.required') }]}
      >
        <Select
          disabled={partner !== undefined}
          loading={branches.isPending}
          options={
            partner
              ? [{ value: partner.branchId, label: partner.branchName }]
              : branches.data?.map(({ id, name }) => ({ value: id, label: name }))
          }
        />
      </Form.Item>
      <Form.Item name="phone" label={t('organisation.phone')}>
        <Input maxLength={40} />
      </Form.Item>
    </Dialog>
  )
}
