import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { channelQueries, type Delivery, type Kind } from './api'
import { Raw } from './Raw'
import './channels.css'

/** What the groups and phones of simulated channels would show, and what exactly would have been sent. */
export function SimulatorPage() {
  const { t } = useTranslation('channels')
  const deliveries = useQuery(channelQueries.deliveries({}, true))
  return (
    <>
      <PageTitle
        title={t('simulator.title')}
        hint={t('simulator.hint')}
        extra={
          <Link to="/channels">
            <Button type="text">{t('title')}</Button>
          </Link>
        }
      />
      <Four query={deliveries} isEmpty={({ rows }) => rows.length === 0} first={t('simulator.first')}>
        {({ rows }) => (
          <div className="channels-phones">
            {[...byChannel(rows)].map(([id, of]) => (
              <Phone key={id} name={of[0]?.channelName ?? ''} kind={of[0]?.kind ?? 'SMS'} deliveries={of} />
            ))}
          </div>
        )}
      </Four>
    </>
  )
}

/** The newest last, as a group shows it. */
function byChannel(rows: Delivery[]): Map<string, Delivery[]> {
  const channels = new Map<string, Delivery[]>()
  for (const one of [...rows].reverse()) channels.set(one.channelId, [...(channels.get(one.channelId) ?? []), one])
  return channels
}

function Phone({ name, kind, deliveries }: { name: string; kind: Kind; deliveries: Delivery[] }) {
  const { t } = useTranslation('channels')
  const list = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something new comes
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [deliveries.length])
  return (
    <section className="channels-phone" data-kind={kind}>
      <h2>
        {name} <small>{t(`kinds.${kind}`)}</small>
      </h2>
      <ol ref={list}>
        {deliveries.map((one) => (
          <Bubble key={one.id} delivery={one} />
        ))}
      </ol>
    </section>
  )
}

function Bubble({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('channels')
  const [raw, setRaw] = useState(false)
  return (
    <li>
      <article>
        {delivery.toAddress && <small>{t('simulator.to', { to: delivery.toAddress })}</small>}
        <strong>{delivery.title}</strong>
        {delivery.text !== delivery.title && <p>{delivery.text}</p>}
        {delivery.link && (
          <a href={delivery.link} target="_blank" rel="noreferrer">
            {delivery.link}
          </a>
        )}
      </article>
      <footer>
        <Time at={delivery.queuedAt} />
        <span>{t(`states.${delivery.state}`)}</span>
        <button type="button" className="link" aria-expanded={raw} onClick={() => setRaw(!raw)}>
          {t(raw ? 'simulator.hideRaw' : 'simulator.showRaw')}
        </button>
      </footer>
      {raw && <Raw delivery={delivery} />}
    </li>
  )
}
