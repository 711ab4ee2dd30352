import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, App, Button, Checkbox, Flex, Input, Radio, Segmented, Select, TreeSelect } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Call, callQueries } from '@/shared/calls/calls'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { PartyFields, partyOfDevice } from '@/shared/cases/PartyFields'
import { type KnownDevice, partyQueries } from '@/shared/cases/parties'
import { codeTree, named } from '@/shared/cases/words'
import { KeyHints, PageTitle, Panel, ProblemAlert, SeverityMark, useKeys } from '@/shared/desk'
import { api, got, http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay, useSession } from '@/shared/session'
import { deviceById, deviceOfLabel, intakeQueries, type NewCase, type Report } from './api'
import { CallerSearch } from './CallerSearch'
import { Context } from './Context'
import { Drafts, SavedMark } from './Drafts'
import { CHANNELS, type Draft, draftOf, firstWords, useDraft } from './draft'
import { KnownAnswers } from './KnownAnswers'
import { KnownOutages } from './KnownOutages'
import { PhotoField } from './PhotoField'
import { Phrases } from './Phrases'
import { Solve } from './Solve'
import { useSaved } from './useSaved'
import { useFailureText } from './words'
import './intake.css'

/** The desk while somebody is on the line: who calls, about what, in his own words; what we know of him stands beside it. */
export function NewCasePage() {
  const { t } = useTranslation(['intake', 'cases', 'shared'])
  const asked = useSearch({ strict: false }) as Asked
  const { report } = asked
  const { draft, change, drop, found, latest } = useDraft(report ?? asked.call ?? asked.phone ?? asked.device ?? asked.customer)
  const saved = useSaved(draft)
  const { message, modal } = App.useApp()
  const failure = useFailureText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const received = useQuery({ ...intakeQueries.report(report ?? ''), enabled: Boolean(report) })
  const call = useQuery({ ...callQueries.call(asked.call ?? ''), enabled: Boolean(asked.call) })
  useFilled(asked, received.data, call.data, found, latest, change)
  const kinds = useQuery(catalogueQueries.kinds())
  const codes = useQuery(catalogueQueries.codes())
  const branches = useSession().branches
  const mayKeep = useMay('customers.edit')
  const { party } = draft
  const kind = kinds.data?.find(({ code }) => code === draft.kind) ?? kinds.data?.[0]
  const title = draft.subject.trim() || firstWords(draft.description)
  const known = useQuery({ ...partyQueries.customer(party.customer ?? ''), enabled: Boolean(party.customer) })
  const isNewContact =
    Boolean(party.customer && party.contactName.trim() && known.data) &&
    !known.data?.contacts.some(({ name }) => name === party.contactName.trim())

  const open = useMutation({
    mutationFn: (take: boolean) => got(api.POST('/api/cases', { body: orderOf(latest.current, take, report, branches[0]?.id) })),
    onSuccess: async ({ id, number }) => {
      if (draft.keepContact && isNewContact && party.customer) {
        await http(`/customers/${party.customer}/contacts`, {
          method: 'POST',
          json: {
            name: party.contactName.trim(),
            title: '',
            phone: party.contactPhone.trim(),
            email: party.contactEmail.trim(),
            primary: false,
            version: 0,
          },
        }).catch((error) => message.warning(t('new.contactNotKept', { reason: problemText(error) })))
      }
      drop()
      queries.invalidateQueries({ queryKey: ['calls'] })
      message.success(t(draft.solution?.trim() ? 'new.solved' : 'new.opened', { number }))
      queries.invalidateQueries({ queryKey: ['cases'] })
      queries.invalidateQueries({ queryKey: ['intake'] })
      navigate({ to: `/cases/${id}`, replace: true })
    },
  })
  const throwAway = () => {
    const { id } = latest.current
    drop()
    http(`/intake/drafts/${id}`, { method: 'DELETE' })
      .catch(() => undefined)
      .then(() => queries.invalidateQueries({ queryKey: ['intake', 'drafts'] }))
  }
  const solving = draft.solution !== undefined
  const save = (take: boolean) => {
    if (!title) document.getElementById('new-words')?.focus()
    else if (!open.isPending && !(solving && !draft.solution?.trim())) open.mutate(take)
  }
  useKeys({ 'mod+Enter': () => save(true), 'mod+s': () => save(true) })

  return (
    <>
      <PageTitle
        title={t(report ? 'new.fromReport' : 'new.title')}
        hint={t('new.hint')}
        extra={<KeyHints hints={[{ keys: 'mod+Enter', label: t('new.save') }]} />}
      />
      <Drafts current={draft.id} onResume={change} />
      <div className="new-case">
        <div>
          <Panel title={t('new.who')}>
            <CallerSearch onChoose={(caller) => change({ party: { ...latest.current.party, ...caller } })} />
            <PartyFields party={party} onChange={(next) => change({ party: { ...latest.current.party, ...next } })} />
            {isNewContact && mayKeep && (
              <Checkbox checked={draft.keepContact} onChange={(event) => change({ keepContact: event.target.checked })}>
                {t('new.keepContact', { name: party.contactName.trim(), customer: known.data?.name })}
              </Checkbox>
            )}
            {!party.customer && (
              <div className="new-unknown">
                <Labelled label={t('cases:company')}>
                  <Input
                    value={draft.company}
                    maxLength={200}
                    aria-label={t('cases:company')}
                    onChange={(event) => change({ company: event.target.value })}
                  />
                </Labelled>
                <Labelled label={t('cases:place')}>
                  <Input
                    value={draft.place}
                    maxLength={200}
                    aria-label={t('cases:place')}
                    onChange={(event) => change({ place: event.target.value })}
                  />
                </Labelled>
                {branches.length > 1 && (
                  <Labelled label={t('new.branch')}>
                    <Select
                      style={{ width: '100%' }}
                      aria-label={t('new.branch')}
                      value={draft.branch ?? branches[0]?.id}
                      options={branches.map(({ id, name }) => ({ value: id, label: name }))}
                      onChange={(branch: string) => change({ branch })}
                    />
                  </Labelled>
                )}
              </div>
            )}
          </Panel>
          <Panel title={t('new.what')}>
            <Flex vertical gap={12}>
              <Flex gap="8px 16px" wrap align="center">
                <Segmented
                  value={kind?.code ?? draft.kind}
                  options={(kinds.data ?? []).map(({ code, name }) => ({ value: code, label: named(name) }))}
                  onChange={(code) => change({ kind: code, severity: undefined })}
                />
                <Select
                  style={{ width: 130 }}
                  aria-label={t('new.channel')}
                  value={draft.channel}
                  disabled={Boolean(report)}
                  options={CHANNELS.map((channel) => ({ value: channel, label: t(`cases:channels.${channel}`) }))}
                  onChange={(channel) => change({ channel })}
                />
                <TreeSelect
                  allowClear
                  showSearch={{ treeNodeFilterProp: 'title' }}
                  treeDefaultExpandAll
                  style={{ flex: '1 1 160px' }}
                  aria-label={t('cases:codes.SYMPTOM')}
                  placeholder={t('cases:codes.SYMPTOM')}
                  value={draft.symptom}
                  treeData={codeTree(codes.data ?? [], 'SYMPTOM')}
                  onChange={(symptom: string | undefined) => change({ symptom })}
                />
              </Flex>
              <Input.TextArea
                id="new-words"
                autoSize={{ minRows: 4, maxRows: 14 }}
                maxLength={10_000}
                value={draft.description}
                aria-label={t('new.words')}
                placeholder={t('new.wordsHint')}
                onChange={(event) => change({ description: event.target.value })}
              />
              <Phrases
                onChoose={(words) => {
                  const { description } = latest.current
                  change({ description: description.trim() ? `${description.replace(/[，。；,;.\s]+$/, '')}，${words}` : words })
                }}
              />
              <Input
                value={draft.subject}
                maxLength={200}
                aria-label={t('new.subject')}
                placeholder={firstWords(draft.description) || t('new.subjectHint')}
                prefix={<span className="new-prefix">{t('new.subject')}</span>}
                onChange={(event) => change({ subject: event.target.value })}
              />
              <Radio.Group
                className="new-severities"
                aria-label={t('cases:columns.severity')}
                value={draft.severity ?? kind?.severity}
                onChange={(event) => change({ severity: event.target.value as number })}
              >
                {(kind?.severities ?? []).map((level) => (
                  <Radio key={level.level} value={level.level}>
                    <span className="new-severity">
                      <SeverityMark severity={level.level} /> {named(level.meaning)}
                    </span>
                  </Radio>
                ))}
              </Radio.Group>
              <PhotoField
                photos={draft.photos}
                onAdd={(photo) => change({ photos: [...latest.current.photos, photo] })}
                onRemove={(token) => change({ photos: latest.current.photos.filter((photo) => photo.token !== token) })}
              />
            </Flex>
          </Panel>
          <Solve draft={draft} change={change} />
          {open.isError && (
            <div className="new-problem">
              <ProblemAlert error={open.error} />
            </div>
          )}
          <div className="new-foot">
            <Button
              type="primary"
              size="large"
              disabled={!title || (solving && !draft.solution?.trim())}
              loading={open.isPending}
              onClick={() => save(true)}
            >
              {t(solving ? (draft.close ? 'solve.saveClosed' : 'solve.save') : 'new.save')}
            </Button>
            {!solving && (
              <Button size="large" disabled={!title || open.isPending} title={t('new.onlyHint')} onClick={() => save(false)}>
                {t('new.only')}
              </Button>
            )}
            <Button
              size="large"
              type="text"
              disabled={open.isPending}
              onClick={() =>
                modal.confirm({
                  title: t('new.dropAsk'),
                  okText: t('new.drop'),
                  cancelText: t('shared:act.cancel'),
                  onOk: throwAway,
                })
              }
            >
              {t('new.drop')}
            </Button>
            {title ? <SavedMark saved={saved} /> : <span className="faint">{t('new.needsWords')}</span>}
          </div>
        </div>
        <aside>
          {received.isError && <ProblemAlert error={received.error} onRetry={() => received.refetch()} />}
          {received.data && (
            <Panel title={t('reports.raw')}>
              <Alert type="warning" showIcon title={failure(received.data.failure)} />
              <pre className="raw">{received.data.text}</pre>
            </Panel>
          )}
          <KnownOutages
            customer={party.customer ?? undefined}
            device={party.device?.id}
            outage={draft.outage}
            onOutage={(notice) =>
              change({ outage: notice?.id, ...(notice && !draft.description.trim() && { description: notice.title }) })
            }
          />
          <KnownAnswers draft={draft} onUse={(solution) => change({ solution })} />
          <Context draft={draft} title={title} onAdded={throwAway} />
        </aside>
      </div>
    </>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="party-field">
      <span className="party-label">{label}</span>
      {children}
    </div>
  )
}

function orderOf(draft: Draft, take: boolean, report: string | undefined, firstBranch: string | undefined): NewCase {
  const { party } = draft
  const unknown = !party.customer && !party.device
  return {
    id: draft.id,
    channel: draft.channel,
    kind: draft.kind,
    severity: draft.severity ?? null,
    subject: draft.subject.trim() || firstWords(draft.description),
    description: draft.description.trim(),
    symptom: draft.symptom ?? null,
    customer: party.customer ?? null,
    contactName: party.contactName.trim(),
    contactPhone: party.contactPhone.trim(),
    contactEmail: party.contactEmail.trim(),
    company: party.customer ? '' : draft.company.trim(),
    device: party.device?.id ?? null,
    project: party.project ?? null,
    site: party.site ?? null,
    branch: unknown ? (draft.branch ?? firstBranch ?? null) : null,
    place: party.customer ? '' : draft.place.trim(),
    reportedAt: null,
    take,
    unfinished: report ?? null,
    call: draft.call ?? null,
    outage: draft.outage ?? null,
    solution: draft.solution?.trim() || null,
    close: draft.close,
    photos: draft.photos.map(({ token }) => token),
  }
}

type Asked = { report?: string; call?: string; phone?: string; customer?: string; device?: string }

/** What the page was opened for fills it once; what was typed since, even before a reload, is not overwritten. */
function useFilled(
  { customer, device, call: calling, phone }: Asked,
  received: Report | undefined,
  call: Call | undefined,
  found: boolean,
  latest: { current: Draft },
  change: (next: Partial<Draft>) => void,
) {
  const filled = useRef(found)
  useEffect(() => {
    if (filled.current) return
    const about = (one: KnownDevice | undefined) => one && change({ party: { ...latest.current.party, ...partyOfDevice(one) } })
    if (received) {
      filled.current = true
      const { draft, qrToken } = draftOf(received)
      change(draft)
      // A label nobody knows any more: the words are there all the same.
      if (qrToken) deviceOfLabel(qrToken).then(about, () => {})
    } else if (call) {
      filled.current = true
      const { party } = latest.current
      change({
        call: call.id,
        channel: 'PHONE',
        party: {
          ...party,
          contactPhone: call.number,
          contactName: call.contactName,
          ...(call.customerId && { customer: call.customerId }),
        },
      })
    } else if (phone && !calling) {
      filled.current = true
      change({ channel: 'PHONE', party: { ...latest.current.party, contactPhone: phone.slice(0, 50) } })
    } else if (device) {
      filled.current = true
      deviceById(device).then(about, () => {})
    } else if (customer) {
      filled.current = true
      change({ party: { ...latest.current.party, customer } })
    }
  }, [received, call, calling, phone, device, customer, latest, change])
}
