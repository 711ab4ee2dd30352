import {
  BoldOutlined,
  ItalicOutlined,
  LinkOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import Image from '@tiptap/extension-image'
import { EditorContent, useEditor, useEditorState, type Editor as Writing } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { App, Button, Input, Popover, Space } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileButton } from '@/shared/desk'
import { http } from '@/shared/http'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import '@/shared/rich.css'

const EXTENSIONS = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    underline: false,
    link: { openOnClick: false, protocols: ['http', 'https'] },
  }),
  Image,
]

/** Keeps a picture and tells where it stands. */
async function keep(file: File) {
  const id = newId()
  const form = new FormData()
  form.append('file', file)
  await http(`/articles/pictures?id=${id}`, { method: 'POST', form })
  return `/api/articles/pictures/${id}`
}

const picturesIn = (data: DataTransfer | null) => [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'))

/** Formatted text, as a field of a form. */
export function Editor({ value = '', onChange, id }: { value?: string; onChange?: (html: string) => void; id?: string }) {
  const { t } = useTranslation('knowledge')
  const { message } = App.useApp()
  const [sending, setSending] = useState(0)
  const writing = useRef<Writing>(null)
  /** One after the other, each where it was dropped or where the cursor is. */
  const show = async (files: File[], at?: number) => {
    setSending((count) => count + files.length)
    for (const file of files) {
      try {
        const image = { type: 'image', attrs: { src: await keep(file), alt: file.name.replace(/\.\w+$/, '') } }
        writing.current
          ?.chain()
          .focus()
          .insertContentAt(at ?? writing.current.state.selection.to, image)
          .run()
      } catch (error) {
        message.error(problemText(error))
      } finally {
        setSending((count) => count - 1)
      }
    }
  }
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: value,
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'rich article-writing',
        'aria-label': t('body'),
        role: 'textbox',
        'aria-multiline': 'true',
        ...(id && { id }),
      },
      handlePaste: (_, event) => {
        const files = picturesIn(event.clipboardData)
        if (files.length > 0) void show(files)
        return files.length > 0
      },
      handleDrop: (view, event, _, moved) => {
        const files = moved ? [] : picturesIn(event.dataTransfer)
        if (files.length > 0) void show(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos)
        return files.length > 0
      },
    },
    onUpdate: ({ editor: now }) => onChange?.(now.isEmpty ? '' : now.getHTML()),
  })
  writing.current = editor
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      h2: now.isActive('heading', { level: 2 }),
      h3: now.isActive('heading', { level: 3 }),
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      strike: now.isActive('strike'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      code: now.isActive('codeBlock'),
      link: now.isActive('link'),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  })
  const chain = () => editor.chain().focus()
  const tool = (name: string, active: boolean | undefined, face: ReactNode, act: () => void, disabled = false) => (
    <Button
      key={name}
      size="small"
      type={active ? 'primary' : 'text'}
      aria-label={t(`tools.${name}`)}
      title={t(`tools.${name}`)}
      aria-pressed={active}
      disabled={disabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {face}
    </Button>
  )
  return (
    <div className="article-editor">
      <div className="article-tools" role="toolbar" aria-label={t('tools.all')}>
        {tool('h2', on.h2, 'H1', () => chain().toggleHeading({ level: 2 }).run())}
        {tool('h3', on.h3, 'H2', () => chain().toggleHeading({ level: 3 }).run())}
        {tool('bold', on.bold, <BoldOutlined />, () => chain().toggleBold().run())}
        {tool('italic', on.italic, <ItalicOutlined />, () => chain().toggleItalic().run())}
        {tool('strike', on.strike, <StrikethroughOutlined />, () => chain().toggleStrike().run())}
        {tool('bullets', on.bullets, <UnorderedListOutlined />, () => chain().toggleBulletList().run())}
        {tool('numbers', on.numbers, <OrderedListOutlined />, () => chain().toggleOrderedList().run())}
        {tool('quote', on.quote, '❝', () => chain().toggleBlockquote().run())}
        {tool('code', on.code, '</>', () => chain().toggleCodeBlock().run())}
        <LinkTool
          active={on.link}
          current={() => String(editor.getAttributes('link').href ?? '')}
          onSet={(href) =>
            href ? chain().extendMarkRange('link').setLink({ href }).run() : chain().extendMarkRange('link').unsetLink().run()
          }
        />
        <FileButton
          size="small"
          type="text"
          icon={<PictureOutlined />}
          label={t('tools.picture')}
          title={t('tools.picture')}
          loading={sending > 0}
          accept="image/jpeg,image/png,image/webp,image/gif"
          multiple
          onPick={(files) => void show(files)}
        />
        {tool('undo', undefined, <UndoOutlined />, () => chain().undo().run(), !on.undo)}
        {tool('redo', undefined, <RedoOutlined />, () => chain().redo().run(), !on.redo)}
      </div>
      <EditorContent editor={editor} />
    </div>
  )
}

function LinkTool({ active, current, onSet }: { active: boolean; current: () => string; onSet: (href: string) => void }) {
  const { t } = useTranslation('knowledge')
  const [open, setOpen] = useState(false)
  const [href, setHref] = useState('')
  const take = (to: string) => {
    onSet(to && !/^https?:\/\//i.test(to) ? `https://${to}` : to)
    setOpen(false)
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={(next) => {
        if (next) setHref(current())
        setOpen(next)
      }}
      content={
        <Space.Compact>
          <Input
            autoFocus
            value={href}
            placeholder="https://"
            aria-label={t('tools.link')}
            onChange={(event) => setHref(event.target.value)}
            onPressEnter={(event) => {
              event.preventDefault()
              take(href.trim())
            }}
          />
          <Button type="primary" onClick={() => take(href.trim())}>
            {t(href.trim() ? 'tools.setLink' : 'tools.removeLink')}
          </Button>
        </Space.Compact>
      }
    >
      <Button
        size="small"
        type={active ? 'primary' : 'text'}
        aria-label={t('tools.link')}
        title={t('tools.link')}
        icon={<LinkOutlined />}
      />
    </Popover>
  )
}
