import {
  ApartmentOutlined,
  CopyOutlined,
  EditOutlined,
  EnvironmentOutlined,
  MoreOutlined,
  QrcodeOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Dropdown, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CasesOf } from '@/shared/cases/CasesOf'
import { ContractsOf } from '@/shared/contracts/ContractsOf'
import { Facts, Four, PageTitle, Panel, StatusTag, SubjectLink, useCopy, useKeys } from '@/shared/desk'
import { Attachments } from '@/shared/documents/Attachments'
import { search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { HazardsOf } from '@/shared/safety/HazardsOf'
import { dayOf } from '@/shared/time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { MeasuredOf, PlansOf } from '@/shared/upkeep/PlansOf'
import { assetQueries, type Device, type DeviceAct, useRenewQr } from './api'
import { Configuration } from './Configuration'
import { type Deed, DeedDialog } from './DeedDialogs'
import { DeviceDrawer } from './DeviceDrawer'
import { DeviceLife } from './DeviceLife'
import { FloorPlans } from './FloorPlans'
import { LabelDialog } from './LabelDialog'
import { MetersPanel } from './MetersPanel'
import { TermsPanel } from './TermsPanel'
import { DeviceStateTag, WarrantyTag } from './words'
import './warranty.css'

/** The whole life of one device: what it is, who pays, what was reported, what happened. */
export function DevicePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const device = useQuery(assetQueries.device(id))
  return <Four query={device}>{(data) => <Loaded device={data} />}</Four>
}

const PATHS = { STOP: 'stop', RESUME: 'resume', TAKE_OUT: 'take-out', SCRAP: 'scrap' } as const satisfies Record<DeviceAct, Deed>

function Loaded({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const [deed, setDeed] = useState<Deed>()
  const [editing, setEditing] = useState(false)
  const [printing, setPrinting] = useState(false)
  useKeys({ e: () => device.mayEdit && setEditing(true), p: () => setPrinting(true) })
  const name = device.name || device.productName

  const due = device.dueOn !== null && device.dueOn <= dayOf(Date.now()) && device.state !== 'SCRAPPED'
  const gone = device.state === 'SCRAPPED'
  const deeds: Deed[] = [
    ...(gone ? [] : (['install', 'accept', 'move', 'sell', ...(device.replacedBy ? [] : (['replace'] as const))] as const)),
    ...device.acts.map((one) => PATHS[one]),
  ]

  return (
    <>
      <PageTitle
        title={name}
        tab={`${device.number} ${name}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{device.number}</span>
            <DeviceStateTag state={device.state} />
            {due && <StatusTag tone="warn">{t('due.tag')}</StatusTag>}
            <WarrantyTag state={device.warranty.coverage.state} />
            <span>{device.branchName}</span>
          </span>
        }
        extra={
          <>
            <Link to={`/installed-base${search({ node: `d.${device.id}` })}`}>
              <Button icon={<ApartmentOutlined />}>{t('base.inTree')}</Button>
            </Link>
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
                    items: deeds.map((one) => ({
                      key: one,
                      label: t(`deeds.${one}`),
                      danger: one === 'scrap',
                      onClick: () => setDeed(one),
                    })),
                  }}
                >
                  <Button icon={<MoreOutlined />} aria-label={t('shared:act.more')} />
                </Dropdown>
              </>
            )}
          </>
        }
      />
      <DeviceLife device={device.id} />
      <div className="columns">
        <div>
          <TermsPanel device={device} />
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
                Boolean(device.systemId || device.parent) && {
                  label: t('base.within'),
                  value: device.parent ? (
                    <SubjectLink kind="device" id={device.parent.id}>
                      {device.parent.name}
                    </SubjectLink>
                  ) : (
                    device.systemName
                  ),
                },
                Boolean(device.soldOn) && { label: t('columns.soldOn'), value: device.soldOn },
                Boolean(device.deliveredOn) && { label: t('columns.deliveredOn'), value: device.deliveredOn },
                { label: t('columns.installedOn'), value: device.installedOn },
                Boolean(device.dueOn) && { label: t('due.on'), value: device.dueOn },
                device.replaces && {
                  label: t('replacement.replaces'),
                  value: (
                    <SubjectLink kind="device" id={device.replaces.id}>
                      {`${device.replaces.number} · ${device.replaces.serial}`}
                    </SubjectLink>
                  ),
                },
                device.replacedBy && {
                  label: t('replacement.replacedBy'),
                  value: (
                    <SubjectLink kind="device" id={device.replacedBy.id}>
                      {`${device.replacedBy.number} · ${device.replacedBy.serial}`}
                    </SubjectLink>
                  ),
                },
                device.note !== '' && { label: t('note'), value: device.note },
              ]}
            />
          </Panel>
          <Configuration device={device} />
          <MetersPanel device={device} />
          {device.siteId && (
            <Panel title={t('plan.title')}>
              <FloorPlans site={device.siteId} device={device.id} />
            </Panel>
          )}
          <Label device={device} />
        </div>
        <div>
          <CasesOf kind="device" id={device.id} />
          <ContractsOf kind="device" id={device.id} />
          <HazardsOf kind="device" id={device.id} />
          <PlansOf kind="device" id={device.id} />
          <MeasuredOf id={device.id} />
          <Attachments owner={{ kind: 'device', id: device.id }} topic="assets" />
          <Panel title={t('history')}>
            <TimelineList path={`/devices/${device.id}/timeline`} topic="assets" />
          </Panel>
        </div>
      </div>
      <DeviceDrawer open={editing} device={device} onClose={() => setEditing(false)} />
      {deed && <DeedDialog device={device} deed={deed} onClose={() => setDeed(undefined)} />}
      {printing && <LabelDialog devices={[device.id]} onClose={() => setPrinting(false)} />}
    </>
  )
}

/** The code on the device, where it leads, and a new one for when the old fell into wrong hands. */
function Label({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message, modal } = App.useApp()
  const copy = useCopy()
  const renewal = useRenewQr(device.id)
  const address = `${window.location.origin}/portal/d/${device.qrToken}`
  const renew = () =>
    modal.confirm({
      title: t('labels.renewTitle'),
      content: t('labels.renewHint'),
      okText: t('labels.renew'),
      okButtonProps: { danger: true },
      onOk: () =>
        renewal.mutateAsync(undefined).then(
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
            <Button size="small" icon={<CopyOutlined />} onClick={() => copy(address)}>
              {t('labels.copy')}
            </Button>
            {device.mayEdit && (
              <Button size="small" onClick={renew} loading={renewal.isPending}>
                {t('labels.renew')}
              </Button>
            )}
          </Flex>
        </div>
      </div>
    </Panel>
  )
}
