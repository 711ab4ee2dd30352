import { type ComponentProps, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Input, Sheet, Skeleton } from '../lite'
import './scan.css'

const Scanner = lazy(() => import('./Scanner').then((file) => ({ default: file.Scanner })))

type ScanInputProps = Omit<ComponentProps<typeof Input>, 'onChange' | 'value'> & {
  value: string
  onChange: (text: string) => void
}

/** A number that is typed, read by a scanner that types, or read with the camera. */
export function ScanInput({ value, onChange, ...rest }: ScanInputProps) {
  const { t } = useTranslation('shared')
  const [looking, setLooking] = useState(false)
  return (
    <div className="scan-input">
      <Input
        autoCapitalize="characters"
        autoComplete="off"
        {...rest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <button type="button" aria-label={t('scan.open')} onClick={() => setLooking(true)}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M4 12h16" />
        </svg>
      </button>
      <Sheet open={looking} title={t('scan.title')} onClose={() => setLooking(false)}>
        <Suspense fallback={<Skeleton lines={4} />}>
          <Scanner
            onRead={(text) => {
              onChange(rest.maxLength ? text.slice(0, rest.maxLength) : text)
              setLooking(false)
            }}
          />
        </Suspense>
      </Sheet>
    </div>
  )
}
