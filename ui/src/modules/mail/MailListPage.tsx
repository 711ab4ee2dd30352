import { FilterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  RowList,
  StatusTag,
  SubjectLink,
  type Tone,
  WordsFilter,
} from '@/shared/desk'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { BOXES, type Box, cursorOf, type Mail, type MailFilter, type MailState, mailQueries } from './api'
import { MailDrawer } from './MailDrawer'
import { SpamRules } from './SpamRules'
import './mail.css'

export const TONES = {
  NEW: 'info',
  TAKEN: 'good',
  KEPT: 'neutral',
  SPAM: 'bad',
  NOT_UNDERSTOOD: 'bad',
  REPEATED: 'neutral',
  SET_ASIDE: 'neutral',
} satisfies Record<MailState, Tone>

/** Every mail that came in: those that wait for an answer first, and those of which nothing could be made. */
export function MailListPage() {
  const { t } = useTranslation('mail')
  const [filter, change] = useListState<MailFilter>()
  const box = filter.box ?? 'WAITING'
  const mails = useQuery(mailQueries.list(filter))
  const mayAnswer = useMay('mail.answer')
  const mayMessages = useMay('notices.read-messages')
  const open = (id: string | undefined) => change({ opened: id }, { keepPage: true })

  const state = (mail: Mail) => (
    <>
      {mail.waiting ? (
        <StatusTag tone="warn">{t('tags.waiting')}</StatusTag>
      ) : (
        <StatusTag tone={TONES[mail.state]}>{t(`states.${mail.state}`)}</StatusTag>
      )}
      {mail.stranger && <StatusTag tone="bad">{t('tags.stranger')}</StatusTag>}
    </>
  )
  const subject = (mail: Mail) => (
    <button type="button" className="link" onClick={() => open(mail.id)}>
      {mail.subject || t('noSubject')}
    </button>
  )
  const about = (mail: Mail) =>
    mail.caseId ? (
      <SubjectLink kind="case" id={mail.caseId}>
        {mail.caseNumber}
      </SubjectLink>
    ) : null

  const columns: NonNullable<TableProps<Mail>['columns']> = [
    { title: t('columns.received'), dataIndex: 'receivedAt', width: 120, render: (at: string) => <Time at={at} /> },
    {
      title: t('columns.from'),
      key: 'from',
      width: 230,
      render: (_, mail) => (
        <div className="two-lines">
          <span>{mail.fromName || mail.fromAddress || t('nobody')}</span>
          {mail.fromName && <small>{mail.fromAddress}</small>}
        </div>
      ),
    },
    { title: t('columns.subject'), key: 'subject', ellipsis: true, render: (_, mail) => subject(mail) },
    { title: t('columns.case'), key: 'case', width: 150, className: 'tabular', render: (_, mail) => about(mail) },
    { title: t('columns.mailbox'), dataIndex: 'mailboxName', width: 150, ellipsis: true, responsive: ['xl'] },
    { title: t('columns.state'), key: 'state', width: 160, render: (_, mail) => state(mail) },
  ]

  return (
    <>
      <PageTitle
        title={t('list.title')}
        hint={t('list.hint')}
        extra={
          <>
            {mayMessages && (
              <Link to="/messages">
                <Button type="text">{t('list.sent')}</Button>
              </Link>
            )}
            {mayAnswer && (
              <Button icon={<FilterOutlined />} onClick={() => change({ rules: 'yes' }, { keepPage: true })}>
                {t('rules.title')}
              </Button>
            )}
            <ExportButton path="/mails/export" filter={{ box, words: filter.words, branch: filter.branch }} />
          </>
        }
      />
      <div className="mail-boxes">
        <Segmented<Box>
          aria-label={t('list.box')}
          value={box}
          onChange={(next) => change({ box: next === 'WAITING' ? undefined : next })}
          options={BOXES.map((one) => ({ value: one, label: t(`boxes.${one}`) }))}
        />
      </div>
      <FilterBar
        set={filter.branch ? 1 : 0}
        first={<WordsFilter label={t('list.search')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch })} />
      </FilterBar>
      <RowList
        query={mails}
        columns={columns}
        width={860}
        card={(mail) => (
          <>
            <span className="spread">
              {subject(mail)}
              {state(mail)}
            </span>
            <small>
              {mail.fromName || mail.fromAddress || t('nobody')} · <Time at={mail.receivedAt} /> {about(mail)}
            </small>
          </>
        )}
        visit={(mail) => open(mail.id)}
        filtered={Boolean(filter.words || filter.branch)}
        first={t(`empty.${box}`)}
        after={filter.after}
        next={cursorOf(mails.data?.next)}
        onMove={(after) => change({ after })}
      />
      <MailDrawer id={filter.opened} onClose={() => open(undefined)} />
      <SpamRules open={filter.rules === 'yes'} onClose={() => change({ rules: undefined }, { keepPage: true })} />
    </>
  )
}
