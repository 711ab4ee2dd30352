import { Button, type ButtonProps } from 'antd'
import { useRef } from 'react'

type FileButtonProps = Omit<ButtonProps, 'onClick'> & {
  /** What is chosen, for those who cannot see the button. */
  label: string
  accept: string
  multiple?: boolean
  onPick: (files: File[]) => void
}

/** A button that asks for files. The same file can be chosen twice in a row. */
export function FileButton({ label, accept, multiple = false, onPick, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...button} {...(!button.children && { 'aria-label': label })} onClick={() => input.current?.click()} />
      <input
        ref={input}
        hidden
        type="file"
        accept={accept}
        multiple={multiple}
        aria-label={label}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = ''
          if (files.length > 0) onPick(files)
        }}
      />
    </>
  )
}
