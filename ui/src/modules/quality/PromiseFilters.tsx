import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { customerChoices, customerName } from '@/shared/customers'
import { ChoiceFilter, RemoteSelect } from '@/shared/desk'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { useMay } from '@/shared/session'
import { NOBODY, OUTCOMES, outcomeOf, type PromiseReport, type ReportFilter } from './promiseReport'

type PromiseFiltersProps = {
  filter: ReportFilter
  report: PromiseReport | undefined
  /** On the list of promises the outcome and its cause can be chosen too. */
  ofList?: boolean
  onChange: (next: ReportFilter) => void
}

const CAUSES = ['NO_ENGINEER', 'NO_PARTS', 'TRAVEL', 'CUSTOMER', 'SUPPLIER', 'HARDER', 'OVERLOOKED', 'OTHER', NOBODY]

/** What the report of kept and broken promises is narrowed down to. */
export function PromiseFilters({ filter, report, ofList = false, onChange }: PromiseFiltersProps) {
  const { t } = useTranslation(['quality', 'promises'])
  const { promise } = usePromiseWords()
  const mayReadCustomers = useMay('customers.read')
  // What is chosen stays a choice, also when nothing of it is left in the period.
  const also = <Option extends { value: string }>(
    options: Option[],
    chosen: string | undefined,
    name: (value: string) => string,
  ) =>
    !chosen || options.some(({ value }) => value === chosen)
      ? options
      : [{ value: chosen, label: name(chosen) } as never, ...options]
  const codes = (report?.codes ?? []).map(({ key }) => ({ value: key, label: promise(key) }))
  const rules = (report?.rules ?? []).map(({ rule, name }) => ({ value: rule, label: name }))
  const owners = (report?.owners ?? []).map(({ key, name }) => ({ value: key, label: name ?? t('report.nobody') }))
  return (
    <Flex gap="small" wrap className="report-filters">
      <ChoiceFilter
        label={t('promises.promise')}
        value={filter.code}
        options={also(codes, filter.code, promise)}
        onChange={(code) => onChange({ code, rule: undefined } as ReportFilter)}
      />
      <ChoiceFilter
        label={t('report.rule')}
        width={160}
        value={filter.rule}
        options={also(rules, filter.rule, (rule) => rule)}
        onChange={(rule) => onChange({ rule } as ReportFilter)}
      />
      <ChoiceFilter
        label={t('report.owner')}
        value={filter.owner}
        options={also(owners, filter.owner, () => t('report.nobody'))}
        onChange={(owner) => onChange({ owner } as ReportFilter)}
      />
      {mayReadCustomers && (
        <RemoteSelect
          topic="customers"
          style={{ minWidth: 180 }}
          placeholder={t('report.customer')}
          aria-label={t('report.customer')}
          value={filter.customer}
          find={customerChoices}
          name={customerName}
          onChange={(customer) => onChange({ customer } as ReportFilter)}
        />
      )}
      {ofList && (
        <ChoiceFilter
          label={t('report.outcome')}
          value={outcomeOf(filter.outcome)}
          options={OUTCOMES.map((one) => ({ value: one, label: t(`report.outcomes.${one}`) }))}
          onChange={(outcome) => onChange({ outcome, cause: undefined } as ReportFilter)}
        />
      )}
      {ofList && (filter.outcome === 'BROKEN' || filter.cause) && (
        <ChoiceFilter
          label={t('report.cause')}
          value={filter.cause}
          options={CAUSES.map((one) => ({ value: one, label: t(`promises:causes.${one}`) }))}
          onChange={(cause) => onChange({ cause } as ReportFilter)}
        />
      )}
    </Flex>
  )
}
