import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { customerChoices, customerName } from '@/shared/customers'
import { BranchFilter, ChoiceFilter, FilterBar, RemoteSelect } from '@/shared/desk'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { useMay } from '@/shared/session'
import { type BoardFilter, promiseQueries } from './api'

type BoardFiltersProps = { filter: BoardFilter; onChange: (next: Partial<BoardFilter>) => void }

/** What the due board is narrowed down to: one's own, a branch, a person, a promise, a customer. */
export function BoardFilters({ filter, onChange }: BoardFiltersProps) {
  const { t } = useTranslation('promises')
  const { promise } = usePromiseWords()
  const mayReadCustomers = useMay('customers.read')
  const choices = useQuery(promiseQueries.choices())
  const mine = filter.mine === 'yes'
  const clear =
    <Key extends keyof BoardFilter>(key: Key) =>
    (value: string | undefined) =>
      onChange({ [key]: value } as Partial<BoardFilter>)
  const set = [filter.branch, filter.owner, filter.code, filter.customer].filter(Boolean).length
  return (
    <FilterBar
      set={set}
      first={
        <Checkbox
          style={{ alignSelf: 'center' }}
          checked={mine}
          onChange={(event) => onChange({ mine: event.target.checked ? 'yes' : undefined } as Partial<BoardFilter>)}
        >
          {t('board.mine')}
        </Checkbox>
      }
    >
      <BranchFilter value={filter.branch} onChange={clear('branch')} />
      <ChoiceFilter
        label={t('board.what')}
        value={filter.code}
        options={(choices.data?.codes ?? []).map((code) => ({ value: code, label: promise(code) }))}
        onChange={clear('code')}
      />
      {!mine && (
        <ChoiceFilter
          label={t('board.owner')}
          value={filter.owner}
          options={(choices.data?.owners ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={clear('owner')}
        />
      )}
      {mayReadCustomers && (
        <RemoteSelect
          topic="customers"
          style={{ minWidth: 200 }}
          placeholder={t('board.customer')}
          aria-label={t('board.customer')}
          value={filter.customer}
          find={customerChoices}
          name={customerName}
          onChange={clear('customer')}
        />
      )}
    </FilterBar>
  )
}
