import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Progress, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag, SubjectLink } from '@/shared/desk'
import { AnswerView } from '@/shared/forms/AnswerView'
import { type FormDefinition, wordsOf } from '@/shared/forms/form'
import type { Schema } from '@/shared/http'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { caseQueries } from './api'

type Round = Schema<'Rounds.Round'>
type Device = Round['devices'][number]

/** A case about several devices: what was found at each of them, and which nobody got at. */
export function CaseRound({ id }: { id: string }) {
  const { t } = useTranslation('cases')
  const round = useQuery({ ...caseQueries.round(id), enabled: useMay('fieldwork.read') }).data
  const [seen, setSeen] = useState<Device>()
  if (!round?.devices.length) return null
  const asked = round.devices.filter(({ form }) => form)
  const done = asked.filter(({ answer, missed }) => answer || missed !== null).length
  return (
    <Panel
      title={t('round.title', { count: round.devices.length })}
      extra={
        asked.length > 0 && (
          <Progress steps={1} size={[90, 8]} percent={(done / asked.length) * 100} format={() => `${done} / ${asked.length}`} />
        )
      }
    >
      <Table<Device>
        size="small"
        rowKey={({ device, form }) => `${device} ${form}`}
        dataSource={round.devices}
        pagination={round.devices.length > 10 ? { pageSize: 10, size: 'small', showSizeChanger: false } : false}
        columns={[
          {
            title: t('round.device'),
            key: 'device',
            render: (_, one) => (
              <>
                {one.device ? (
                  <SubjectLink kind="device" id={one.device}>
                    {one.name}
                  </SubjectLink>
                ) : (
                  one.name
                )}
                <div className="faint">
                  {[one.model, one.serial, one.location].filter((part) => part && part !== one.name).join(' · ')}
                </div>
              </>
            ),
          },
          { title: t('round.result'), key: 'result', width: 200, render: (_, one) => <Result one={one} /> },
          {
            title: '',
            key: 'open',
            width: 90,
            align: 'end',
            render: (_, one) =>
              one.answer && (
                <Button size="small" type="link" onClick={() => setSeen(one)}>
                  {t('round.read')}
                </Button>
              ),
          },
        ]}
      />
      <Drawer open={seen !== undefined} onClose={() => setSeen(undefined)} title={seen?.name} size={560}>
        {seen?.answer && <Sheet round={round} one={seen} />}
      </Drawer>
    </Panel>
  )
}

function Result({ one: { form, answer, missed } }: { one: Device }) {
  const { t } = useTranslation('cases')
  if (answer)
    return (
      <StatusTag tone={answer.findings.length ? 'bad' : 'good'}>
        {answer.findings.length ? t('checklists.bad', { count: answer.findings.length }) : t('checklists.good')}
      </StatusTag>
    )
  if (missed !== null)
    return (
      <>
        <StatusTag tone="warn">{t('round.missed')}</StatusTag>
        <div className="faint">{missed}</div>
      </>
    )
  return form ? <StatusTag tone="neutral">{t('round.open')}</StatusTag> : null
}

function Sheet({ round, one }: { round: Round; one: Device }) {
  const { t } = useTranslation('cases')
  const { answer } = one
  const form = round.forms.find(({ code, version }) => code === one.form && version === answer?.version)
  if (!answer || !form) return null
  return (
    <>
      <p className="faint">
        {wordsOf(form.title)} · {answer.by} · <Time at={answer.at} />
        {answer.score !== null && ` · ${t('checklists.score', { score: answer.score })}`}
      </p>
      {answer.followUps.map((follow) => (
        <p key={follow.caseId}>
          {wordsOf(answer.findings.find((finding) => finding.question === follow.question)?.label)}{' '}
          <SubjectLink kind="case" id={follow.caseId}>
            {t('checklists.followUp', { number: follow.number })}
          </SubjectLink>
        </p>
      ))}
      <AnswerView
        form={form as FormDefinition}
        answers={answer.answers}
        outside={answer.findings.map(({ question }) => question)}
      />
    </>
  )
}
