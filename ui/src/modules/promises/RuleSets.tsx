import { InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Modal, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, ProblemAlert, StatusTag } from '@/shared/desk'
import { listed } from '@/shared/listed'
import { problemText } from '@/shared/problem'
import { type Imported, ruleQueries, useSwitchOn, useTakeFile } from './rules'
import { useRuleWords } from './useRuleWords'

/** Sets of rules that many houses promise, to be switched on. */
export function TemplatesDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('promises')
  const { message } = App.useApp()
  const words = useRuleWords()
  const templates = useQuery({ ...ruleQueries.templates(), enabled: open })
  const switchOn = useSwitchOn()
  return (
    <Drawer open={open} onClose={onClose} size={640} title={t('rules.templates')} styles={{ wrapper: { maxWidth: '100vw' } }}>
      <Alert type="info" showIcon title={t('rules.templatesHint')} style={{ marginBlockEnd: 16 }} />
      <Four query={templates}>
        {(all) => (
          <Flex vertical gap="middle">
            {all.map((template) => (
              <article key={template.code} className="rule-outcome" data-draft={template.on}>
                <header>
                  <strong>{template.name}</strong>
                  {template.on ? (
                    <StatusTag tone="good">{t('rules.on')}</StatusTag>
                  ) : (
                    <Button
                      size="small"
                      loading={switchOn.isPending && switchOn.variables === template.code}
                      onClick={() =>
                        switchOn.mutate(template.code, {
                          onSuccess: (done) => {
                            message.success(t('rules.switchedOn', { added: done.added.length, changed: done.changed.length }))
                          },
                          onError: (error) => {
                            message.error(problemText(error))
                          },
                        })
                      }
                    >
                      {t('rules.switchOn')}
                    </Button>
                  )}
                </header>
                <p>{template.about}</p>
                <ul>
                  {template.rules.map((rule) => (
                    <li key={rule.key}>
                      {words.promise(rule.code)}：{rule.name}
                    </li>
                  ))}
                </ul>
              </article>
            ))}
          </Flex>
        )}
      </Four>
    </Drawer>
  )
}

/** A whole rule set from a file: first what it would change, then, on a word, all of it or nothing. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['promises', 'shared'])
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<{ file: File; would: Imported }>()
  const take = useTakeFile()
  const close = () => {
    setChosen(undefined)
    take.reset()
    onClose()
  }
  return (
    <Modal
      open={open}
      onCancel={close}
      title={t('rules.import')}
      okText={t('rules.takeOver')}
      okButtonProps={{
        disabled: !chosen || chosen.would.added.length + chosen.would.changed.length + chosen.would.retired.length === 0,
        loading: take.isPending,
      }}
      onOk={() =>
        chosen &&
        take.mutate(
          { file: chosen.file, trial: false },
          {
            onSuccess: () => {
              message.success(t('rules.imported'))
              close()
            },
          },
        )
      }
    >
      <Flex vertical gap="middle">
        <Upload.Dragger
          accept=".json"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            setChosen(undefined)
            take.mutate({ file, trial: true }, { onSuccess: (would) => setChosen({ file, would }) })
            return false
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{chosen?.file.name ?? t('rules.drop')}</p>
          <p className="ant-upload-hint">{t('rules.dropHint')}</p>
        </Upload.Dragger>
        {take.isError && <ProblemAlert error={take.error} />}
        {chosen && <Would would={chosen.would} />}
      </Flex>
    </Modal>
  )
}

function Would({ would }: { would: Imported }) {
  const { t } = useTranslation('promises')
  const parts = (['added', 'changed', 'retired'] as const).filter((part) => would[part].length > 0)
  if (parts.length === 0) return <Alert type="info" showIcon title={t('rules.wouldNothing')} />
  return (
    <Alert
      type={would.retired.length > 0 ? 'warning' : 'info'}
      showIcon
      title={t('rules.would', { unchanged: would.unchanged })}
      description={
        <ul className="rule-rivals">
          {parts.map((part) => (
            <li key={part}>
              {t(`rules.wouldBe.${part}`, { count: would[part].length })}
              <span className="faint"> {listed(would[part].slice(0, 8))}</span>
            </li>
          ))}
        </ul>
      }
    />
  )
}
