import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Badge } from '@/shared/lite'
import { openDevices, progressOf, type Round, stateOf } from '../round'

/** The devices of a visit in one line: how far they are. */
export function RoundRow({ visit, round }: { visit: string; round: Round }) {
  const { t } = useTranslation('fieldwork')
  const { all, settled } = progressOf(round)
  const bad = round.devices.filter((one) => stateOf(one) === 'BAD').length
  return (
    <li>
      <Link to={`/visits/${visit}/devices` as never}>
        <span>{t('round.title', { count: round.devices.length })}</span>
        <Badge tone={bad ? 'bad' : openDevices(round).length ? 'warn' : 'good'}>
          {all > 0 ? `${settled} / ${all}` : t('round.list')}
          {bad > 0 && ` · ${t('round.bad', { count: bad })}`}
        </Badge>
      </Link>
    </li>
  )
}
