import { SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Drawer, Flex, Input, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, ProblemAlert } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { PartnerScoreTag } from './PartnerScoreTag'
import { TenderCard } from './TenderCard'
import { type Candidate, type PartnerScore, type TenderBody, tenderQueries, useAskPartners } from './tenderApi'
import './planning.css'
import './tenders.css'

type TenderDrawerProps = { caseId: string | undefined; subject: string; branch: string | undefined; onClose: () => void }

/** Offers a case to partners, and shows what they answer. */
export function TenderDrawer({ caseId, subject, branch, onClose }: TenderDrawerProps) {
  const { t } = useTranslation('dispatch')
  return (
    <Drawer
      open={caseId !== undefined}
      onClose={onClose}
      size={520}
      destroyOnHidden
      title={
        <span className="advice-title">
          <SwapOutlined /> {t('tender.title')}
          <small>{subject}</small>
        </span>
      }
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {caseId && <TendersOf key={caseId} caseId={caseId} branch={branch} />}
    </Drawer>
  )
}

function TendersOf({ caseId, branch }: { caseId: string; branch: string | undefined }) {
  const { t } = useTranslation('dispatch')
  const tenders = useQuery(tenderQueries.ofCase(caseId))
  if (tenders.isError) return <ProblemAlert error={tenders.error} onRetry={() => tenders.refetch()} />
  if (!tenders.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const current = tenders.data.find((one) => one.state === 'OPEN' || one.state === 'AWARDED')
  const earlier = tenders.data.filter((one) => one !== current)
  return (
    <Flex vertical gap="middle">
      {current ? <TenderCard tender={current} /> : <AskPartners caseId={caseId} branch={branch} />}
      {earlier.length > 0 && (
        <section className="advice-others">
          <h3>{t('tender.earlier')}</h3>
          <Flex vertical gap="small">
            {earlier.map((one) => (
              <TenderCard key={one.id} tender={one} />
            ))}
          </Flex>
        </section>
      )}
    </Flex>
  )
}

function AskPartners({ caseId, branch }: { caseId: string; branch: string | undefined }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const candidates = useQuery(tenderQueries.candidates(caseId))
  const scores = useQuery(tenderQueries.scores(branch))
  const ask = useAskPartners(caseId)
  const [chosen, setChosen] = useState<string[]>([])
  const [mode, setMode] = useState<TenderBody['mode']>('FIRST')
  const [words, setWords] = useState('')
  const toggle = (id: string, on: boolean) => setChosen((all) => (on ? [...all, id] : all.filter((one) => one !== id)))
  const send = () =>
    ask.mutate(
      { mode, partnerIds: chosen, words },
      {
        onSuccess: () => message.success(t('tender.asked', { count: chosen.length })),
        onError: (error) => message.error(problemText(error)),
      },
    )

  return (
    <Four query={candidates}>
      {(partners) =>
        partners.length === 0 ? (
          <Nothing first={t('tender.noPartners')} />
        ) : (
          <Flex vertical gap="middle">
            <ul className="partner-list" aria-label={t('tender.choose')}>
              {partners.map((one) => (
                <PartnerRow
                  key={one.id}
                  partner={one}
                  score={scores.data?.find((score) => score.partnerId === one.id)}
                  chosen={chosen.includes(one.id)}
                  onChoose={(on) => toggle(one.id, on)}
                />
              ))}
            </ul>
            <Radio.Group value={mode} onChange={(event) => setMode(event.target.value)} className="tender-modes">
              {(['FIRST', 'BEST'] as const).map((one) => (
                <Radio key={one} value={one}>
                  {t(`tender.mode.${one}`)}
                  <small>{t(`tender.modeHint.${one}`)}</small>
                </Radio>
              ))}
            </Radio.Group>
            <Input.TextArea
              rows={2}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.target.value)}
              placeholder={t('tender.words')}
              aria-label={t('tender.words')}
            />
            <p className="tender-hint">
              {t('tender.discreet')} {t('tender.deadline')}
            </p>
            <Button type="primary" disabled={chosen.length === 0} loading={ask.isPending} onClick={send}>
              {chosen.length === 0 ? t('tender.chooseFirst') : t('tender.ask', { count: chosen.length })}
            </Button>
          </Flex>
        )
      }
    </Four>
  )
}

type PartnerRowProps = {
  partner: Candidate
  score: PartnerScore | undefined
  chosen: boolean
  onChoose: (on: boolean) => void
}

function PartnerRow({ partner, score, chosen, onChoose }: PartnerRowProps) {
  const { t } = useTranslation('dispatch')
  return (
    <li className="partner-row" data-chosen={chosen}>
      <Checkbox checked={chosen} onChange={(event) => onChoose(event.target.checked)}>
        <strong>{partner.name}</strong>
      </Checkbox>
      <PartnerScoreTag score={score} />
      <span className="partner-able" data-able={partner.able > 0}>
        {partner.able > 0
          ? t('tender.able', { able: partner.able, engineers: partner.engineers })
          : t(partner.engineers === 0 ? 'tender.nobody' : 'tender.unable')}
      </span>
      <span className="partner-load">
        {[
          t('tender.inHand', { count: partner.inHand }),
          t('tender.openTenders', { count: partner.open }),
          ...(partner.doneHere > 0 ? [t('tender.doneHere', { count: partner.doneHere })] : []),
        ].join(' · ')}
      </span>
    </li>
  )
}
