import { useRouter } from '@tanstack/react-router'
import { Alert, App, Button, Flex, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { DemoBanner } from '@/shared/DemoBanner'
import { showOnForm } from '@/shared/desk'
import { Mark } from '@/shared/Mark'
import { problemText } from '@/shared/problem'
import { homeOf, useChangePassword, useSession, useSignOut } from '@/shared/session'
import './sign-in.css'

type Values = { current: string; next: string; again: string }

/** The server decides; this only spares a round trip. */
const SHORTEST_PASSWORD = 8

/** One's own password. After a first or reset sign-in there is no way round it. */
export function ChangePasswordPage() {
  const { t } = useTranslation(['identity', 'shared'])
  const session = useSession()
  const forced = session.user.mustChangePassword
  const change = useChangePassword()
  const signOut = useSignOut()
  const router = useRouter()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()

  const leave = () => {
    const home = homeOf(session)
    if (home === '/') router.navigate({ to: '/' })
    else window.location.assign(home)
  }

  const submit = ({ current, next }: Values) =>
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          message.success(t('password.changed'))
          leave()
        },
        onError: (error) => showOnForm(form, error),
      },
    )

  return (
    <div className="sign-in">
      <DemoBanner />
      <main className="sign-in-body">
        <section className="sign-in-card">
          <header>
            <Mark size={44} />
            <h1>{t('shared:password.change')}</h1>
            <p>{forced ? t('password.forced') : t('password.hint')}</p>
          </header>
          {change.isError && (
            <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(change.error)} />
          )}
          <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={change.isPending}>
            <input type="text" autoComplete="username" value={session.user.login} readOnly hidden />
            <Form.Item
              name="current"
              label={t('password.current')}
              rules={[{ required: true, message: t('password.currentMissing') }]}
            >
              <Input.Password autoComplete="current-password" autoFocus maxLength={200} />
            </Form.Item>
            <Form.Item
              name="next"
              label={t('password.next')}
              extra={t('password.rule', { count: SHORTEST_PASSWORD })}
              rules={[{ required: true, min: SHORTEST_PASSWORD, message: t('password.rule', { count: SHORTEST_PASSWORD }) }]}
            >
              <Input.Password autoComplete="new-password" maxLength={200} />
            </Form.Item>
            <Form.Item
              name="again"
              label={t('password.again')}
              dependencies={['next']}
              rules={[
                { required: true, message: t('password.againMissing') },
                ({ getFieldValue }) => ({
                  validator: (_, value) =>
                    !value || value === getFieldValue('next')
                      ? Promise.resolve()
                      : Promise.reject(new Error(t('password.differ'))),
                }),
              ]}
            >
              <Input.Password autoComplete="new-password" maxLength={200} />
            </Form.Item>
            <Flex vertical gap="small">
              <Button type="primary" htmlType="submit" block loading={change.isPending}>
                {t('password.submit')}
              </Button>
              {forced ? (
                <Button type="text" block onClick={() => signOut.mutate()}>
                  {t('shared:act.signOut')}
                </Button>
              ) : (
                <Button type="text" block onClick={leave}>
                  {t('shared:act.cancel')}
                </Button>
              )}
            </Flex>
          </Form>
        </section>
      </main>
    </div>
  )
}
