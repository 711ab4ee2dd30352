import { useTranslation } from 'react-i18next'
import { Button, Card, Preferences, TopBar } from '@/shared/lite'
import { useSession, useSignOut } from '@/shared/session'
import { FieldTabs } from './MyVisitsPage'
import './field.css'

/** Who is signed in here, and how this phone should look. */
export function MePage() {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const session = useSession()
  const signOut = useSignOut()
  const desk = session.roles.some(({ role }) => role !== 'ENGINEER')
  return (
    <>
      <TopBar title={t('tabs.me')} />
      <main className="lite-page">
        <Card>
          <div className="field-me">
            <span className="field-me-mark">{[...session.user.name][0]}</span>
            <div>
              <strong>{session.user.name}</strong>
              <small>{session.branches.map((branch) => branch.name).join(t('comma'))}</small>
            </div>
          </div>
        </Card>
        <Card>
          <div className="field-stack">
            <Preferences />
          </div>
        </Card>
        {desk && (
          <a className="lite-button" data-kind="plain" data-wide="true" href="/">
            {t('me.desk')}
          </a>
        )}
        <a className="lite-button" data-kind="plain" data-wide="true" href="/password">
          {t('shared:password.change')}
        </a>
        <Button kind="danger" wide busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('shared:act.signOut')}
        </Button>
      </main>
      <FieldTabs />
    </>
  )
}
