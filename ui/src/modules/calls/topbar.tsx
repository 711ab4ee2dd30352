import { CloseOutlined, PhoneFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callQueries } from '@/shared/calls/calls'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import './calls.css'

/** Who is calling, wherever one is in the office: one step to the case, or put aside. */
export default function IncomingCalls() {
  const may = useMay()
  return may('calls.answer') && may('cases.open') ? <Ringing /> : null
}

function Ringing() {
  const { t } = useTranslation('calls')
  const router = useRouter()
  const { search } = useLocation()
  const [aside, setAside] = useState<string[]>([])
  const mine = useQuery(callQueries.mine())
  const shown = (mine.data ?? []).filter(({ id }) => !aside.includes(id) && (search as { call?: string }).call !== id).slice(0, 3)
  if (shown.length === 0) return null
  return (
    <section className="ringing" aria-live="assertive" aria-label={t('ringing.label')}>
      {shown.map((call) => (
        <article key={call.id} data-state={call.state}>
          <PhoneFilled aria-hidden="true" />
          <div className="ringing-who">
            <strong>{call.contactName || call.customerName || t('ringing.stranger')}</strong>
            <span className="tabular">{call.number || t('ringing.hidden')}</span>
            {call.contactName && call.customerName && <span>{call.customerName}</span>}
            <small>
              {t(`ringing.${call.direction === 'OUT' ? 'OUT' : call.state}`)}{' '}
              <Time at={call.answeredAt ?? call.beganAt} relative />
            </small>
          </div>
          <Button type="primary" onClick={() => router.navigate({ to: '/cases/new', search: { call: call.id } as never })}>
            {t('ringing.open')}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('ringing.aside')}
            onClick={() => setAside((before) => [...before, call.id])}
          />
        </article>
      ))}
    </section>
  )
}
