import { useTranslation } from 'react-i18next'
import './lite-form.css'
import { listed } from '../listed'
import { type FormDefinition, limitsOf, type QuestionType, type Row, wordsOf } from './form'

type AnswerViewProps = {
  form: Pick<FormDefinition, 'questions'>
  answers: Record<string, unknown>
  /** Keys of questions answered badly. */
  outside: string[]
}

/** A filled form to read, on a screen or on paper. What was not asked is left out. */
export function AnswerView({ form, answers, outside }: AnswerViewProps) {
  const { t } = useTranslation('forms')
  const shown = form.questions.filter(({ key }) => answers[key] !== undefined)
  const headed = form.questions.filter(
    ({ key, type }, index) =>
      answers[key] !== undefined ||
      (type.kind === 'group' &&
        shown.some((question) => {
          const at = form.questions.indexOf(question)
          return at > index && !form.questions.slice(index + 1, at).some((one) => one.type.kind === 'group')
        })),
  )
  return (
    <table className="answers">
      <tbody>
        {headed.map(({ key, label, type }) =>
          type.kind === 'group' ? (
            <tr key={key}>
              <th colSpan={2}>{wordsOf(label)}</th>
            </tr>
          ) : (
            <tr key={key} data-bad={outside.includes(key)}>
              <td>{wordsOf(label)}</td>
              <td>
                {type.kind === 'photo' || type.kind === 'signature' ? (
                  <Pictures ids={[answers[key]].flat() as string[]} label={wordsOf(label)} />
                ) : (
                  answerText(type, answers[key], t)
                )}
                {outside.includes(key) && ` · ${t('outside')}`}
                {limitsOf(type) && <small>{t('limits', { limits: limitsOf(type) })}</small>}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

function Pictures({ ids, label }: { ids: string[]; label: string }) {
  return ids.map((id) => (
    <a key={id} href={`/api/documents/${id}`} target="_blank" rel="noreferrer">
      <img className="form-picture" style={{ maxHeight: 90 }} src={`/api/documents/${id}/thumb`} alt={label} loading="lazy" />
    </a>
  ))
}

function answerText(type: QuestionType, answer: unknown, t: (key: string) => string): string {
  switch (type.kind) {
    case 'number':
    case 'meter':
      return [answer, type.unit].filter((part) => part != null).join(' ')
    case 'choice':
    case 'choices':
      return listed(
        [answer].flat().map((code) => wordsOf(type.options.find((option) => option.code === code)?.label) || String(code)),
      )
    case 'yes-no':
      return t(answer === 'YES' ? 'yes' : answer === 'NO' ? 'no' : 'na')
    case 'table':
      return (answer as Row[])
        .map((row) =>
          type.columns
            .filter(({ key }) => row[key] !== undefined)
            .map((column) => `${wordsOf(column.label)} ${answerText(column.type, row[column.key], t)}`)
            .join('；'),
        )
        .join('\n')
    default:
      return String(answer ?? '')
  }
}
