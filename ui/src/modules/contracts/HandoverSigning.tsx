import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { type Signature, SignaturePad } from '@/shared/signature/SignaturePad'

type Handover = Schema<'HandoverDesk.View'>

export function useHandoverChange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', json }: { path: string; method?: 'POST' | 'PUT'; json: object }) =>
      http<Handover>(`/handovers/${path}`, { method, json }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contracts'] }),
  })
}

/** Both sides sign on one screen. */
export function SignDialog({ handover, onClose }: { handover: Handover; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const ours = useRef<Signature>(null)
  const theirs = useRef<Signature>(null)
  const [signed, setSigned] = useState({ ours: false, theirs: false })
  const [names, setNames] = useState({ ours: '', theirs: '' })
  const sign = useHandoverChange()
  const ready = signed.ours && signed.theirs && names.ours.trim() !== '' && names.theirs.trim() !== ''
  const send = () =>
    sign.mutate(
      {
        path: `${handover.id}/sign`,
        json: {
          ourName: names.ours,
          ourSignature: ours.current?.png() ?? '',
          theirName: names.theirs,
          theirSignature: theirs.current?.png() ?? '',
          version: handover.version,
        },
      },
      {
        onSuccess: () => {
          message.success(t('handover.signed'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      width={760}
      title={t('handover.sign')}
      okText={t('handover.sign')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={sign.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <p className="faint">{t('handover.signHint')}</p>
      <div className="handover-sign">
        {(['ours', 'theirs'] as const).map((side) => (
          <div key={side}>
            <Input
              maxLength={100}
              placeholder={t(`handover.${side}`)}
              aria-label={t(`handover.${side}`)}
              value={names[side]}
              onChange={(event) => setNames((now) => ({ ...now, [side]: event.target.value }))}
            />
            <SignaturePad ref={side === 'ours' ? ours : theirs} onChange={(is) => setSigned((now) => ({ ...now, [side]: is }))} />
          </div>
        ))}
      </div>
      {sign.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockStart: 12 }} title={problemText(sign.error)} />
      )}
    </Modal>
  )
}
