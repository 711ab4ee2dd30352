import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Flex, Segmented, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Countdown } from '@/shared/Countdown'
import { Four, KeysetPager, Nothing, PageTitle, ProblemAlert, SubjectLink } from '@/shared/desk'
import { useSession } from '@/shared/session'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { AnswerDialog, type Answering } from './AnswerDialog'
import { PartnerScoreTag } from './PartnerScoreTag'
import { type Invitation, SHELVES, type Shelf, tenderQueries } from './tenderApi'
import { useCertificateNames } from './useCertificateNames'
import { useRefusalReasons } from './useRefusalReasons'
import { useSkillNames } from './useSkillNames'
import './tenders.css'

type State = { shelf?: Shelf; after?: string; open?: string }

/** A partner's own board: what is offered to the firm, and what became of it. */
export function InvitationsPage() {
  const { t } = useTranslation('dispatch')
  const [state, change] = useListState<State>()
  const shelf = SHELVES.find((one) => one === state.shelf) ?? 'OPEN'
  const invitations = useQuery(tenderQueries.invitations(shelf, state.after))
  const scores = useQuery(tenderQueries.scores())
  const [answering, setAnswering] = useState<Answering>()
  const show = (next: Shelf) => change({ shelf: next === 'OPEN' ? undefined : next, after: undefined } as Partial<State>)

  return (
    <>
      <PageTitle title={t('invitation.title')} hint={t('invitation.hint')} extra={<PartnerScoreTag score={scores.data?.[0]} />} />
      <div className="shelves">
        <Segmented
          value={shelf}
          onChange={show}
          options={SHELVES.map((value) => ({
            value,
            label:
              value === 'OPEN' && invitations.data?.unanswered
                ? `${t('invitation.shelves.OPEN')} ${invitations.data.unanswered}`
                : t(`invitation.shelves.${value}`),
          }))}
        />
      </div>
      <Four
        query={invitations}
        isEmpty={(page) => page.rows.length === 0}
        filtered={false}
        first={t(shelf === 'OPEN' ? 'invitation.none' : 'invitation.noneHere')}
      >
        {(page) => (
          <ul className="invitations" aria-busy={invitations.isFetching}>
            {page.rows.map((one) => (
              <li key={one.id}>
                <InvitationCard invitation={one} onAnswer={setAnswering} />
              </li>
            ))}
          </ul>
        )}
      </Four>
      <KeysetPager after={state.after} next={invitations.data?.next} onMove={(after) => change({ after } as Partial<State>)} />
      <OneInvitation
        id={state.open}
        onAnswer={setAnswering}
        onClose={() => change({ open: undefined } as Partial<State>, { keepPage: true })}
      />
      <AnswerDialog answering={answering} onClose={() => setAnswering(undefined)} />
    </>
  )
}

type OneInvitationProps = { id: string | undefined; onAnswer: (answering: Answering) => void; onClose: () => void }

/** Somebody came from a notice. */
function OneInvitation({ id, onAnswer, onClose }: OneInvitationProps) {
  const { t } = useTranslation('dispatch')
  const found = useQuery({ ...tenderQueries.invitation(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={460}
      destroyOnHidden
      title={t('invitation.one')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {found.isError ? (
        <ProblemAlert error={found.error} onRetry={() => found.refetch()} />
      ) : found.data ? (
        <InvitationCard invitation={found.data} onAnswer={onAnswer} />
      ) : id ? (
        <Skeleton active />
      ) : (
        <Nothing />
      )}
    </Drawer>
  )
}

type InvitationCardProps = { invitation: Invitation; onAnswer: (answering: Answering) => void }

function InvitationCard({ invitation, onAnswer }: InvitationCardProps) {
  const { t, i18n } = useTranslation('dispatch')
  const skill = useSkillNames()
  const certificate = useCertificateNames()
  const { reasonOf } = useRefusalReasons()
  const own = useSession().user.name
  const due = invitation.arrive ?? invitation.restore
  const facts = [
    invitation.region && { label: t('invitation.where'), text: invitation.region },
    invitation.device && { label: t('device'), text: invitation.device },
    due && { label: t(invitation.arrive ? 'promise.arrive' : 'promise.restore'), text: formatTime(due.dueAt, 'short') },
    invitation.windows.length > 0 && {
      label: t('invitation.windows'),
      text: invitation.windows.map((one) => `${formatTime(one.from, 'short')}–${formatTime(one.to, 'time')}`).join(t('comma')),
    },
    invitation.words && { label: t('invitation.words'), text: invitation.words },
  ].filter((one) => one !== null && one !== false && one !== '' && one !== undefined)
  const open = invitation.state === 'ASKED' || invitation.state === 'ANSWERED'
  return (
    <article
      className="invitation"
      data-state={invitation.state}
      data-severity={invitation.severity}
      aria-label={invitation.subject}
    >
      <header>
        <Tag className="severity-tag" data-severity={invitation.severity} variant="filled">
          {t(`severity.${invitation.severity}`)}
        </Tag>
        <Tag variant="filled">{invitation.kind[i18n.language] ?? invitation.kind['zh-CN']}</Tag>
        <span className="tender-due tabular">
          {open ? (
            <>
              {t('tender.until', { at: formatTime(invitation.dueAt, 'short') })}{' '}
              <Countdown dueAt={invitation.dueAt} state="RUNNING" />
            </>
          ) : (
            <Tag variant="filled">{t(`invitation.states.${invitation.state}`)}</Tag>
          )}
        </span>
      </header>
      {invitation.caseId ? (
        <strong>
          <SubjectLink kind="case" id={invitation.caseId}>
            {invitation.subject}
          </SubjectLink>
          <small className="tabular">
            {invitation.number}
            {invitation.customer && ` · ${invitation.customer}`}
          </small>
        </strong>
      ) : (
        <strong>{invitation.subject}</strong>
      )}
      {(invitation.needs.length > 0 || invitation.certificates.length > 0) && (
        <Flex gap={4} wrap>
          {invitation.needs.map((need) => (
            <Tag key={need} variant="filled">
              {skill(need)}
            </Tag>
          ))}
          {invitation.certificates.map((kind) => (
            <Tag key={kind} variant="outlined">
              {certificate(kind)}
            </Tag>
          ))}
        </Flex>
      )}
      <dl>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.text}</dd>
          </div>
        ))}
      </dl>
      <Own invitation={invitation} reason={reasonOf(invitation.refusal)} />
      {invitation.acts.length > 0 && (
        <footer>
          <small>{t(`invitation.modeHint.${invitation.mode}`)}</small>
          <Flex gap="small">
            <Button onClick={() => onAnswer({ invitation, kind: 'no' })}>{t('invitation.decline')}</Button>
            <Button type="primary" onClick={() => onAnswer({ invitation, kind: 'yes' })}>
              {t(invitation.state === 'ANSWERED' ? 'invitation.change' : 'invitation.accept')}
            </Button>
          </Flex>
        </footer>
      )}
      {invitation.acts.length === 0 && open && <p className="tender-late">{t('invitation.over')}</p>}
      {invitation.caseId && (
        <footer>
          <small>{t('invitation.yours', { name: own })}</small>
          <Link to="/dispatch" search={{ case: invitation.caseId } as never}>
            <Button>{t('invitation.plan')}</Button>
          </Link>
        </footer>
      )}
    </article>
  )
}

/** What the firm said. */
function Own({ invitation, reason }: { invitation: Invitation; reason: string }) {
  const { t } = useTranslation('dispatch')
  const lines = [
    invitation.refusal ? t('invitation.declined', { reason }) : undefined,
    invitation.startsAt ? t('tender.comes', { at: formatTime(invitation.startsAt, 'short') }) : undefined,
    invitation.price === null ? undefined : t('tender.price', { price: invitation.price.toFixed(2) }),
    invitation.engineer ?? undefined,
    invitation.note || undefined,
  ].filter((line) => line !== undefined)
  if (lines.length === 0) return null
  return (
    <Flex wrap gap="0 10px" className="tender-answer">
      <span>{t('invitation.own')}</span>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </Flex>
  )
}
