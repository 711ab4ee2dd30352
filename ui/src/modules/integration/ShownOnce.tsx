import { Alert, Button, Modal, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import './integration.css'

type ShownOnceProps = { title: string; words: string; secret: string | undefined; onClose: () => void }

/** A secret is shown this once and never again, so the dialog closes only on purpose. */
export function ShownOnce({ title, words, secret, onClose }: ShownOnceProps) {
  const { t } = useTranslation('integration')
  return (
    <Modal
      open={secret !== undefined}
      title={title}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('once.done')}
        </Button>
      }
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      width={560}
    >
      <Alert type="warning" showIcon title={words} style={{ marginBlockEnd: 16 }} />
      <Typography.Paragraph copyable={{ text: secret ?? '' }} className="secret">
        {secret}
      </Typography.Paragraph>
    </Modal>
  )
}
