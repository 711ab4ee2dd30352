import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, EmptyState, Field, Select, TextArea, TopBar, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { fieldQueries, useHandOver, useVisit } from '../api'
import './field.css'

/** Nothing is left half done: how far it is, what is left, and who would go on. */
export function HandOverPage() {
  const { t } = useTranslation('fieldwork')
  const { id } = useParams({ strict: false }) as { id: string }
  const router = useRouter()
  const visit = useVisit(id).data
  const handOver = useHandOver(id)
  const colleagues = useQuery(fieldQueries.colleagues())
  const [done, setDone] = useState('')
  const [left, setLeft] = useState('')
  const [colleague, setColleague] = useState('')
  const open = visit?.card.acts.includes('HAND_OVER') || handOver.isPending
  const send = async () => {
    try {
      await handOver.mutateAsync({ done: done.trim(), left: left.trim(), colleague: colleague || null })
      toast(t('handOver.said'))
      router.navigate({ to: `/visits/${id}`, replace: true })
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }
  return (
    <>
      <TopBar title={t('acts.HAND_OVER')} back={`/visits/${id}`} />
      {visit && !open ? (
        <main className="lite-page">
          <EmptyState title={t('handOver.closed')} />
        </main>
      ) : (
        <>
          <main className="lite-page">
            <p className="field-text field-soft">{t('handOver.hint')}</p>
            <Field label={t('handOver.done')}>
              <TextArea rows={3} maxLength={2000} value={done} onChange={(event) => setDone(event.target.value)} />
            </Field>
            <Field label={t('handOver.left')} required>
              <TextArea rows={3} maxLength={2000} value={left} onChange={(event) => setLeft(event.target.value)} />
            </Field>
            {(colleagues.data ?? []).length > 0 && (
              <Field label={t('handOver.colleague')}>
                <Select value={colleague} onChange={(event) => setColleague(event.target.value)}>
                  <option value="">{t('handOver.office')}</option>
                  {colleagues.data?.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
          </main>
          <footer className="field-acts">
            <Button wide busy={handOver.isPending} disabled={!left.trim()} onClick={send}>
              {t('handOver.act')}
            </Button>
          </footer>
        </>
      )}
    </>
  )
}
