import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FormDefinition, wordsOf } from '@/shared/forms/form'
import { listed } from '@/shared/listed'

/** What stands before the first question: the form itself. */
export const HEAD = -1

type OutlineProps = {
  form: FormDefinition
  chosen: number
  disabled: boolean
  onChoose: (index: number) => void
  onMove: (from: number, to: number) => void
}

/** The questions in their order. Dragged with the mouse, or moved with Alt and the arrows. */
export function Outline({ form, chosen, disabled, onChoose, onMove }: OutlineProps) {
  const { t } = useTranslation('forms')
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const keys = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    const to = index + step
    if (to < HEAD || to >= form.questions.length) return
    if (event.altKey && !disabled && index !== HEAD && to !== HEAD) onMove(index, to)
    else onChoose(to)
    const list = event.currentTarget.closest('ol')
    requestAnimationFrame(() => list?.querySelectorAll('button')[to + 1]?.focus())
  }
  const drop = (event: DragEvent, index: number) => {
    event.preventDefault()
    if (dragged !== undefined) onMove(dragged, index)
    setDragged(undefined)
    setOver(undefined)
  }
  return (
    <>
      <ol className="editor-outline">
        <li>
          <button
            type="button"
            aria-current={chosen === HEAD}
            onClick={() => onChoose(HEAD)}
            onKeyDown={(event) => keys(event, HEAD)}
          >
            <span>{t('edit.head')}</span>
            <small>
              {t(`uses.${form.use}`)}
              {form.categories.length > 0 && ` · ${listed(form.categories)}`}
            </small>
          </button>
        </li>
        {form.questions.map((question, index) => (
          <li key={question.key} data-over={over === index} data-group={question.type.kind === 'group'}>
            <button
              type="button"
              aria-current={index === chosen}
              draggable={!disabled}
              onClick={() => onChoose(index)}
              onKeyDown={(event) => keys(event, index)}
              onDragStart={() => setDragged(index)}
              onDragOver={(event) => {
                event.preventDefault()
                setOver(index)
              }}
              onDragEnd={() => setOver(undefined)}
              onDrop={(event) => drop(event, index)}
            >
              <span>
                {wordsOf(question.label) || <i className="faint">{t(`kinds.${question.type.kind}`)}</i>}
                {question.required && ' *'}
              </span>
              <small>
                {t(`kinds.${question.type.kind}`)}
                {question.ifBad !== 'FINDING' && ` · ${t(`consequences.${question.ifBad}`)}`}
                {question.shownIf.length > 0 && ` · ${t('edit.shownIf')}`}
              </small>
            </button>
          </li>
        ))}
      </ol>
      {!disabled && form.questions.length > 1 && <p className="faint editor-hint">{t('edit.drag')}</p>}
    </>
  )
}
