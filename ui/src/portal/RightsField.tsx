import { useTranslation } from 'react-i18next'
import type { Schema } from '@/shared/http'

export type Right = Schema<'PortalPeople.Colleague'>['rights'][number]
export type Rights = { rights: Right[]; sites: string[] }
type Place = Schema<'PortalPeople.Place'>

const OTHERS = ['REPORT', 'DECIDE', 'PAPERS', 'PEOPLE'] as const satisfies readonly Right[]

type RightsFieldProps = { value: Rights; onChange: (value: Rights) => void; mayGive: readonly Right[]; places: readonly Place[] }

/** What somebody sees, then what he may do. Whoever manages people sees everything of the company. */
export function RightsField({ value, onChange, mayGive, places }: RightsFieldProps) {
  const { t } = useTranslation('portal')
  const has = (right: Right) => value.rights.includes(right)
  const all = has('SEE_ALL')

  const set = (right: Right, on: boolean) => {
    const rights = on ? [...new Set([...value.rights, right])] : value.rights.filter((one) => one !== right)
    if (right === 'PEOPLE' && on) rights.push('SEE_ALL')
    const kept = right === 'SEE_ALL' && !on ? rights.filter((one) => one !== 'PEOPLE') : [...new Set(rights)]
    onChange({ rights: kept, sites: kept.includes('SEE_ALL') ? [] : value.sites })
  }

  return (
    <div className="portal-rights">
      <fieldset>
        <legend>{t('people.seesWhat')}</legend>
        <label>
          <input
            type="radio"
            name="sees"
            checked={all}
            disabled={!mayGive.includes('SEE_ALL')}
            onChange={() => set('SEE_ALL', true)}
          />
          <span>{t('people.sees.all')}</span>
        </label>
        <label>
          <input type="radio" name="sees" checked={!all} onChange={() => set('SEE_ALL', false)} />
          <span>
            {t('people.sees.own')}
            <small>{t('people.sees.ownHint')}</small>
          </span>
        </label>
        {!all && places.length > 0 && (
          <div className="portal-sites">
            {places.map(({ id, name }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={value.sites.includes(id)}
                  onChange={(event) =>
                    onChange({
                      ...value,
                      sites: event.target.checked ? [...value.sites, id] : value.sites.filter((one) => one !== id),
                    })
                  }
                />
                <span>{name}</span>
              </label>
            ))}
          </div>
        )}
      </fieldset>
      <fieldset>
        <legend>{t('people.doesWhat')}</legend>
        {OTHERS.map((right) => (
          <label key={right}>
            <input
              type="checkbox"
              checked={has(right)}
              disabled={!mayGive.includes(right)}
              onChange={(event) => set(right, event.target.checked)}
            />
            <span>
              {t(`people.rights.${right}.short`)}
              <small>{t(`people.rights.${right}.hint`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}
