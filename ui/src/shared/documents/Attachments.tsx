import {
  CloseOutlined,
  DeleteOutlined,
  FileExcelOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileWordOutlined,
  PictureOutlined,
  PlusOutlined,
  SoundOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Image, Popconfirm, Spin, Switch } from 'antd'
import { type ComponentType, type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileButton, Four, Panel, StatusTag } from '@/shared/desk'
import { http } from '@/shared/http'
import { newId } from '@/shared/newId'
import { Problem, problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { ACCEPTED, attach, type DocumentView, documentQueries, filesOf, isShown, linkOf, type Owner, sizeOf } from './files'
import './documents.css'

type Sending = { id: string; file: File; visible: boolean; error?: unknown }

/** @param sections how the owner calls places of its own */
type AttachmentsProps = { owner: Owner; topic: string; sections?: Record<string, string> }

/** The photos and files of a thing: seen, added (chosen, dropped or pasted), taken away. Who may is the server's to say. */
export function Attachments({ owner, topic, sections = {} }: AttachmentsProps) {
  const { t } = useTranslation('documents')
  const documents = useQuery(documentQueries.of(owner, topic))
  const [visible, setVisible] = useState(false)
  const [over, setOver] = useState(false)
  const { sending, add, retry, dismiss } = useUploads(owner, topic)
  const may = documents.data?.mayAttach ?? false
  const rows = documents.data?.rows ?? []
  const pictures = rows.filter(isShown)
  const files = rows.filter((row) => !isShown(row))

  useEffect(() => {
    if (!may) return
    const onPaste = (event: ClipboardEvent) => {
      const pasted = filesOf(event.clipboardData)
      if (pasted.length === 0) return
      event.preventDefault()
      add(pasted, visible)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [may, add, visible])

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add(filesOf(event.dataTransfer), visible)
  }

  return (
    <Panel
      title={rows.length > 0 ? `${t('attachments.title')} ${rows.length}` : t('attachments.title')}
      extra={
        may && (
          <span className="attach-acts">
            <Switch
              size="small"
              checked={visible}
              onChange={setVisible}
              title={t('attachments.visibleHint')}
              aria-label={t('attachments.visibleHint')}
              checkedChildren={t('attachments.visible')}
              unCheckedChildren={t('attachments.internal')}
            />
            <FileButton
              size="small"
              icon={<PlusOutlined />}
              label={t('attachments.add')}
              accept={ACCEPTED}
              multiple
              onPick={(files) => add(files, visible)}
            >
              {t('attachments.add')}
            </FileButton>
          </span>
        )
      }
    >
      <div
        className="attach"
        data-over={over}
        {...(may && {
          onDragOver: (event: DragEvent) => {
            event.preventDefault()
            setOver(true)
          },
          onDragLeave: () => setOver(false),
          onDrop: drop,
        })}
      >
        <Four query={documents}>
          {() => (
            <>
              {rows.length === 0 && sending.length === 0 && (
                <p className="attach-none">{t(may ? 'attachments.emptyHint' : 'attachments.empty')}</p>
              )}
              {pictures.length > 0 && (
                <Image.PreviewGroup>
                  <ul className="attach-pictures">
                    {pictures.map((picture) => (
                      <Picture
                        key={picture.id}
                        picture={picture}
                        place={sections[picture.section]}
                        owner={owner}
                        topic={topic}
                        may={may}
                      />
                    ))}
                  </ul>
                </Image.PreviewGroup>
              )}
              {files.length > 0 && (
                <ul className="attach-files">
                  {files.map((file) => (
                    <FileLine key={file.id} file={file} place={sections[file.section]} owner={owner} topic={topic} may={may} />
                  ))}
                </ul>
              )}
            </>
          )}
        </Four>
        {sending.length > 0 && (
          <ul className="attach-files" aria-live="polite">
            {sending.map((one) => (
              <li key={one.id} data-failed={Boolean(one.error)}>
                {one.error ? <FileOutlined /> : <Spin size="small" />}
                <span className="attach-name">
                  <span>{one.error ? problemText(one.error) : t('attachments.uploading', { name: one.file.name })}</span>
                </span>
                {one.error !== undefined && (
                  <>
                    {isWorthRetrying(one.error) && (
                      <Button size="small" onClick={() => retry(one.id)}>
                        {t('attachments.retry')}
                      </Button>
                    )}
                    <Button
                      size="small"
                      type="text"
                      icon={<CloseOutlined />}
                      aria-label={t('attachments.dismiss')}
                      onClick={() => dismiss(one.id)}
                    />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  )
}

/** What the server refused it will refuse again. */
const isWorthRetrying = (error: unknown) =>
  !(error instanceof Problem) || error.status === 0 || error.status === 429 || error.status >= 500

type LineProps = { owner: Owner; topic: string; may: boolean; place?: string | undefined }

function Picture({ picture, ...line }: LineProps & { picture: DocumentView }) {
  const { t } = useTranslation('documents')
  const said = useSaid()
  return (
    <li>
      <Image
        width={96}
        height={72}
        src={`${linkOf(picture.id)}/thumb`}
        fallback={linkOf(picture.id)}
        alt={picture.fileName}
        title={said(picture)}
        preview={{ src: linkOf(picture.id), mask: false }}
      />
      <span className="attach-caption" title={said(picture)}>
        <span>{line.place ?? t(`sections.${picture.section}`, { defaultValue: t('attachments.title') })}</span>
        {picture.visibleToCustomer && <span className="attach-public">{t('attachments.visible')}</span>}
      </span>
      {line.may && <Remove document={picture} {...line} />}
    </li>
  )
}

function FileLine({ file, ...line }: LineProps & { file: DocumentView }) {
  const { t } = useTranslation('documents')
  const Icon = iconOf(file.mediaType)
  return (
    <li>
      <Icon />
      <span className="attach-name">
        <a href={linkOf(file.id)} download={file.fileName}>
          {file.section === 'voice' ? t('sections.voice') : file.fileName}
        </a>
        {file.mediaType.startsWith('audio/') && (
          // biome-ignore lint/a11y/useMediaCaption: what somebody said, nobody has written it down
          <audio className="attach-sound" controls preload="metadata" src={linkOf(file.id)} />
        )}
        <small>
          {line.place && <span>{line.place}</span>}
          <span className="tabular">{sizeOf(file.size)}</span>
          <span>{file.uploadedName}</span>
          <Time at={file.at} />
        </small>
      </span>
      {file.visibleToCustomer && <StatusTag tone="info">{t('attachments.visible')}</StatusTag>}
      {line.may && <Remove document={file} {...line} />}
    </li>
  )
}

function Remove({ document, owner, topic }: Omit<LineProps, 'place'> & { document: DocumentView }) {
  const { t } = useTranslation(['documents', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => http(`/documents/${document.id}`, { method: 'DELETE' }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: documentQueries.of(owner, topic).queryKey }),
        queries.invalidateQueries({ queryKey: [topic, 'timeline'] }),
      ]),
    onError: (error) => message.error(problemText(error)),
  })
  return (
    <Popconfirm
      title={t('attachments.removeAsk', { name: document.fileName })}
      description={t('attachments.removeHint')}
      okText={t('attachments.remove')}
      cancelText={t('shared:act.cancel')}
      okButtonProps={{ danger: true }}
      onConfirm={() => remove.mutateAsync()}
    >
      <Button
        className="attach-remove"
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        loading={remove.isPending}
        aria-label={`${t('attachments.remove')} ${document.fileName}`}
      />
    </Popconfirm>
  )
}

function useSaid() {
  const { t } = useTranslation('documents')
  return (document: DocumentView) =>
    [
      document.fileName,
      t(`attachments.${document.visibleToCustomer ? 'visible' : 'internal'}`),
      `${t('attachments.by', { name: document.uploadedName })} ${formatTime(document.at, 'short')}`,
    ].join(' · ')
}

function iconOf(mediaType: string): ComponentType {
  if (mediaType === 'application/pdf') return FilePdfOutlined
  if (mediaType.startsWith('image/')) return PictureOutlined
  if (mediaType.startsWith('audio/')) return SoundOutlined
  if (mediaType.startsWith('video/')) return VideoCameraOutlined
  if (/excel|spreadsheet|csv/.test(mediaType)) return FileExcelOutlined
  if (/word/.test(mediaType)) return FileWordOutlined
  return FileOutlined
}

/** Files on their way, one after the other; what was refused stays with its sentence until somebody lets go of it. */
function useUploads(owner: Owner, topic: string) {
  const queries = useQueryClient()
  const [sending, setSending] = useState<Sending[]>([])
  const latest = useRef({ owner, topic, sending })
  latest.current = { owner, topic, sending }

  const [acts] = useState(() => {
    const without = (id: string) => setSending((now) => now.filter((one) => one.id !== id))
    const send = async (one: Sending) => {
      const { owner, topic } = latest.current
      try {
        await attach(owner, one.id, one.file, one.visible)
        await Promise.all([
          queries.invalidateQueries({ queryKey: documentQueries.of(owner, topic).queryKey }),
          queries.invalidateQueries({ queryKey: [topic, 'timeline'] }),
        ])
        without(one.id)
      } catch (error) {
        setSending((now) => now.map((other) => (other.id === one.id ? { ...other, error } : other)))
      }
    }
    return {
      add: async (files: File[], visible: boolean) => {
        const added = files.map((file) => ({ id: newId(), file, visible }))
        setSending((now) => [...now, ...added])
        for (const one of added) await send(one)
      },
      retry: (id: string) => {
        const failed = latest.current.sending.find((one) => one.id === id)
        if (!failed) return
        const { error: _, ...again } = failed
        setSending((now) => now.map((one) => (one.id === id ? again : one)))
        send(again)
      },
      dismiss: without,
    }
  })
  return { sending, ...acts }
}
