import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Modal, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel } from '@/shared/desk'
import { search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { contractQueries, type Level, useSaveLevel } from './api'
import { LevelPromises } from './LevelPromises'
import { useLevelWords } from './words'
import './contracts.css'

/** What each level promises: the code a contract names, and the promise rules that match it. */
export function LevelsPage() {
  const { t } = useTranslation(['contracts', 'shared'])
  const [{ open }, change] = useListState<{ open?: string }>()
  const levels = useQuery(contractQueries.levels())
  const mayEdit = useMay('contracts.edit')
  const word = useLevelWords()
  const close = () => change({ open: undefined } as never)
  return (
    <>
      <PageTitle
        title={t('level.title')}
        hint={t('level.hint')}
        extra={
          mayEdit && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ open: 'new' })}>
              {t('level.new')}
            </Button>
          )
        }
      />
      <Four query={levels}>
        {(all) => (
          <>
            <div className="contract-levels">
              {all.map((level) => (
                <Panel
                  key={level.code}
                  title={
                    <>
                      {word(level.code)} <Tag variant="filled">{level.code}</Tag>
                    </>
                  }
                  extra={
                    mayEdit && (
                      <Button
                        size="small"
                        type="text"
                        icon={<EditOutlined />}
                        aria-label={`${t('shared:act.edit')} ${word(level.code)}`}
                        onClick={() => change({ open: level.code })}
                      />
                    )
                  }
                >
                  {level.about && <p className="contract-about">{level.about}</p>}
                  <LevelPromises level={level.code} />
                  <p className="contract-running">
                    {level.running > 0 ? (
                      <Link to={`/contracts${search({ level: level.code, standing: 'RUNNING' })}`}>
                        {t('level.running', { count: level.running })}
                      </Link>
                    ) : (
                      <span className="faint">{t('level.unused')}</span>
                    )}
                  </p>
                </Panel>
              ))}
            </div>
            {open && mayEdit && <LevelDialog level={all.find(({ code }) => code === open)} onClose={close} />}
          </>
        )}
      </Four>
    </>
  )
}

function LevelDialog({ level, onClose }: { level: Level | undefined; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const word = useLevelWords()
  const [form] = Form.useForm<{ code: string; name: string; about?: string }>()
  const save = useSaveLevel()
  const required = { required: true, whitespace: true, message: t('shared:fields.required') }
  return (
    <Modal
      open
      title={level ? word(level.code) : t('level.new')}
      okText={t('shared:act.save')}
      onCancel={onClose}
      confirmLoading={save.isPending}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={level && { ...level, name: word(level.code) }}
        onFinish={({ code, name, about = '' }) =>
          save.mutate(
            { code: (level?.code ?? code).trim(), name: name.trim(), about: about.trim(), fresh: !level },
            {
              onSuccess: () => {
                message.success(t('saved'))
                onClose()
              },
            },
          )
        }
      >
        {!level && (
          <Form.Item
            name="code"
            label={t('level.code')}
            extra={t('level.codeHint')}
            rules={[required, { pattern: /^\s*[a-z0-9][a-z0-9-]{0,39}\s*$/, message: t('problems.contracts.level-no-code') }]}
          >
            <Input maxLength={40} autoFocus placeholder="7x24x2" />
          </Form.Item>
        )}
        <Form.Item name="name" label={t('level.name')} rules={[required]}>
          <Input maxLength={60} placeholder={t('level.namePlaceholder')} />
        </Form.Item>
        <Form.Item name="about" label={t('level.about')}>
          <Input.TextArea rows={3} maxLength={500} placeholder={t('level.aboutPlaceholder')} />
        </Form.Item>
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Modal>
  )
}
