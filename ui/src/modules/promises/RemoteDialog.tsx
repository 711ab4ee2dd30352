import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, ProblemAlert, useSettled } from '@/shared/desk'
import { api, got } from '@/shared/http'

type Named = { value: string; label: string }

const remote = {
  queryKey: ['regions', 'remote'],
  queryFn: ({ signal }: { signal: AbortSignal }) => got(api.GET('/api/regions/remote', { signal })),
}

/** The regions this house calls hard to reach; rules can give more time there. */
export function RemoteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('promises')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const known = useQuery({ ...remote, enabled: open })
  const [chosen, setChosen] = useState<Named[]>()
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim(), 250)
  const found = useQuery({
    queryKey: ['regions', 'found', asked],
    queryFn: ({ signal }) => got(api.GET('/api/regions', { params: { query: { words: asked } }, signal })),
    enabled: open,
    placeholderData: keepPreviousData,
  })
  const save = useMutation({
    mutationFn: (codes: string[]) => got(api.PUT('/api/regions/remote', { body: { codes } })),
    onSuccess: () => {
      message.success(t('rules.remoteSaved'))
      setChosen(undefined)
      onClose()
      return queries.invalidateQueries({ queryKey: remote.queryKey })
    },
  })
  const value = chosen ?? known.data?.map((region) => ({ value: region.code, label: region.fullName })) ?? []
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('rules.remote')}
      okButtonProps={{ disabled: chosen === undefined, loading: save.isPending }}
      onOk={() => save.mutate(value.map((one) => one.value))}
    >
      <p>{t('rules.remoteHint')}</p>
      <Four query={known}>
        {() => (
          <Select<Named[]>
            mode="multiple"
            labelInValue
            style={{ width: '100%' }}
            aria-label={t('rules.remote')}
            placeholder={t('rules.remotePlaceholder')}
            value={value}
            showSearch={{ filterOption: false, onSearch: setWords }}
            options={(found.data ?? []).map((region) => ({ value: region.code, label: region.fullName }))}
            onChange={(next) => setChosen(next)}
          />
        )}
      </Four>
      {save.isError && <ProblemAlert error={save.error} />}
    </Modal>
  )
}
