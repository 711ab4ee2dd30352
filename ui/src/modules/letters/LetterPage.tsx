import { FilePdfOutlined, FileWordOutlined, LinkOutlined, MoreOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Checkbox, Dropdown, Flex, Input, Modal, Segmented, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, StatusTag, SubjectLink, useSettled } from '@/shared/desk'
import { http, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { useListState } from '@/shared/useListState'
import { type Letter, letterQueries, TONES, useLetterAct, useLevels } from './api'
import { LetterPreview } from './LetterPreview'
import { PromiseEditor } from './PromiseEditor'
import { SectionEditor, sectionsOf, useLiveNames, writtenOf } from './SectionEditor'
import './letters.css'

/** One letter: written beside its preview while it is a draft, shown as it went out afterwards. */
export function LetterPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const letter = useQuery(letterQueries.one(id))
  return <Four query={letter}>{(data) => <Loaded key={`${data.letter.id}-${data.version}`} letter={data} />}</Four>
}

function Loaded({ letter: view }: { letter: Letter }) {
  const { t } = useTranslation(['letters', 'shared'])
  const { message, modal } = App.useApp()
  const { letter } = view
  const names = useLiveNames()
  const levels = useLevels()
  const act = useLetterAct(letter.id)
  const [state, change] = useListState<{ show?: 'write' | 'preview' }>()
  const [title, setTitle] = useState(letter.title)
  const [tender, setTender] = useState(letter.tender)
  const [level, setLevel] = useState(letter.level)
  const [sections, setSections] = useState(() => writtenOf(view.draft.sections, names))
  const [promises, setPromises] = useState(view.draft.promises)
  const [attaching, setAttaching] = useState(false)
  const [dirty, setDirty] = useState(false)
  const writing = view.acts.includes('SAVE')
  const touched =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value)
      setDirty(true)
    }
  const asked = useSettled(JSON.stringify({ level, contract: letter.contractNumber, promises }), 350)
  const watch = useQuery({ ...letterQueries.watch(JSON.parse(asked)), enabled: writing })
  const given = useQuery({ ...letterQueries.given(level), enabled: writing })
  const watched = writing ? (watch.data?.watched ?? view.watched) : view.watched
  const unwatched = watched.filter((line) => line.standing !== 'WATCHED')
  const blocks = sectionsOf(sections, names)

  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])

  const say = (error: unknown) => void message.error(problemText(error))
  const save = () =>
    act.mutateAsync({
      path: '',
      method: 'PUT',
      json: { title, tender, level, sections: blocks, promises, version: view.version },
    })
  const keep = () => save().then(() => void message.success(t('saved')), say)
  const issue = (unwatchedToo: boolean) =>
    (dirty ? save() : Promise.resolve(view))
      .then((now) => act.mutateAsync({ path: '/issue', json: { unwatchedToo, version: now.version } }))
      .then(() => void message.success(t('issue.done')), say)
  const askIssue = () => {
    const asked = modal.confirm({
      title: t(unwatched.length > 0 ? 'issue.unwatched' : 'issue.ask', { count: unwatched.length }),
      width: 560,
      content: (
        <>
          {unwatched.length > 0 ? (
            <>
              <ul>
                {unwatched.map((line) => (
                  <li key={line.said}>
                    {line.said}：{t(`standings.${line.standing}`, { rule: line.rule ?? '', allowed: line.allowed ?? '' })}
                  </li>
                ))}
              </ul>
              <p>{t(letter.contractId ? 'issue.becomesRules' : 'issue.becomesRulesLater')}</p>
              <Checkbox onChange={(event) => asked.update({ okButtonProps: { disabled: !event.target.checked } })}>
                {t('issue.sure')}
              </Checkbox>
            </>
          ) : (
            t('issue.hint')
          )}
        </>
      ),
      okText: t('issue.act'),
      okButtonProps: { disabled: unwatched.length > 0 },
      onOk: () => issue(unwatched.length > 0),
    })
  }
  const giveUp = () => {
    let reason = ''
    const asked = modal.confirm({
      title: t('giveUp.ask'),
      content: (
        <Input
          aria-label={t('giveUp.reason')}
          placeholder={t('giveUp.reason')}
          maxLength={1000}
          onChange={(event) => {
            reason = event.target.value
            asked.update({ okButtonProps: { danger: true, disabled: reason.trim() === '' } })
          }}
        />
      ),
      okText: t('giveUp.act'),
      okButtonProps: { danger: true, disabled: true },
      onOk: () => act.mutateAsync({ path: '/give-up', json: { reason, version: view.version } }).then(() => {}, say),
    })
  }
  const paper = (format: 'PDF' | 'DOCX') => `/api/letters/${letter.id}/paper${search({ format })}`
  const more = [
    view.acts.includes('REVISE') && {
      key: 'revise',
      label: t('revise'),
      onClick: () => act.mutate({ path: '/revise', json: { version: view.version } }, { onError: say }),
    },
    view.acts.includes('GIVE_UP') && { key: 'give-up', label: t('giveUp.act'), danger: true, onClick: giveUp },
  ].filter((one) => one !== false)

  const preview = (
    <LetterPreview
      written={{ title, sections: blocks }}
      house={view.house}
      contactLine={view.contactLine}
      number={letter.number}
      customer={letter.customerName}
      facts={view.facts}
      promised={writing ? (watch.data?.promised ?? view.promised) : view.promised}
      watched={watched}
      isDraft={letter.status === 'DRAFT'}
    />
  )
  return (
    <>
      <PageTitle
        title={letter.title}
        tab={`${letter.number} ${letter.title}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{letter.number}</span>
            <StatusTag tone={TONES[letter.status]}>{t(`statuses.${letter.status}`)}</StatusTag>
            <SubjectLink kind="customer" id={letter.customerId}>
              {letter.customerName}
            </SubjectLink>
            {letter.contractId && (
              <SubjectLink kind="contract" id={letter.contractId}>
                {letter.contractNumber}
              </SubjectLink>
            )}
            {letter.projectId && (
              <SubjectLink kind="project" id={letter.projectId}>
                {letter.projectName}
              </SubjectLink>
            )}
            <span>{t('revision', { n: view.revision })}</span>
          </span>
        }
        extra={
          <>
            <a href={paper('PDF')} target="_blank" rel="noreferrer">
              <Button icon={<FilePdfOutlined />} disabled={dirty} title={dirty ? t('saveFirst') : ''}>
                PDF
              </Button>
            </a>
            <a href={paper('DOCX')}>
              <Button icon={<FileWordOutlined />} disabled={dirty} title={dirty ? t('saveFirst') : ''}>
                Word
              </Button>
            </a>
            {view.acts.includes('ATTACH') && !letter.contractId && (
              <Button icon={<LinkOutlined />} disabled={dirty} onClick={() => setAttaching(true)}>
                {t('attach.title')}
              </Button>
            )}
            {writing && (
              <Button onClick={keep} loading={act.isPending} disabled={!dirty}>
                {t('shared:act.save')}
              </Button>
            )}
            {view.acts.includes('ISSUE') && (
              <Button type="primary" onClick={askIssue} loading={act.isPending}>
                {t('issue.act')}
              </Button>
            )}
            {more.length > 0 && (
              <Dropdown trigger={['click']} menu={{ items: more }}>
                <Button icon={<MoreOutlined />} aria-label={t('shared:act.more')} />
              </Dropdown>
            )}
          </>
        }
      />
      {writing && unwatched.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBlockEnd: 14 }}
          title={t('unwatchedTitle', { count: unwatched.length })}
          description={t('unwatchedHint')}
        />
      )}
      {writing && (
        <Segmented
          className="letter-switch"
          block
          value={state.show ?? 'write'}
          options={[
            { value: 'write', label: t('write') },
            { value: 'preview', label: t('preview') },
          ]}
          onChange={(show) => change({ show: show as 'write' | 'preview' })}
        />
      )}
      <div className="letter" data-show={writing ? (state.show ?? 'write') : 'both'}>
        <div className="letter-write">
          {writing ? (
            <>
              <Panel title={t('about')}>
                <Flex vertical gap="small">
                  <Input
                    aria-label={t('columns.letter')}
                    value={title}
                    maxLength={200}
                    onChange={(e) => touched(setTitle)(e.target.value)}
                  />
                  {!letter.contractId && (
                    <Input
                      aria-label={t('tender')}
                      placeholder={t('tenderExample')}
                      value={tender}
                      maxLength={200}
                      onChange={(e) => touched(setTender)(e.target.value)}
                    />
                  )}
                  <Select
                    aria-label={t('level')}
                    allowClear
                    placeholder={t('noLevel')}
                    value={level}
                    options={levels.options}
                    onChange={(code) => touched(setLevel)(code ?? null)}
                  />
                </Flex>
              </Panel>
              <Panel
                title={t('promise.title')}
                extra={
                  <Button
                    size="small"
                    loading={given.isFetching}
                    onClick={() => given.data && touched(setPromises)(given.data.promises)}
                  >
                    {t('promise.take')}
                  </Button>
                }
              >
                {watch.isError && <Alert type="error" showIcon style={{ marginBlockEnd: 8 }} title={problemText(watch.error)} />}
                <PromiseEditor
                  promises={promises}
                  calendars={given.data?.calendars ?? []}
                  watched={watched}
                  onChange={touched(setPromises)}
                />
              </Panel>
              <Panel title={t('sections')}>
                <SectionEditor sections={sections} onChange={touched(setSections)} />
              </Panel>
            </>
          ) : (
            <Panel title={t('about')}>
              <Facts
                facts={[
                  { label: t('level'), value: letter.level ? levels.name(letter.level) : t('noLevel') },
                  letter.tender !== '' && { label: t('tender'), value: letter.tender },
                  letter.issuedAt !== null && {
                    label: t('issue.at'),
                    value: (
                      <>
                        <Time at={letter.issuedAt} style="full" /> {view.issuedBy}
                      </>
                    ),
                  },
                  letter.status === 'ISSUED' && { label: t('next'), value: t('nextHint') },
                  view.acceptedAt !== null && { label: t('acceptedAt'), value: <Time at={view.acceptedAt} style="full" /> },
                ]}
              />
            </Panel>
          )}
          <Panel title={t('revisions')}>
            <ul className="lines">
              {view.revisions.map((one) => (
                <li key={one.revision}>
                  <a
                    href={`/api/letters/${letter.id}/paper${search({ format: 'PDF', revision: String(one.revision) })}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t('revision', { n: one.revision })}
                  </a>
                  <small>
                    {one.by} <Time at={one.at} />
                  </small>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('history')}>
            <TimelineList path={`/letters/${letter.id}/timeline`} topic="letters" />
          </Panel>
        </div>
        <div className="letter-show">{preview}</div>
      </div>
      {attaching && <AttachDialog view={view} onClose={() => setAttaching(false)} />}
    </>
  )
}

/** The contract that the letter becomes part of. */
function AttachDialog({ view, onClose }: { view: Letter; onClose: () => void }) {
  const { t } = useTranslation('letters')
  const { message } = App.useApp()
  const [contract, setContract] = useState<string>()
  const attach = useLetterAct(view.letter.id)
  const contracts = useQuery({
    queryKey: ['contracts', 'letters', view.letter.customerId],
    queryFn: ({ signal }) =>
      http<{ rows: { id: string; number: string; title: string }[] }>(
        `/contracts${search({ customer: view.letter.customerId })}`,
        { signal },
      ),
  })
  return (
    <Modal
      open
      title={t('attach.title')}
      okText={t('attach.act')}
      okButtonProps={{ disabled: !contract }}
      confirmLoading={attach.isPending}
      onCancel={onClose}
      onOk={() =>
        attach.mutate(
          { path: '/attach', json: { contractId: contract, version: view.version } },
          { onSuccess: () => void message.success(t('attach.done')) },
        )
      }
    >
      <p className="faint">{t('attach.hint')}</p>
      <Select
        style={{ width: '100%' }}
        aria-label={t('attach.contract')}
        placeholder={t('attach.contract')}
        loading={contracts.isPending}
        value={contract}
        onChange={setContract}
        options={(contracts.data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.number} ${row.title}` }))}
      />
      {attach.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockStart: 12 }} title={problemText(attach.error)} />
      )}
    </Modal>
  )
}
