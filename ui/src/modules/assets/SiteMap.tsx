import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Four, Nothing } from '@/shared/desk'
import { layOut } from '@/shared/map/layOut'
import { assetQueries } from './api'
import './base.css'

const WIDTH = 1000
const HEIGHT = 560

/** The sites of a customer from above. Drawn from our own data, no tiles. */
export function SiteMap({ customer, onChoose }: { customer: string; onChoose: (site: string) => void }) {
  const { t } = useTranslation('assets')
  const owner = useQuery(assetQueries.customer(customer))
  return (
    <Four query={owner}>
      {({ sites }) => {
        const placed = sites.flatMap((site) =>
          site.lng !== null && site.lat !== null ? [{ ...site, place: { lng: site.lng, lat: site.lat } }] : [],
        )
        const map = layOut(
          placed.map((site) => site.place),
          WIDTH,
          HEIGHT,
        )
        if (!map) return <Nothing first={t('base.noPlaces')} />
        return (
          <svg className="site-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('base.views.map')}>
            {map.grid.map((line) => (
              <line key={line.key} className="grid" x1={line.x1} y1={line.y1} x2={line.x2} y2={line.y2} />
            ))}
            {placed.map((site) => {
              const at = map.at(site.place)
              const left = at.x > WIDTH * 0.75
              return (
                // biome-ignore lint/a11y/useSemanticElements: a button cannot live in a drawing
                <g
                  key={site.id}
                  role="button"
                  tabIndex={0}
                  aria-label={site.name}
                  onClick={() => onChoose(site.id)}
                  onKeyDown={(event) => event.key === 'Enter' && onChoose(site.id)}
                >
                  <title>{[site.name, site.address].filter(Boolean).join('\n')}</title>
                  <circle cx={at.x} cy={at.y} r={9} />
                  <text x={at.x + (left ? -16 : 16)} y={at.y + 5} textAnchor={left ? 'end' : 'start'}>
                    {site.name}
                  </text>
                </g>
              )
            })}
            <g transform={`translate(20 ${HEIGHT - 20})`}>
              <path d={`M0,-6 V0 H${map.scale.length} V-6`} fill="none" stroke="var(--text-faint)" />
              <text x={map.scale.length / 2} y={-8} textAnchor="middle">
                {map.scale.kilometres} km
              </text>
            </g>
          </svg>
        )
      }}
    </Four>
  )
}
