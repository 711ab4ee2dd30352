import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema } from '@/shared/http'
import { listed } from '@/shared/listed'
import { Badge, Button, EmptyState, ErrorPanel, Field, Input, Sheet, Skeleton, toast } from '@/shared/lite'
import { sessionQueries } from '@/shared/session'
import { Time } from '@/shared/Time'
import { type Right, type Rights, RightsField } from './RightsField'
import { usePageTitle } from './usePageTitle'

type Colleagues = Schema<'PortalPeople.Colleagues'>
type Colleague = Schema<'PortalPeople.Colleague'>

const KEY = ['my', 'people']
const BASIC: Rights = { rights: ['REPORT'], sites: [] }

/** Who of the company may sign in here and what each may do; for those who manage their people. */
export function PeoplePage() {
  const { t } = useTranslation('portal')
  usePageTitle(t('people.title'))
  const session = useQuery(sessionQueries.current())
  if (session.isPending) return <Skeleton lines={6} />
  if (session.isError) return <ErrorPanel error={session.error} onRetry={() => session.refetch()} />
  if (!session.data) return <Navigate to="/sign-in" search={{ next: '/people' } as never} replace />
  if (!session.data.permissions.includes('portal.people')) {
    return (
      <main className="lite-page">
        <EmptyState title={t('people.notYours')} hint={t('people.notYoursHint')} action={<Back />} />
      </main>
    )
  }
  return <People />
}

const Back = () => {
  const { t } = useTranslation('portal')
  return (
    <Link to="/my" className="portal-link-quiet">
      {t('people.back')}
    </Link>
  )
}

function People() {
  const { t } = useTranslation('portal')
  const [chosen, setChosen] = useState<string | 'new'>()
  const people = useQuery({ queryKey: KEY, queryFn: ({ signal }) => http<Colleagues>('/portal/people', { signal }) })
  const one = people.data?.people.find(({ id }) => id === chosen)
  return (
    <main className="lite-page">
      <div className="portal-me">
        <div>
          <h1>{t('people.title')}</h1>
          <p>{t('people.hint')}</p>
        </div>
      </div>
      {people.isPending && <Skeleton lines={5} />}
      {people.isError && <ErrorPanel error={people.error} onRetry={() => people.refetch()} />}
      {people.data && (
        <>
          <Button wide onClick={() => setChosen('new')}>
            {t('people.invite')}
          </Button>
          <section className="portal-rows" aria-label={t('people.title')}>
            {people.data.people.map((colleague) => (
              <Row key={colleague.id} colleague={colleague} places={people.data.places} onOpen={() => setChosen(colleague.id)} />
            ))}
          </section>
          {people.data.people.length === 1 && <p className="portal-aside">{t('people.alone')}</p>}
          {chosen === 'new' && <Invite all={people.data} onClose={() => setChosen(undefined)} />}
          {one && <Change key={one.id} colleague={one} all={people.data} onClose={() => setChosen(undefined)} />}
        </>
      )}
      <Back />
    </main>
  )
}

type RowProps = { colleague: Colleague; places: Colleagues['places']; onOpen: () => void }

function Row({ colleague, places, onOpen }: RowProps) {
  const { t } = useTranslation('portal')
  const sees = colleague.rights.includes('SEE_ALL')
    ? t('people.sees.all')
    : colleague.sites.length > 0
      ? t('people.sees.sites', { sites: namesOf(colleague.sites, places) })
      : t('people.sees.own')
  const does = colleague.rights.filter((right) => right !== 'SEE_ALL').map((right) => t(`people.rights.${right}.short`))
  return (
    <button type="button" className="portal-row portal-person" onClick={onOpen}>
      <span>
        <strong>
          {colleague.name}
          {colleague.self && <em>{t('people.you')}</em>}
        </strong>
        <small>{[colleague.phone, colleague.email].filter(Boolean).join(' · ')}</small>
        <small>{[sees, ...does].join(' · ')}</small>
        {colleague.signedInAt !== null && (
          <small>
            {t('people.last')} <Time at={colleague.signedInAt} relative />
          </small>
        )}
      </span>
      {colleague.signedInAt === null && <Badge tone="warn">{t('people.never')}</Badge>}
    </button>
  )
}

const namesOf = (ids: string[], places: Colleagues['places']) =>
  listed(places.filter(({ id }) => ids.includes(id)).map(({ name }) => name))

function useSave(onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method, json }: { path: string; method: 'POST' | 'PUT' | 'DELETE'; json?: unknown }) =>
      http<Colleagues>(`/portal/people${path}`, { method, json }),
    onSuccess: (people) => {
      queries.setQueryData(KEY, people)
      onDone()
    },
  })
}

function Invite({ all, onClose }: { all: Colleagues; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [email, setEmail] = useState('')
  const [rights, setRights] = useState(BASIC)
  const [wrong, setWrong] = useState<{ name?: string; place?: string }>({})
  const save = useSave(() => {
    toast(t('people.sent', { name: name.trim() }))
    onClose()
  })

  const send = () => {
    const faults = {
      ...(!name.trim() && { name: t('people.missing.name') }),
      ...(phone.replace(/\D/g, '').length < 7 && !/^\S+@\S+\.\S+$/.test(email.trim()) && { place: t('people.missing.place') }),
    }
    setWrong(faults)
    if (Object.keys(faults).length > 0) return
    save.mutate({
      path: '',
      method: 'POST',
      json: { name: name.trim(), phone: phone.trim(), email: email.trim(), ...rights },
    })
  }

  return (
    <Sheet
      open
      title={t('people.invite')}
      onClose={onClose}
      foot={
        <Button wide busy={save.isPending} onClick={send}>
          {t('people.send')}
        </Button>
      }
    >
      <div className="portal-form">
        <Field label={t('people.name')} required error={wrong.name}>
          <Input autoFocus maxLength={60} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('people.phone')} error={wrong.place}>
          <Input
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </Field>
        <Field label={t('people.email')} hint={t('people.placeHint')}>
          <Input
            type="email"
            inputMode="email"
            autoComplete="off"
            maxLength={200}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <RightsField value={rights} onChange={setRights} mayGive={all.mayGive} places={all.places} />
        {save.isError && <ErrorPanel error={save.error} />}
      </div>
    </Sheet>
  )
}

function Change({ colleague, all, onClose }: { colleague: Colleague; all: Colleagues; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [rights, setRights] = useState<Rights>({ rights: colleague.rights as Right[], sites: colleague.sites })
  const [taking, setTaking] = useState(false)
  const save = useSave(() => {
    toast(t(taking ? 'people.taken' : 'people.saved'))
    onClose()
  })
  const path = `/${colleague.id}`
  return (
    <Sheet
      open
      title={colleague.name}
      onClose={onClose}
      foot={
        taking ? (
          <>
            <Button kind="plain" onClick={() => setTaking(false)}>
              {t('people.keep')}
            </Button>
            <Button kind="danger" busy={save.isPending} onClick={() => save.mutate({ path, method: 'DELETE' })}>
              {t('people.takeYes')}
            </Button>
          </>
        ) : (
          <>
            <Button kind="plain" onClick={() => setTaking(true)}>
              {t('people.take')}
            </Button>
            <Button
              busy={save.isPending}
              onClick={() => save.mutate({ path, method: 'PUT', json: { ...rights, version: colleague.version } })}
            >
              {t('shared:act.save')}
            </Button>
          </>
        )
      }
    >
      {taking ? (
        <p className="portal-plain">{t('people.takeHint', { name: colleague.name })}</p>
      ) : (
        <RightsField
          value={rights}
          onChange={setRights}
          mayGive={[...new Set([...all.mayGive, ...colleague.rights])]}
          places={all.places}
        />
      )}
      {save.isError && <ErrorPanel error={save.error} />}
    </Sheet>
  )
}
