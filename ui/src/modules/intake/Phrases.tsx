import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { intakeQueries } from './api'

/** What the desk types again and again, one click each; whoever keeps the catalogue keeps them too. */
export function Phrases({ onChoose }: { onChoose: (words: string) => void }) {
  const { t } = useTranslation(['intake', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const mayEdit = useMay('cases.edit-catalogue')
  const phrases = useQuery(intakeQueries.phrases())
  const [editing, setEditing] = useState(false)
  const [words, setWords] = useState('')
  const act = useMutation({
    mutationFn: ({ remove }: { remove?: string }) =>
      remove
        ? http(`/intake/phrases/${remove}`, { method: 'DELETE' })
        : http('/intake/phrases', { method: 'POST', json: { words: words.trim() } }),
    onSuccess: (_, { remove }) => {
      if (!remove) setWords('')
      queries.invalidateQueries({ queryKey: ['intake', 'phrases'] })
    },
    onError: (error) => message.error(problemText(error)),
  })
  const rows = phrases.data ?? []
  if (rows.length === 0 && !mayEdit) return null
  return (
    <section className="phrases" aria-label={t('phrases.label')}>
      {rows.map(({ id, words: one }) => (
        <span key={id} className="phrase">
          <button type="button" onClick={() => onChoose(one)}>
            {one}
          </button>
          {editing && (
            <button type="button" aria-label={t('phrases.remove', { words: one })} onClick={() => act.mutate({ remove: id })}>
              <CloseOutlined />
            </button>
          )}
        </span>
      ))}
      {mayEdit && (
        <Popover
          trigger="click"
          open={editing}
          onOpenChange={setEditing}
          content={
            <form
              className="phrase-new"
              onSubmit={(event) => {
                event.preventDefault()
                if (words.trim()) act.mutate({})
              }}
            >
              <Input
                autoFocus
                maxLength={200}
                value={words}
                placeholder={t('phrases.example')}
                aria-label={t('phrases.new')}
                onChange={(event) => setWords(event.target.value)}
              />
              <Button htmlType="submit" disabled={!words.trim()} loading={act.isPending}>
                {t('shared:act.add')}
              </Button>
            </form>
          }
        >
          <Button size="small" type="text" icon={<PlusOutlined />}>
            {t('phrases.edit')}
          </Button>
        </Popover>
      )}
    </section>
  )
}
