import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Flex, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, got, type Schema } from '../http'
import { problemText } from '../problem'

type Cause = Schema<'PromiseController.BreachCauseBody'>['cause']
export const CAUSES: Cause[] = ['NO_ENGINEER', 'NO_PARTS', 'TRAVEL', 'CUSTOMER', 'SUPPLIER', 'HARDER', 'OVERLOOKED', 'OTHER']

/** Says why a promise was broken, or says it anew. */
export function BreachCause({ id, cause, words }: { id: string; cause: Cause | null; words: string }) {
  const { t } = useTranslation('promises')
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t('cause.title')}
      content={<CauseForm id={id} cause={cause} words={words} onDone={() => setOpen(false)} />}
      styles={{ container: { width: 'min(320px, calc(100vw - 32px))' } }}
    >
      <Button size="small" type="link" style={{ padding: 0 }}>
        {t(cause ? 'cause.change' : 'cause.say')}
      </Button>
    </Popover>
  )
}

type CauseFormProps = { id: string; cause: Cause | null; words: string; onDone: () => void }

function CauseForm({ id, cause, words, onDone }: CauseFormProps) {
  const { t } = useTranslation(['promises', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(cause)
  const [said, setSaid] = useState(words)
  const say = useMutation({
    mutationFn: (body: { cause: Cause; words: string }) =>
      got(api.PUT('/api/promises/{id}/breach-cause', { params: { path: { id } }, body })),
    onSuccess: () => {
      message.success(t('cause.said'))
      onDone()
      return Promise.all(['promises', 'quality', 'timeline'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
    },
  })
  return (
    <Flex vertical gap="small">
      <Select<Cause>
        autoFocus
        aria-label={t('cause.cause')}
        placeholder={t('cause.cause')}
        value={chosen}
        options={CAUSES.map((one) => ({ value: one, label: t(`causes.${one}`) }))}
        onChange={setChosen}
      />
      <Input.TextArea
        rows={2}
        maxLength={500}
        value={said}
        aria-label={t('cause.words')}
        placeholder={t('cause.wordsPlaceholder')}
        onChange={(event) => setSaid(event.target.value)}
      />
      {say.error && <Alert type="error" showIcon role="alert" title={problemText(say.error)} />}
      <Flex gap="small">
        <Button
          size="small"
          type="primary"
          disabled={!chosen}
          loading={say.isPending}
          onClick={() => chosen && say.mutate({ cause: chosen, words: said.trim() })}
        >
          {t('shared:act.save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('shared:act.cancel')}
        </Button>
      </Flex>
    </Flex>
  )
}
