import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag } from '../desk'
import { http, type Schema } from '../http'
import { problemText } from '../problem'
import { useMay } from '../session'
import { formatTime } from '../time'

type Question = Schema<'Questions.Question'>

/** What engineers could not decide on site; whoever may decide answers here. */
export function QuestionsOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('safety')
  const may = useMay()
  const questions = useQuery({
    queryKey: ['fieldwork', 'questions', caseId],
    queryFn: ({ signal }) => http<Question[]>(`/visits/questions?caseId=${caseId}`, { signal }),
    enabled: may('fieldwork.read'),
  })
  if (!questions.data?.length) return null
  return (
    <Panel title={t('questions.title')}>
      {questions.data.map((one) => (
        <One key={one.id} question={one} may={may('fieldwork.decide')} />
      ))}
    </Panel>
  )
}

function One({ question, may }: { question: Question; may: boolean }) {
  const { t } = useTranslation('safety')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [answer, setAnswer] = useState('')
  const send = useMutation({
    mutationFn: () => http(`/visits/questions/${question.id}/answer`, { method: 'POST', json: { answer: answer.trim() } }),
    onError: (error) => message.error(problemText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fieldwork'] }),
  })
  return (
    <div style={{ marginBlockEnd: 12 }}>
      <Flex justify="space-between" gap="small">
        <small className="faint">
          {question.askerName} {formatTime(question.askedAt, 'short')}
        </small>
        <StatusTag tone={question.answer === null ? 'warn' : 'good'}>
          {question.answer !== null
            ? t('questions.answered')
            : question.dueAt
              ? t('questions.due', { at: formatTime(question.dueAt, 'short') })
              : t('questions.open')}
        </StatusTag>
      </Flex>
      <p style={{ margin: '4px 0', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{question.what}</p>
      {question.answer !== null && (
        <p style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          <strong>{question.answererName}</strong> {question.answer}
        </p>
      )}
      {question.answer === null && may && (
        <Flex gap="small" vertical>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            aria-label={t('questions.answer')}
            placeholder={t('questions.hint')}
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
          <div>
            <Button type="primary" disabled={!answer.trim()} loading={send.isPending} onClick={() => send.mutate()}>
              {t('questions.send')}
            </Button>
          </div>
        </Flex>
      )}
    </div>
  )
}
