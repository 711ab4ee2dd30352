import { Alert, App, Form, InputNumber, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { type DeviceFilter, type LabelSize, type LabelsBody, useLabels } from './api'

const SIZES = {
  A4_3X8: 24,
  A4_3X8_36: 24,
  A4_2X7: 14,
  A4_2X4: 8,
  ROLL_70X36: 1,
  ROLL_60X40: 1,
  ROLL_40X30: 1,
} satisfies Record<LabelSize, number>

const KEY = 'aftercare.labels'

type Values = { size: LabelSize; skipped: number }
type LabelDialogProps = { devices?: string[]; filter?: DeviceFilter; onClose: () => void }

/** Prints QR labels for the chosen devices, or for all of the list on screen. */
export function LabelDialog({ devices, filter, onClose }: LabelDialogProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const size = Form.useWatch('size', form)
  const labels = useLabels()
  const perPage = size ? SIZES[size] : 1

  const print = (values: Values) => {
    localStorage.setItem(KEY, values.size)
    const body: LabelsBody = {
      size: values.size,
      skipped: perPage > 1 ? values.skipped : 0,
      devices: devices ?? null,
      filter: filter ? { ...NOTHING, ...filter, siteless: filter.siteless === 'true' ? true : null } : null,
    }
    labels.mutate(body, {
      onSuccess: (pdf) => {
        const address = URL.createObjectURL(pdf)
        const link = document.createElement('a')
        link.href = address
        link.download = `${t('labels.file')}.pdf`
        link.click()
        setTimeout(() => URL.revokeObjectURL(address), 60_000)
        message.success(t('labels.done'))
        onClose()
      },
    })
  }

  return (
    <Modal
      open
      title={t('labels.title')}
      okText={t('labels.make')}
      confirmLoading={labels.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{devices ? t('labels.forChosen', { count: devices.length }) : t('labels.forList')}</p>
      <Form form={form} layout="vertical" onFinish={print} initialValues={{ size: storedSize(), skipped: 0 }}>
        <Form.Item name="size" label={t('labels.size')}>
          <Radio.Group
            style={{ display: 'grid', gap: 6 }}
            options={(Object.keys(SIZES) as LabelSize[]).map((one) => ({ value: one, label: t(`labelSizes.${one}`) }))}
          />
        </Form.Item>
        {perPage > 1 && (
          <Form.Item name="skipped" label={t('labels.skipped')} extra={t('labels.skippedHint')}>
            <InputNumber min={0} max={perPage - 1} precision={0} />
          </Form.Item>
        )}
        {labels.isError && <Alert type="error" showIcon role="alert" title={problemText(labels.error)} />}
      </Form>
    </Modal>
  )
}

const NOTHING: NonNullable<LabelsBody['filter']> = {
  words: null,
  branch: null,
  customer: null,
  project: null,
  site: null,
  product: null,
  category: null,
  state: null,
  warranty: null,
  system: null,
  parent: null,
  siteless: null,
}

function storedSize(): LabelSize {
  const stored = localStorage.getItem(KEY)
  return stored && stored in SIZES ? (stored as LabelSize) : 'A4_3X8'
}
