import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, ProblemAlert } from '@/shared/desk'
import { api, got } from '@/shared/http'
import { type NamedRegion, RegionsSelect } from '@/shared/RegionsSelect'

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
  const [chosen, setChosen] = useState<NamedRegion[]>()
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
          <RegionsSelect
            label={t('rules.remote')}
            placeholder={t('rules.remotePlaceholder')}
            value={value}
            onChange={setChosen}
          />
        )}
      </Four>
      {save.isError && <ProblemAlert error={save.error} />}
    </Modal>
  )
}
