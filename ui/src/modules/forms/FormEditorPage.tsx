import { useQuery } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, App, Button, Dropdown, Flex, Segmented, Space } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel, StatusTag } from '@/shared/desk'
import { type FormDefinition, type Question, wordsOf } from '@/shared/forms/form'
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { type FormDesign, fileOf, formQueries, useBegin, useDiscard, usePublish, useRetire, useSaveDraft } from './api'
import { blankQuestion, freeKey, KINDS, moved } from './blank'
import { FormHead } from './FormHead'
import { HEAD, Outline } from './Outline'
import { PhonePreview } from './PhonePreview'
import { QuestionProperties } from './QuestionProperties'
import { PublishDialog, VersionsDialog } from './VersionDialogs'
import './editor.css'

/** Keystrokes at one place that follow each other within this time are undone together. */
const ONE_CHANGE = 1000

/** One form: its questions on the left, the chosen one in the middle, the phone on the right. */
export function FormEditorPage() {
  const { code } = useParams({ strict: false }) as { code: string }
  const design = useQuery(formQueries.design(code))
  return <Four query={design}>{(data) => <Editor key={data.code} design={data} />}</Four>
}

function Editor({ design }: { design: FormDesign }) {
  const { t } = useTranslation(['forms', 'shared'])
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const mayEdit = useMay('forms.edit')
  const stored = (design.draft?.form ?? design.latest) as FormDefinition
  const [form, setForm] = useState(stored)
  const [past, setPast] = useState<FormDefinition[]>([])
  const [chosen, setChosen] = useState(HEAD)
  const [language, setLanguage] = useState<string>('zh-CN')
  const typed = useRef({ at: 0, chosen: HEAD })
  const [publishing, setPublishing] = useState(false)
  const [history, setHistory] = useState(false)
  const save = useSaveDraft(design.code)
  const publish = usePublish(design.code)
  const retire = useRetire(design.code)
  const discard = useDiscard(design.code)
  const begin = useBegin()
  const dirty = form !== stored
  const failed = (error: unknown) => message.error(problemText(error))
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t('edit.leave')), enableBeforeUnload: dirty })
  useEffect(() => {
    setForm(stored)
    setPast([])
  }, [stored])

  const change = (next: FormDefinition) => {
    if (!mayEdit) return
    const now = Date.now()
    const goesOn =
      typed.current.chosen === chosen && now - typed.current.at < ONE_CHANGE && next.questions.length === form.questions.length
    typed.current = { at: now, chosen }
    if (!goesOn) setPast((before) => [...before.slice(-49), form])
    setForm(next)
  }
  const questions = (next: Question[]) => change({ ...form, questions: next })
  const add = (kind: (typeof KINDS)[number]) => {
    const at = chosen === HEAD ? form.questions.length : chosen + 1
    questions([...form.questions.slice(0, at), blankQuestion(form, kind), ...form.questions.slice(at)])
    setChosen(at)
  }
  const move = (from: number, to: number) => {
    const next = moved(form.questions, from, to)
    if (next === form.questions) return
    questions(next)
    setChosen(to)
  }
  const duplicate = (index: number) => {
    const one = form.questions[index]
    if (!one) return
    const key = freeKey(
      form.questions.map((question) => question.key),
      one.key.replace(/\d+$/, ''),
    )
    questions([...form.questions.slice(0, index + 1), { ...one, key }, ...form.questions.slice(index + 1)])
    setChosen(index + 1)
  }
  const remove = (index: number) => {
    questions(form.questions.filter((_, at) => at !== index))
    setChosen(form.questions.length === 1 ? HEAD : Math.max(0, index - 1))
  }
  const saved = (then: (draft: NonNullable<FormDesign['draft']>) => void) => {
    if (!dirty && design.draft) return then(design.draft)
    save.mutate(
      { form, version: design.draft?.version ?? 0 },
      { onSuccess: (after) => after.draft && then(after.draft), onError: failed },
    )
  }
  const question = form.questions[chosen]
  const fileLink = (
    <a href={fileOf(design.code, design.versions[0]?.version ?? 1)} download>
      {t('edit.export')}
    </a>
  )
  const faults = dirty ? [] : (design.draft?.faults ?? [])

  return (
    <>
      <PageTitle
        title={wordsOf(form.title) || design.code}
        hint={
          <Space>
            <StatusTag tone={design.state === 'PUBLISHED' ? 'good' : design.state === 'DRAFT' ? 'warn' : 'neutral'}>
              {t(`states.${design.state}`)}
            </StatusTag>
            {design.versions[0] && t('edit.version', { version: design.versions[0].version })}
            {dirty ? t('edit.unsaved') : design.draft && t('list.draft')}
          </Space>
        }
        extra={
          <Space wrap>
            <Button onClick={() => setHistory(true)}>{t('edit.versions')}</Button>
            {mayEdit && (
              <>
                <Button
                  disabled={past.length === 0}
                  onClick={() => {
                    setForm(past[past.length - 1] ?? form)
                    setPast(past.slice(0, -1))
                  }}
                >
                  {t('edit.undo')}
                </Button>
                <Button disabled={!dirty} loading={save.isPending} onClick={() => saved(() => message.success(t('edit.saved')))}>
                  {t('edit.save')}
                </Button>
                <Button
                  type="primary"
                  disabled={!dirty && !design.draft}
                  onClick={() =>
                    saved((draft) =>
                      draft.faults.length
                        ? message.warning(t('edit.faults', { count: draft.faults.length }))
                        : setPublishing(true),
                    )
                  }
                >
                  {t('edit.publish')}
                </Button>
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: [
                      ...(design.latest ? [{ key: 'export', label: fileLink }] : []),
                      { key: 'copy', label: t('list.copy') },
                      ...(design.draft ? [{ key: 'discard', label: t('edit.discard'), danger: true }] : []),
                      ...(design.state === 'PUBLISHED'
                        ? [{ key: 'retire', label: t('edit.retire'), danger: true, disabled: design.needed }]
                        : []),
                      ...(design.state === 'RETIRED' ? [{ key: 'reinstate', label: t('edit.reinstate') }] : []),
                    ],
                    onClick: ({ key }) => {
                      if (key === 'copy') {
                        const copy = `${design.code}-copy`.slice(0, 60)
                        begin.mutate(
                          { ...form, code: copy },
                          { onSuccess: () => navigate({ to: `/forms/${copy}` }), onError: failed },
                        )
                      }
                      if (key === 'discard')
                        modal.confirm({
                          title: t('edit.discard'),
                          content: t('edit.discardSure'),
                          onOk: () =>
                            discard
                              .mutateAsync(undefined)
                              .then(() => (design.latest ? undefined : navigate({ to: '/forms', ignoreBlocker: true })))
                              .catch(failed),
                        })
                      if (key === 'retire')
                        modal.confirm({
                          title: t('edit.retire'),
                          content: t('edit.retireSure'),
                          onOk: () => retire.mutateAsync('retire').catch(failed),
                        })
                      if (key === 'reinstate') retire.mutate('reinstate', { onError: failed })
                    },
                  }}
                >
                  <Button aria-label={t('shared:act.more', { defaultValue: '…' })}>…</Button>
                </Dropdown>
              </>
            )}
          </Space>
        }
      />
      {!mayEdit && <Alert type="info" showIcon title={t('edit.readOnly')} className="editor-note" />}
      {design.needed && mayEdit && <Alert type="info" showIcon title={t('edit.needed')} className="editor-note" />}
      {faults.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="editor-note"
          title={t('edit.faults', { count: faults.length })}
          description={
            <ul className="editor-faults">
              {faults.map(({ question: key, why }) => {
                const index = form.questions.findIndex((one) => one.key === key)
                return (
                  <li key={`${key}${why}`}>
                    {index >= 0 ? (
                      <button type="button" className="link" onClick={() => setChosen(index)}>
                        {index + 1}. {wordsOf(form.questions[index]?.label) || key}
                      </button>
                    ) : null}{' '}
                    {t(`fault.${why}`)}
                  </li>
                )
              })}
            </ul>
          }
        />
      )}
      <div className="editor">
        <section aria-label={t('list.questions')} className="editor-left">
          <Outline form={form} chosen={chosen} disabled={!mayEdit} onChoose={setChosen} onMove={move} />
          {mayEdit && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: KINDS.map((kind) => ({ key: kind, label: t(`kinds.${kind}`) })),
                onClick: ({ key }) => add(key as (typeof KINDS)[number]),
              }}
            >
              <Button type="dashed" block>
                + {t('edit.add')}
              </Button>
            </Dropdown>
          )}
        </section>
        <Panel>
          <Flex justify="space-between" align="center" wrap gap="small" className="editor-bar">
            <Segmented
              size="small"
              aria-label={t('edit.language')}
              value={language}
              options={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
              onChange={setLanguage}
            />
            {question && mayEdit && (
              <Space.Compact size="small">
                <Button onClick={() => move(chosen, chosen - 1)} disabled={chosen === 0}>
                  {t('edit.up')}
                </Button>
                <Button onClick={() => move(chosen, chosen + 1)} disabled={chosen === form.questions.length - 1}>
                  {t('edit.down')}
                </Button>
                <Button onClick={() => duplicate(chosen)}>{t('edit.duplicate')}</Button>
                <Button danger onClick={() => remove(chosen)}>
                  {t('edit.remove')}
                </Button>
              </Space.Compact>
            )}
          </Flex>
          {question ? (
            <QuestionProperties
              key={`${chosen}${question.type.kind}`}
              question={question}
              earlier={form.questions.slice(0, chosen)}
              language={language}
              disabled={!mayEdit}
              onChange={(next) => questions(form.questions.map((one, at) => (at === chosen ? next : one)))}
            />
          ) : (
            <FormHead form={form} language={language} disabled={!mayEdit} onChange={change} />
          )}
        </Panel>
        <PhonePreview form={form} chosen={question?.key} />
      </div>
      <PublishDialog
        open={publishing}
        busy={publish.isPending}
        onClose={() => setPublishing(false)}
        onPublish={(note) =>
          publish.mutate(
            { version: design.draft?.version ?? 0, note },
            {
              onSuccess: (after) => {
                setPublishing(false)
                message.success(t('edit.published', { version: after.versions[0]?.version }))
              },
              onError: failed,
            },
          )
        }
      />
      <VersionsDialog design={design} now={form} open={history} onClose={() => setHistory(false)} />
    </>
  )
}
