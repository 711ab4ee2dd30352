import { CopyOutlined, EditOutlined, EnvironmentOutlined, MoreOutlined, QrcodeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Dropdown, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CasesOf } from '@/shared/cases/CasesOf'
import { ContractsOf } from '@/shared/contracts/ContractsOf'
import { Facts, Four, PageTitle, Panel, SubjectLink, useKeys } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { assetQueries, type Device, type DeviceAct, useDeviceAct } from './api'
import { DeviceDrawer } from './DeviceDrawer'
import { LabelDialog } from './LabelDialog'
import { WarrantyBar } from './WarrantyBar'
import { DeviceStateTag, WarrantyTag } from './words'
import './warranty.css'

/** The whole life of one device: what it is, who pays, what was reported, what happened. */
export function DevicePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const device = useQuery(assetQueries.device(id))
  return <Four query={device}>{(data) => <Loaded device={data} />}</Four>
}

const PATHS = { STOP: 'stop', RESUME: 'resume', SCRAP: 'scrap' } as const satisfies Record<DeviceAct, string>

function Loaded({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message, modal } = App.useApp()
  const [editing, setEditing] = useState(false)
  const [printing, setPrinting] = useState(false)
  const act = useDeviceAct(device.id)
  useKeys({ e: () => device.mayEdit && setEditing(true), p: () => setPrinting(true) })
  const name = device.name || device.productName

  const done = () => {
    message.success(t('saved'))
  }
  const failed = (error: Error) => {
    message.error(problemText(error))
  }
  const ask = (one: DeviceAct) =>
    modal.confirm({
      title: t(`asks.${one}`, { name }),
      content: t(`askHints.${one}`),
      okText: t(`acts.${one}`),
      okButtonProps: { danger: one === 'SCRAP' },
      onOk: () => act.mutateAsync(PATHS[one]).then(done, failed),
    })

  return (
    <>
      <PageTitle
        title={name}
        tab={`${device.number} ${name}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{device.number}</span>
            <DeviceStateTag state={device.state} />
            <WarrantyTag state={device.warranty.coverage.state} />
            <span>{device.branchName}</span>
          </span>
        }
        extra={
          <>
            <Button icon={<QrcodeOutlined />} onClick={() => setPrinting(true)}>
              {t('labels.act')}
            </Button>
            {device.mayEdit && (
              <>
                <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                  {t('shared:act.edit')}
                </Button>
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: device.acts.map((one) => ({
                      key: one,
                      label: t(`acts.${one}`),
                      danger: one === 'SCRAP',
                      onClick: () => ask(one),
                    })),
                  }}
                >
                  <Button icon={<MoreOutlined />} loading={act.isPending} aria-label={t('shared:act.more')} />
                </Dropdown>
              </>
            )}
          </>
        }
      />
      <div className="columns">
        <div>
          <Panel title={t('warranty.title')}>
            <WarrantyBar warranty={device.warranty} />
          </Panel>
          <Panel title={t('facts')}>
            <Facts
              facts={[
                { label: t('columns.model'), value: [device.maker, device.model].filter(Boolean).join(' ') },
                { label: t('columns.product'), value: device.productName },
                device.category !== '' && { label: t('columns.category'), value: device.category },
                { label: t('columns.serial'), value: <span className="tabular">{device.serial}</span> },
                {
                  label: t('columns.customer'),
                  value: (
                    <SubjectLink kind="customer" id={device.customerId}>
                      {device.customerName}
                    </SubjectLink>
                  ),
                },
                {
                  label: t('columns.project'),
                  value: device.projectId && (
                    <SubjectLink kind="project" id={device.projectId}>
                      {device.projectName}
                    </SubjectLink>
                  ),
                },
                {
                  label: t('columns.site'),
                  value: device.siteName && (
                    <>
                      {device.siteName}
                      {(device.region || device.address) && (
                        <div className="faint">
                          <EnvironmentOutlined /> {[device.region, device.address].filter(Boolean).join(' ')}
                        </div>
                      )}
                    </>
                  ),
                },
                { label: t('columns.location'), value: device.location },
                { label: t('columns.installedOn'), value: device.installedOn },
                device.note !== '' && { label: t('note'), value: device.note },
              ]}
            />
          </Panel>
          <Label device={device} />
        </div>
        <div>
          <CasesOf kind="device" id={device.id} />
          <ContractsOf kind="device" id={device.id} />
          <Panel title={t('history')}>
            <TimelineList path={`/devices/${device.id}/timeline`} topic="assets" />
          </Panel>
        </div>
      </div>
      <DeviceDrawer open={editing} device={device} onClose={() => setEditing(false)} />
      {printing && <LabelDialog devices={[device.id]} onClose={() => setPrinting(false)} />}
    </>
  )
}

/** The code on the device, where it leads, and a new one for when the old fell into wrong hands. */
function Label({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message, modal } = App.useApp()
  const act = useDeviceAct(device.id)
  const address = `${window.location.origin}/portal/d/${device.qrToken}`
  const renew = () =>
    modal.confirm({
      title: t('labels.renewTitle'),
      content: t('labels.renewHint'),
      okText: t('labels.renew'),
      okButtonProps: { danger: true },
      onOk: () =>
        act.mutateAsync('renew-qr').then(
          () => void message.success(t('labels.renewed')),
          (error) => void message.error(problemText(error)),
        ),
    })
  return (
    <Panel title={t('labels.one')}>
      <div className="device-qr">
        <img src={`/api/devices/${device.id}/qr?v=${device.version}`} alt={t('labels.alt', { number: device.number })} />
        <div>
          <p style={{ marginBlockStart: 0 }}>{t('labels.hint')}</p>
          <Flex gap="small" wrap>
            <Button
              size="small"
              icon={<CopyOutlined />}
              onClick={() => navigator.clipboard?.writeText(address).then(() => message.success(t('shared:act.copied')))}
            >
              {t('labels.copy')}
            </Button>
            {device.mayEdit && (
              <Button size="small" onClick={renew} loading={act.isPending}>
                {t('labels.renew')}
              </Button>
            )}
          </Flex>
        </div>
      </div>
    </Panel>
  )
}
