import { SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef, Modal, Skeleton } from 'antd'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Key, KeyHints, Nothing, ProblemAlert, useKeys } from '@/shared/desk'
import { http, search } from '@/shared/http'
import { useMay } from '@/shared/session'
import { menuFor } from './menu'

type Found = { groups: { kind: string; items: { id: string; title: string; subtitle?: string | null; url: string }[] }[] }
type Line = { key: string; group: string; title: string; subtitle?: string | null; url: string }

/** The global search: things by their words, pages by their names. Opens with Ctrl-K or "/". */
export function Palette({ wide }: { wide: boolean }) {
  const { t } = useTranslation('shared')
  const [open, setOpen] = useState(false)
  useKeys({ 'mod+k': () => setOpen(true), '/': () => setOpen(true) })

  return (
    <>
      <button type="button" className="palette-open" aria-label={t('palette.label')} onClick={() => setOpen(true)}>
        <SearchOutlined />
        <span className="palette-words">{t(wide ? 'palette.open' : 'palette.short')}</span>
        <span className="palette-key">
          <Key keys="mod+K" />
        </span>
      </button>
      <Modal
        className="palette"
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        closable={false}
        width={600}
        style={{ top: wide ? 88 : 12 }}
        destroyOnHidden
        title={null}
      >
        <PaletteBody onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay()
  const input = useRef<InputRef>(null)
  const list = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(words.trim())

  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => http<Found>(`/search${search({ words: asked })}`, { signal }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  })

  const lines = useMemo<Line[]>(() => {
    const folded = asked.toLowerCase()
    const pages = menuFor(may)
      .map(({ path, label }) => ({ key: path, group: t('shared:palette.pages'), title: t(label), url: path }))
      .filter(({ title, url }) => !folded || title.toLowerCase().includes(folded) || url.includes(folded))
    const things = asked
      ? (found.data?.groups ?? []).flatMap(({ kind, items }) =>
          items.map((item) => ({
            key: `${kind}/${item.id}`,
            group: t(`shared:kinds.${kind.toLowerCase()}`, { defaultValue: kind }),
            title: item.title,
            subtitle: item.subtitle,
            url: item.url,
          })),
        )
      : []
    return [...things, ...pages]
  }, [asked, found.data, may, t])

  useEffect(() => input.current?.focus(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words start at the first line
  useEffect(() => setAt(0), [asked])
  useEffect(() => {
    list.current?.querySelector(`[data-line="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const go = (line: Line | undefined) => {
    if (!line) return
    onDone()
    navigate({ to: line.url })
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && lines.length > 0) {
      event.preventDefault()
      setAt((at + step + lines.length) % lines.length)
    }
    if (event.key === 'Enter') go(lines[at])
  }

  const waiting = asked.length > 0 && found.isPending
  return (
    <>
      <Input
        ref={input}
        className="palette-input"
        prefix={<SearchOutlined style={{ color: 'var(--text-faint)', marginInlineEnd: 6 }} />}
        placeholder={t('shared:palette.placeholder')}
        aria-label={t('shared:palette.label')}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={lines[at] ? `palette-${at}` : undefined}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
        maxLength={100}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label={t('shared:palette.label')} ref={list}>
        {found.isError && asked && <ProblemAlert compact error={found.error} onRetry={() => found.refetch()} />}
        {waiting && <Skeleton active title={false} paragraph={{ rows: 3 }} style={{ padding: 10 }} />}
        {lines.map((line, index) => (
          <div key={line.key} role="presentation">
            {line.group !== lines[index - 1]?.group && (
              <div className="palette-group" role="presentation">
                {line.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled in the input, which keeps the focus */}
            <div
              className="palette-item"
              role="option"
              tabIndex={-1}
              id={`palette-${index}`}
              data-line={index}
              aria-selected={index === at}
              onMouseMove={() => setAt(index)}
              onClick={() => go(line)}
            >
              <strong>{line.title}</strong>
              {line.subtitle && <small>{line.subtitle}</small>}
            </div>
          </div>
        ))}
        {!waiting && !found.isError && lines.length === 0 && <Nothing filtered />}
      </div>
      <div className="palette-foot">
        <KeyHints
          hints={[
            { keys: '↑+↓', label: t('shared:palette.move') },
            { keys: 'Enter', label: t('shared:palette.go') },
            { keys: 'Esc', label: t('shared:palette.close') },
          ]}
        />
      </div>
    </>
  )
}
