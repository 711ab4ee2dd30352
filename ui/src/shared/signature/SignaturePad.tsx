import { type PointerEvent, type RefObject, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './signature.css'

export type Signature = {
  /** A PNG of the strokes alone, base64; empty while nobody has signed. */
  png: () => string
}

type Point = { x: number; y: number }

const INK = '#12213a'
const PEN = 2.6

/** A field to sign in with a finger: black on white in every light. */
export function SignaturePad({ ref, onChange }: { ref: RefObject<Signature | null>; onChange: (signed: boolean) => void }) {
  const { t } = useTranslation('shared')
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<Point[][]>([])
  const current = useRef<Point[] | undefined>(undefined)
  const [signed, setSigned] = useState(false)

  const redraw = useCallback(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen) return
    const scale = window.devicePixelRatio || 1
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    pen.clearRect(0, 0, element.width, element.height)
    draw(pen, strokes.current)
  }, [])

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const resize = () => {
      const box = element.getBoundingClientRect()
      const scale = window.devicePixelRatio || 1
      element.width = Math.round(box.width * scale)
      element.height = Math.round(box.height * scale)
      redraw()
    }
    resize()
    const watcher = new ResizeObserver(resize)
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [redraw])

  const at = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    current.current = [at(event)]
    strokes.current.push(current.current)
    redraw()
  }

  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!current.current) return
    current.current.push(at(event))
    redraw()
  }

  const end = () => {
    if (!current.current) return
    current.current = undefined
    // A dot is no signature.
    const length = strokes.current.flat().length
    setSigned(length > 8)
    onChange(length > 8)
  }

  const clear = () => {
    strokes.current = []
    setSigned(false)
    onChange(false)
    redraw()
  }

  useImperativeHandle(ref, () => ({ png: () => picture(strokes.current) }))

  return (
    <div className="signature">
      <canvas
        ref={canvas}
        aria-label={t('signature.pad')}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      {!signed && <span className="signature-hint">{t('signature.here')}</span>}
      <button type="button" className="signature-clear" disabled={!signed} onClick={clear}>
        {t('signature.clear')}
      </button>
    </div>
  )
}

/** Smooth lines through the middles between the points. */
function draw(pen: CanvasRenderingContext2D, strokes: readonly Point[][]) {
  pen.strokeStyle = INK
  pen.fillStyle = INK
  pen.lineWidth = PEN
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (const stroke of strokes) {
    const [first, ...rest] = stroke
    if (!first) continue
    if (rest.length === 0) {
      pen.beginPath()
      pen.arc(first.x, first.y, PEN / 2, 0, 2 * Math.PI)
      pen.fill()
      continue
    }
    pen.beginPath()
    pen.moveTo(first.x, first.y)
    let before = first
    for (const point of rest) {
      pen.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2)
      before = point
    }
    pen.lineTo(before.x, before.y)
    pen.stroke()
  }
}

/** Only where something was drawn, twice as sharp as the screen shows it. */
function picture(strokes: readonly Point[][]): string {
  const points = strokes.flat()
  if (points.length === 0) return ''
  const margin = 8
  const left = Math.min(...points.map((point) => point.x)) - margin
  const top = Math.min(...points.map((point) => point.y)) - margin
  const width = Math.max(...points.map((point) => point.x)) + margin - left
  const height = Math.max(...points.map((point) => point.y)) + margin - top
  const paper = document.createElement('canvas')
  paper.width = Math.ceil(width * 2)
  paper.height = Math.ceil(height * 2)
  const pen = paper.getContext('2d')
  if (!pen) return ''
  pen.setTransform(2, 0, 0, 2, -left * 2, -top * 2)
  draw(pen, strokes)
  return paper.toDataURL('image/png').slice('data:image/png;base64,'.length)
}
