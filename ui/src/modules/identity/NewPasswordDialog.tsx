import { Alert, Button, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewPassword } from './api'

export function useNewPassword() {
  const [shown, setShown] = useState<NewPassword>()
  return { shown, show: setShown, hide: () => setShown(undefined) }
}

/** A generated password is shown this once and never again, so the dialog closes only on purpose. */
export function NewPasswordDialog({ password: { shown, hide } }: { password: ReturnType<typeof useNewPassword> }) {
  const { t } = useTranslation(['identity', 'shared'])
  return (
    <Modal
      open={shown !== undefined}
      title={t('newPassword.title')}
      footer={
        <Button type="primary" onClick={hide}>
          {t('newPassword.done')}
        </Button>
      }
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      width={440}
    >
      <Alert type="warning" showIcon title={t('newPassword.once')} style={{ marginBlockEnd: 16 }} />
      <Typography.Paragraph type="secondary" style={{ marginBlockEnd: 4 }}>
        {t('newPassword.for', { login: shown?.login })}
      </Typography.Paragraph>
      <Typography.Paragraph
        copyable={{ text: shown?.password ?? '' }}
        style={{ fontSize: 22, fontFamily: 'ui-monospace, Consolas, monospace' }}
      >
        {shown?.password}
      </Typography.Paragraph>
    </Modal>
  )
}
