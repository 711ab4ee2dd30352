import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, Preferences, Sheet, TopBar } from '@/shared/lite'
import { useSession, useSignOut } from '@/shared/session'
import { forgetAnswers } from '../offline/keep'
import { useQueue } from '../offline/queue'
import { FieldTabs } from './MyVisitsPage'
import './field.css'

/** Who is signed in here, and how this phone should look. */
export function MePage() {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const session = useSession()
  const signOut = useSignOut(forgetAnswers)
  const { entries } = useQueue()
  const [leaving, setLeaving] = useState(false)
  const leave = () => signOut.mutate()
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
        <Link className="lite-button" data-kind="plain" data-wide="true" to={'/trips' as never}>
          {t('me.trips')}
        </Link>
        {desk && (
          <a className="lite-button" data-kind="plain" data-wide="true" href="/">
            {t('me.desk')}
          </a>
        )}
        <a className="lite-button" data-kind="plain" data-wide="true" href="/notices/preference">
          {t('shared:nav.told')}
        </a>
        <a className="lite-button" data-kind="plain" data-wide="true" href="/password">
          {t('shared:password.change')}
        </a>
        <Button kind="danger" wide busy={signOut.isPending} onClick={() => (entries.length > 0 ? setLeaving(true) : leave())}>
          {t('shared:act.signOut')}
        </Button>
      </main>
      <FieldTabs />
      <Sheet
        open={leaving}
        title={t('queue.leaveTitle', { count: entries.length })}
        onClose={() => setLeaving(false)}
        foot={
          <>
            <Button wide onClick={() => setLeaving(false)}>
              {t('queue.stay')}
            </Button>
            <Button kind="danger" wide busy={signOut.isPending} onClick={leave}>
              {t('queue.leave')}
            </Button>
          </>
        }
      >
        <p className="field-text">{t('queue.leaveHint')}</p>
      </Sheet>
    </>
  )
}
