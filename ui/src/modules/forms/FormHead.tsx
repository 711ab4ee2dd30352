import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FormDefinition } from '@/shared/forms/form'
import { formQueries, USES } from './api'

type FormHeadProps = { form: FormDefinition; language: string; disabled: boolean; onChange: (form: FormDefinition) => void }

/** What a form is called, and where it is filled in. */
export function FormHead({ form, language, disabled, onChange }: FormHeadProps) {
  const { t } = useTranslation('forms')
  const categories = useQuery(formQueries.categories())
  return (
    <Form layout="vertical" disabled={disabled}>
      <Form.Item label={t('edit.title')}>
        <Input
          aria-label={t('edit.title')}
          maxLength={100}
          value={form.title[language] ?? ''}
          onChange={(event) => onChange({ ...form, title: { ...form.title, [language]: event.target.value } })}
        />
      </Form.Item>
      <Form.Item label={t('list.use')}>
        <Select
          aria-label={t('list.use')}
          value={form.use}
          options={USES.map((use) => ({ value: use, label: t(`uses.${use}`) }))}
          onChange={(use) => onChange({ ...form, use })}
        />
      </Form.Item>
      {form.use !== 'SURVEY' && (
        <Form.Item label={t('edit.categories')} extra={t('edit.categoriesHint')}>
          <Select
            mode="tags"
            aria-label={t('edit.categories')}
            value={form.categories}
            options={(categories.data ?? []).map((category) => ({ value: category, label: category }))}
            onChange={(next) => onChange({ ...form, categories: next })}
          />
        </Form.Item>
      )}
    </Form>
  )
}
