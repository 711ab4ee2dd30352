import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, got } from '../http'
import { problemText } from '../problem'
import { useMay } from '../session'
import { isOpen, type PromiseView } from './model'

type Act = 'settle' | 'waive'

/** What a person may do about a promise: say that it was done, or that it is not owed any more. Each with a word why. */
export function PromiseActs({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation(['promises', 'shared'])
  const { message } = App.useApp()
  const may = useMay()
  const queries = useQueryClient()
  const [act, setAct] = useState<Act>()
  const [note, setNote] = useState('')
  const run = useMutation({
    mutationFn: (asked: { act: Act; note: string }) => {
      const call = { params: { path: { id: promise.id } }, body: { note: asked.note } }
      return got(
        asked.act === 'settle' ? api.POST('/api/promises/{id}/settle', call) : api.POST('/api/promises/{id}/waive', call),
      )
    },
    onSuccess: (_, asked) => {
      message.success(t(asked.act === 'settle' ? 'settle.done' : 'settle.waived'))
      setAct(undefined)
      return Promise.all(['promises', 'cases', 'timeline'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
    },
    onError: (error) => {
      message.error(problemText(error))
    },
  })
  const acts = ([promise.byHand && may('promises.settle') && 'settle', may('promises.waive') && 'waive'] as const).filter(
    (one): one is Act => Boolean(one),
  )
  if (!isOpen(promise) || acts.length === 0) return null
  if (act === undefined) {
    return (
      <Space style={{ marginBlockEnd: 8 }}>
        {acts.map((one) => (
          <Button key={one} size="small" type={one === 'settle' ? 'primary' : 'default'} onClick={() => setAct(one)}>
            {t(one === 'settle' ? 'settle.act' : 'settle.waive')}
          </Button>
        ))}
      </Space>
    )
  }
  return (
    <Flex vertical gap="small" style={{ marginBlockEnd: 8 }}>
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={500}
        value={note}
        aria-label={t(act === 'settle' ? 'settle.note' : 'settle.reason')}
        placeholder={t(act === 'settle' ? 'settle.notePlaceholder' : 'settle.reasonPlaceholder')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Space>
        <Button
          size="small"
          type="primary"
          danger={act === 'waive'}
          disabled={note.trim() === ''}
          loading={run.isPending}
          onClick={() => run.mutate({ act, note: note.trim() })}
        >
          {t(act === 'settle' ? 'settle.act' : 'settle.waive')}
        </Button>
        <Button size="small" onClick={() => setAct(undefined)}>
          {t('shared:act.cancel')}
        </Button>
      </Space>
    </Flex>
  )
}
