import { App, Button, Flex, Input, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Countdown } from '@/shared/Countdown'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { type Tender, type TenderPart, useAward, useWithdrawTender } from './tenderApi'
import { useRefusalReasons } from './useRefusalReasons'
import './tenders.css'

/** One tender: who was asked, who said what, and what can be done. */
export function TenderCard({ tender }: { tender: Tender }) {
  const { t } = useTranslation('dispatch')
  const { message, modal } = App.useApp()
  const award = useAward(tender.id)
  const withdraw = useWithdrawTender(tender.id)
  const failed = (error: unknown) => {
    message.error(problemText(error))
  }
  const open = tender.state === 'OPEN'

  const askWithdraw = () => {
    let reason = ''
    modal.confirm({
      title: t('tender.withdrawTitle'),
      content: (
        <Input.TextArea
          rows={2}
          maxLength={300}
          placeholder={t('tender.withdrawReason')}
          aria-label={t('tender.withdrawReason')}
          onChange={(event) => {
            reason = event.target.value
          }}
        />
      ),
      okText: t('tender.withdraw'),
      okButtonProps: { danger: true },
      onOk: () => withdraw.mutateAsync(reason.trim()).catch(failed),
    })
  }

  return (
    <article className="tender-card" data-state={tender.state}>
      <header>
        <TenderTag state={tender.state} />
        <span>{t(`tender.mode.${tender.mode}`)}</span>
        <span className="tender-due tabular">
          {open ? (
            <>
              {t('tender.until', { at: formatTime(tender.dueAt, 'short') })} <Countdown dueAt={tender.dueAt} state="RUNNING" />
            </>
          ) : (
            tender.endedAt && formatTime(tender.endedAt, 'short')
          )}
        </span>
      </header>
      {open && tender.overdue && <p className="tender-late">{t('tender.overdue')}</p>}
      {tender.words && <p className="tender-words">{tender.words}</p>}
      <ul>
        {tender.parts.map((part) => (
          <li key={part.partnerId} className="tender-part" data-state={part.state}>
            <div>
              <strong>{part.partner}</strong> <Tag variant="filled">{t(`invitation.states.${part.state}`)}</Tag>
              <AnswerLines part={part} />
            </div>
            {open && part.state === 'ANSWERED' && (
              <Button
                type="primary"
                size="small"
                loading={award.isPending && award.variables === part.partnerId}
                onClick={() => award.mutate(part.partnerId, { onError: failed })}
                aria-label={t('tender.awardWho', { partner: part.partner })}
              >
                {t('tender.award')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <footer>
        <small>{t('tender.askedBy', { name: tender.askedBy ?? '', at: formatTime(tender.askedAt, 'short') })}</small>
        {open && (
          <Button size="small" danger type="text" loading={withdraw.isPending} onClick={askWithdraw}>
            {t('tender.withdraw')}
          </Button>
        )}
      </footer>
    </article>
  )
}

function AnswerLines({ part }: { part: TenderPart }) {
  const { t } = useTranslation('dispatch')
  const { reasonOf } = useRefusalReasons()
  const lines = [
    part.refusal ? reasonOf(part.refusal) : undefined,
    part.startsAt ? t('tender.comes', { at: formatTime(part.startsAt, 'short') }) : undefined,
    part.price === null ? undefined : t('tender.price', { price: part.price.toFixed(2) }),
    part.engineer ?? undefined,
    part.note || undefined,
  ].filter((line) => line !== undefined)
  if (lines.length === 0) return null
  return (
    <Flex wrap gap="0 10px" className="tender-answer">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </Flex>
  )
}

const COLOURS = { OPEN: 'processing', AWARDED: 'success', LAPSED: 'warning', WITHDRAWN: 'default' } as const

export function TenderTag({ state }: { state: Tender['state'] }) {
  const { t } = useTranslation('dispatch')
  return (
    <Tag color={COLOURS[state]} variant="filled">
      {t(`tender.states.${state}`)}
    </Tag>
  )
}
