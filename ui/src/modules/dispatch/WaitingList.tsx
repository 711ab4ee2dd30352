import { EditOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input, Tag } from 'antd'
import { type PointerEvent, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Countdown, type PromiseState } from '@/shared/Countdown'
import { Nothing } from '@/shared/desk'
import type { Waiting } from './api'
import { pressing } from './rules'
import { useSkillNames } from './useSkillNames'
import './tenders.css'

type WaitingListProps = {
  waiting: readonly Waiting[]
  more: boolean
  mayPlan: boolean
  /** Being planned just now, or in the hand. */
  away: string | undefined
  invites: boolean
  onGrab?: (event: PointerEvent, waiting: Waiting) => void
  onPlan: (waiting: Waiting) => void
  onAdvise: (waiting: Waiting) => void
  /** Partners are asked about it: how far that is. */
  onTender?: ((waiting: Waiting) => void) | undefined
}

/** Cases that wait for a plan, the most pressing first. A booking dropped here waits again. */
export function WaitingList({ waiting, more, mayPlan, away, invites, onGrab, onPlan, onAdvise, onTender }: WaitingListProps) {
  const { t } = useTranslation('dispatch')
  const [words, setWords] = useState('')
  const asked = useDeferredValue(words.trim().toLowerCase())
  const shown = useMemo(
    () =>
      asked
        ? waiting.filter(({ serviceCase: c }) =>
            [c.number, c.subject, c.customer, c.site, c.address, c.device, c.contactName].some((text) =>
              text?.toLowerCase().includes(asked),
            ),
          )
        : waiting,
    [waiting, asked],
  )

  return (
    <section className="waiting" aria-label={t('waiting.title')} data-waiting="" data-invites={invites}>
      <header>
        <h2>
          {t('waiting.title')}
          <span className="waiting-count tabular">{more ? `${waiting.length}+` : waiting.length}</span>
        </h2>
        <Input
          size="small"
          allowClear
          variant="filled"
          prefix={<SearchOutlined />}
          placeholder={t('waiting.search')}
          aria-label={t('waiting.search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </header>
      {invites && <p className="waiting-drop">{t('waiting.dropHere')}</p>}
      <ul>
        {shown.map((one) => (
          <WaitingCard
            key={one.serviceCase.id}
            waiting={one}
            mayPlan={mayPlan}
            away={one.serviceCase.id === away}
            onGrab={onGrab}
            onPlan={onPlan}
            onAdvise={onAdvise}
            onTender={onTender}
          />
        ))}
      </ul>
      {shown.length === 0 && <Nothing filtered={asked !== ''} first={t('waiting.none')} />}
      {more && <p className="waiting-more">{t('waiting.more', { count: waiting.length })}</p>}
    </section>
  )
}

type WaitingCardProps = Pick<WaitingListProps, 'mayPlan' | 'onGrab' | 'onPlan' | 'onAdvise' | 'onTender'> & {
  waiting: Waiting
  away: boolean
}

function WaitingCard({ waiting, mayPlan, away, onGrab, onPlan, onAdvise, onTender }: WaitingCardProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const skill = useSkillNames()
  const c = waiting.serviceCase
  const due = pressing(c)
  return (
    <li
      className="waiting-card"
      data-severity={c.severity}
      data-away={away}
      data-grab={mayPlan && onGrab !== undefined}
      onPointerDown={mayPlan && onGrab ? (event) => onGrab(event, waiting) : undefined}
    >
      <div className="waiting-head">
        <a className="tabular" href={`/cases/${c.id}`} draggable={false}>
          {c.number}
        </a>
        {due ? (
          <span className="waiting-due">
            {t(`due.${due.code}`)} <Countdown dueAt={due.dueAt} state={due.state as PromiseState} />
          </span>
        ) : null}
      </div>
      <strong title={c.subject}>{c.subject}</strong>
      <span className="waiting-where" title={[c.customer, c.site, c.address].filter(Boolean).join(' · ')}>
        {[c.customer ?? (c.contactName || t('unknownCustomer')), c.site].filter(Boolean).join(' · ')}
      </span>
      {c.people > 1 && (
        <span className="waiting-reason">{t('crew.missing', { people: c.people, missing: c.people - waiting.booked })}</span>
      )}
      {waiting.dropReason && <span className="waiting-reason">{t('waiting.dropped', { reason: waiting.dropReason })}</span>}
      {waiting.tender && onTender && (
        <button
          type="button"
          className="waiting-tender"
          data-state={waiting.tender.state}
          onClick={() => onTender(waiting)}
          onPointerDown={(event) => event.stopPropagation()}
        >
          {waiting.tender.state === 'LAPSED'
            ? t('waiting.tenderLapsed')
            : t('waiting.tenderOpen', { asked: waiting.tender.asked, answered: waiting.tender.answered })}
        </button>
      )}
      <div className="waiting-foot">
        <span>
          <Tag className="severity-tag" data-severity={c.severity} variant="filled">
            {t(`severity.${c.severity}`)}
          </Tag>
          {c.needs.map((need) => (
            <Tag key={need} variant="filled">
              {skill(need)}
            </Tag>
          ))}
        </span>
        {mayPlan && (
          <span className="waiting-acts">
            <Button
              size="small"
              type="text"
              icon={<EditOutlined />}
              aria-label={t('plan.act')}
              title={t('plan.act')}
              onClick={() => onPlan(waiting)}
              onPointerDown={(event) => event.stopPropagation()}
            />
            <Button
              size="small"
              className="waiting-plan"
              onClick={() => onAdvise(waiting)}
              onPointerDown={(event) => event.stopPropagation()}
            >
              {t('waiting.advise')}
            </Button>
          </span>
        )}
      </div>
    </li>
  )
}
