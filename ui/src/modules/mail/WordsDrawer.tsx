import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Flex, Input, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type Mailbox, mailQueries, useMailAct, type Words } from './api'

/** How a mailbox acknowledges and signs in each language. */
export function WordsDrawer({ box, onClose }: { box: Mailbox | undefined; onClose: () => void }) {
  const { t } = useTranslation('mail')
  const words = useQuery({ ...mailQueries.words(box?.id ?? ''), enabled: box !== undefined })
  return (
    <Drawer
      open={box !== undefined}
      onClose={onClose}
      title={`${t('words.title')} · ${box?.name ?? ''}`}
      size={620}
      destroyOnHidden
    >
      {box && <Four query={words}>{(rows) => <Fields key={box.id} box={box} rows={rows} onDone={onClose} />}</Four>}
    </Drawer>
  )
}

function Fields({ box, rows, onDone }: { box: Mailbox; rows: Words[]; onDone: () => void }) {
  const { t } = useTranslation(['mail', 'shared'])
  const { message } = App.useApp()
  const save = useMailAct()
  const [words, setWords] = useState(rows)
  const change = (language: string, more: Partial<Words>) =>
    setWords((now) => now.map((one) => (one.language === language ? { ...one, ...more } : one)))
  const submit = () =>
    save.mutate(
      {
        path: `/mailboxes/${box.id}/words`,
        method: 'PUT',
        body: { words: words.map(({ language, signature, received }) => ({ language, signature, received })) },
      },
      {
        onSuccess: () => {
          message.success(t('boxes.saved'))
          onDone()
        },
        onError: (error) => message.error(problemText(error)),
      },
    )
  return (
    <Flex vertical gap="middle">
      <p className="faint" style={{ margin: 0 }}>
        {t('words.hint')}
      </p>
      <Tabs
        items={words.map(({ language, signature, received, usual }) => ({
          key: language,
          label: t(`words.languages.${language}`),
          children: (
            <Flex vertical gap="small">
              <Flex justify="space-between" align="baseline" gap="small" wrap>
                <label htmlFor={`received-${language}`}>{t('words.received')}</label>
                {received ? (
                  <Button size="small" type="text" onClick={() => change(language, { received: '' })}>
                    {t('words.asUsual')}
                  </Button>
                ) : (
                  <Button size="small" type="text" onClick={() => change(language, { received: usual })}>
                    {t('words.own')}
                  </Button>
                )}
              </Flex>
              <Input.TextArea
                id={`received-${language}`}
                autoSize={{ minRows: 10, maxRows: 22 }}
                maxLength={4000}
                value={received || usual}
                readOnly={!received}
                disabled={!received}
                onChange={(event) => change(language, { received: event.target.value })}
              />
              <small className="faint">{t('words.places')}</small>
              <label htmlFor={`signature-${language}`}>{t('fields.signature')}</label>
              <Input.TextArea
                id={`signature-${language}`}
                rows={3}
                maxLength={2000}
                value={signature}
                placeholder={box.signature || t('words.noSignature')}
                onChange={(event) => change(language, { signature: event.target.value })}
              />
            </Flex>
          ),
        }))}
      />
      <div>
        <Button type="primary" loading={save.isPending} onClick={submit}>
          {t('boxes.save')}
        </Button>
      </div>
    </Flex>
  )
}
