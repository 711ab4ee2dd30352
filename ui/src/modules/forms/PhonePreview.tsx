import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, assessed, type FormDefinition, presets, wordsOf } from '@/shared/forms/form'
import { LiteForm } from '@/shared/forms/LiteForm'
import { Card } from '@/shared/lite'
import '@/shared/lite/lite.css'

/** The form as the phone shows it, by the very renderer the phone uses. */
export function PhonePreview({ form, chosen }: { form: FormDefinition; chosen: string | undefined }) {
  const { t } = useTranslation('forms')
  const [answers, setAnswers] = useState<Answers>(() => presets(form))
  const { outside, score } = assessed(form, answers)
  const screen = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const shown = chosen && screen.current?.querySelector<HTMLElement>(`[data-question="${CSS.escape(chosen)}"]`)
    if (shown) screen.current?.scrollTo({ top: shown.offsetTop - screen.current.offsetTop - 16, behavior: 'smooth' })
  }, [chosen])
  return (
    <section className="editor-phone" aria-label={t('edit.preview')}>
      <h2>
        {t('edit.preview')} <small className="faint">{t('edit.tryOut')}</small>
      </h2>
      <div className="editor-frame">
        <header>{wordsOf(form.title)}</header>
        <div className="editor-screen" ref={screen}>
          <LiteForm
            form={form}
            answers={answers}
            onChange={setAnswers}
            document={(question) => (
              <Card>
                <small className="faint">
                  {t(`kinds.${question.type.kind}`)} · {wordsOf(question.label)}
                </small>
              </Card>
            )}
          />
        </div>
        <footer>
          {score !== null && `${t('edit.score')} ${score}`} {outside.length > 0 && `· ${t('outside')} ${outside.length}`}
        </footer>
      </div>
    </section>
  )
}
