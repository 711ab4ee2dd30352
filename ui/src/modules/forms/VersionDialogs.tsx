import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '@/shared/desk'
import { type FormDefinition, wordsOf } from '@/shared/forms/form'
import { Time } from '@/shared/Time'
import { type FormDesign, fileOf, formQueries } from './api'
import { differences } from './blank'

type PublishProps = { open: boolean; busy: boolean; onClose: () => void; onPublish: (note: string) => void }

export function PublishDialog({ open, busy, onClose, onPublish }: PublishProps) {
  const { t } = useTranslation('forms')
  const [note, setNote] = useState('')
  return (
    <Modal
      open={open}
      title={t('edit.publishTitle')}
      okText={t('edit.publish')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => onPublish(note)}
    >
      <Form layout="vertical">
        <Form.Item label={t('edit.note')}>
          <Input.TextArea rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

type HistoryProps = { design: FormDesign; now: FormDefinition; open: boolean; onClose: () => void }

/** Earlier versions, and what is other in what is being edited. */
export function VersionsDialog({ design, now, open, onClose }: HistoryProps) {
  const { t } = useTranslation('forms')
  const [version, setVersion] = useState<number>()
  const before = useQuery({ ...formQueries.version(design.code, version ?? 0), enabled: version !== undefined })
  const found = before.data && version !== undefined ? differences(before.data, now) : undefined
  return (
    <Modal open={open} title={t('edit.versions')} footer={null} onCancel={onClose} width={640}>
      <ul className="editor-versions">
        {design.versions.map((one) => (
          <li key={one.version}>
            <div>
              <strong>{t('edit.version', { version: one.version })}</strong>{' '}
              {one.current && <StatusTag tone="good">{t('edit.current')}</StatusTag>}
              <small>
                <Time at={one.at} /> {one.by === 'system' ? '' : one.by} {one.note}
              </small>
            </div>
            <Button
              size="small"
              type={version === one.version ? 'primary' : 'default'}
              onClick={() => setVersion(version === one.version ? undefined : one.version)}
            >
              {t('edit.compare')}
            </Button>
            <a href={fileOf(design.code, one.version)} download>
              {t('edit.export')}
            </a>
          </li>
        ))}
        {design.versions.length === 0 && <li className="faint">{t('edit.unpublished')}</li>}
      </ul>
      {found &&
        (found.length === 0 ? (
          <p>{t('edit.same')}</p>
        ) : (
          <ul className="editor-differences">
            {found.map(({ key, what, label }) => (
              <li key={key}>
                <StatusTag tone={what === 'removed' ? 'bad' : what === 'added' ? 'good' : 'warn'}>{t(`edit.${what}`)}</StatusTag>{' '}
                {wordsOf(label) || key}
              </li>
            ))}
          </ul>
        ))}
    </Modal>
  )
}
