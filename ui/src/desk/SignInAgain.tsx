import { Alert, Button, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { toSignIn, useSession, useSessionExpired, useSignInAgain } from '@/shared/session'

/** A session that ran out asks for the password where the user is, so that a half-written case is not lost. */
export function SignInAgain() {
  const { t } = useTranslation('shared')
  const { user } = useSession()
  const expired = useSessionExpired()
  const signIn = useSignInAgain()

  return (
    <Modal
      open={expired}
      title={t('again.title')}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={400}
      destroyOnHidden
    >
      <p style={{ color: 'var(--text-soft)' }}>{t('again.hint', { name: user.name })}</p>
      {signIn.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(signIn.error)} />
      )}
      <Form layout="vertical" requiredMark={false} onFinish={({ password }) => signIn.mutate({ login: user.login, password })}>
        <input type="text" autoComplete="username" value={user.login} readOnly hidden />
        <Form.Item name="password" label={t('again.password')} rules={[{ required: true, message: t('fields.required') }]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('act.signIn')}
        </Button>
        <Button type="text" block onClick={toSignIn} style={{ marginBlockStart: 8 }}>
          {t('again.other')}
        </Button>
      </Form>
    </Modal>
  )
}
