import { AimOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Flex } from 'antd'
import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileButton, Four, RemoteSelect } from '@/shared/desk'
import { attach, linkOf } from '@/shared/documents/files'
import { http, type Schema, search } from '@/shared/http'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { baseQueries, deviceName, type Plan } from './base'
import './base.css'

type FloorPlansProps = {
  site: string
  /** On the page of a device: only its own plan matters, and only it is placed. */
  device?: string
}

/** Pictures of a site from above; a pin leads to the device that stands there. */
export function FloorPlans({ site, device }: FloorPlansProps) {
  const { t } = useTranslation('assets')
  const { message } = App.useApp()
  const plans = useQuery(baseQueries.plans(site))
  const queries = useQueryClient()
  const upload = useMutation({
    mutationFn: (file: File) => attach({ kind: 'site', id: site }, newId(), file, false, 'floor-plan'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['assets', 'plans', site] }),
    onError: (error) => message.error(problemText(error)),
  })
  return (
    <Four query={plans}>
      {({ rows, mayEdit }) => (
        <>
          {rows.length === 0 && <p className="faint">{t(mayEdit ? 'plan.first' : 'plan.none')}</p>}
          {rows.map((plan) => (
            <PlanView key={plan.id} plan={plan} site={site} mayEdit={mayEdit} {...(device && { device })} />
          ))}
          {mayEdit && (
            <FileButton
              icon={<PlusOutlined />}
              loading={upload.isPending}
              label={t('plan.add')}
              accept="image/png,image/jpeg,image/webp"
              onPick={([file]) => file && upload.mutate(file)}
            >
              {t('plan.add')}
            </FileButton>
          )}
        </>
      )}
    </Four>
  )
}

type PlanViewProps = { plan: Plan; site: string; mayEdit: boolean; device?: string }

function PlanView({ plan, site, mayEdit, device }: PlanViewProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [placing, setPlacing] = useState<string>()
  const pin = useMutation({
    mutationFn: ({ id, x, y }: { id: string; x: number; y: number }) =>
      http(`/devices/${id}/pin`, { method: 'PUT', json: { planId: plan.id, x, y } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['assets', 'plans', site] }),
    onError: (error) => message.error(problemText(error)),
  })
  const remove = useMutation({
    mutationFn: (id: string) => http(`/devices/${id}/pin`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['assets', 'plans', site] }),
    onError: (error) => message.error(problemText(error)),
  })
  const place = (event: MouseEvent<HTMLDivElement>) => {
    if (!placing) return
    const box = event.currentTarget.getBoundingClientRect()
    const share = (value: number) => Math.round(Math.max(0, Math.min(1, value)) * 10_000) / 10_000
    pin.mutate({
      id: placing,
      x: share((event.clientX - box.left) / box.width),
      y: share((event.clientY - box.top) / box.height),
    })
    setPlacing(undefined)
  }
  const here = device && plan.pins.some((one) => one.deviceId === device)
  return (
    <section style={{ marginBlockEnd: 16 }}>
      <div className="plan-head">
        <strong>{plan.name.replace(/\.[a-z]+$/i, '')}</strong>
        {mayEdit && (
          <Flex gap="small" wrap>
            {placing ? (
              <>
                <span className="faint">{t('plan.click')}</span>
                <Button size="small" onClick={() => setPlacing(undefined)}>
                  {t('shared:act.cancel')}
                </Button>
              </>
            ) : device ? (
              <>
                <Button size="small" icon={<AimOutlined />} onClick={() => setPlacing(device)}>
                  {t(here ? 'plan.moveHere' : 'plan.placeHere')}
                </Button>
                {here && (
                  <Button size="small" type="text" onClick={() => remove.mutate(device)}>
                    {t('plan.remove')}
                  </Button>
                )}
              </>
            ) : (
              <RemoteSelect
                size="small"
                style={{ width: 240 }}
                topic="assets"
                find={findAt(site)}
                name={deviceName}
                value={null as never}
                placeholder={t('plan.place')}
                aria-label={t('plan.place')}
                onChange={(id) => setPlacing(id)}
              />
            )}
          </Flex>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place on a picture has no keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className="plan" data-placing={Boolean(placing)} onClick={place}>
        <img src={linkOf(plan.id)} alt={t('plan.alt', { name: plan.name })} draggable={false} />
        {plan.pins.map((one) => (
          <button
            key={one.deviceId}
            type="button"
            className="plan-pin"
            data-state={one.state}
            data-here={one.deviceId === device}
            title={`${one.name}\n${one.number}`}
            aria-label={`${one.name} ${one.number}`}
            style={{ insetInlineStart: `${one.x * 100}%`, insetBlockStart: `${one.y * 100}%` }}
            onClick={(event) => {
              if (placing) return
              event.stopPropagation()
              navigate({ to: '/devices/$id', params: { id: one.deviceId } })
            }}
          >
            <span>{[...one.name][0]}</span>
          </button>
        ))}
      </div>
    </section>
  )
}

const findAt = (site: string) => (words: string, signal: AbortSignal) =>
  http<Schema<'AssetQueries.DevicePage'>>(`/devices${search({ site, words })}`, { signal }).then(({ rows }) =>
    rows.map((row) => ({ value: row.id, label: row.name, hint: [row.serial, row.location].filter(Boolean).join(' · ') })),
  )
