import { CheckCircleOutlined, EditOutlined, PlusOutlined, QrcodeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, App, Button, DatePicker, Form, InputNumber, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArchiveOf } from '@/shared/archive/ArchiveOf'
import { CasesOf } from '@/shared/cases/CasesOf'
import { ContractsOf } from '@/shared/contracts/ContractsOf'
import { HandoverOf } from '@/shared/contracts/HandoverOf'
import { RetentionOf } from '@/shared/contracts/RetentionOf'
import { Facts, Four, PageTitle, Panel, StatusTag, SubjectLink, useKeys } from '@/shared/desk'
import { search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { dayOf } from '@/shared/time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { assetQueries, type Project, useAcceptProject } from './api'
import { DeviceDrawer } from './DeviceDrawer'
import { LabelDialog } from './LabelDialog'
import { ProjectDrawer } from './ProjectDrawer'
import { ApplyDialog } from './TermsPanel'
import { useCoverageSentence, WarrantyTag } from './words'

/** One project: its acceptance, its devices and how many of them are still covered. */
export function ProjectPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const project = useQuery(assetQueries.project(id))
  return <Four query={project}>{(data) => <Loaded project={data} />}</Four>
}

function Loaded({ project }: { project: Project }) {
  const { t } = useTranslation(['assets', 'shared'])
  const [open, setOpen] = useState<'edit' | 'accept' | 'device' | 'labels' | 'terms'>()
  const sentence = useCoverageSentence()
  useKeys({ e: () => project.mayEdit && setOpen('edit') })
  const close = () => setOpen(undefined)
  const uncovered = project.devices - project.covered - project.over
  return (
    <>
      <PageTitle
        title={project.name}
        tab={`${project.number} ${project.name}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{project.number}</span>
            <WarrantyTag state={project.coverage.state} />
            <span>{project.branchName}</span>
          </span>
        }
        extra={
          <>
            <Button icon={<QrcodeOutlined />} disabled={project.devices === 0} onClick={() => setOpen('labels')}>
              {t('labels.act')}
            </Button>
            {project.mayEdit && (
              <>
                <Button icon={<EditOutlined />} onClick={() => setOpen('edit')}>
                  {t('shared:act.edit')}
                </Button>
                <Button disabled={project.devices === 0} onClick={() => setOpen('terms')}>
                  {t('terms.acts.apply')}
                </Button>
                <Button
                  type={project.acceptedOn ? 'default' : 'primary'}
                  icon={<CheckCircleOutlined />}
                  onClick={() => setOpen('accept')}
                >
                  {t(project.acceptedOn ? 'acceptance.correct' : 'acceptance.act')}
                </Button>
              </>
            )}
          </>
        }
      />
      <div className="columns">
        <div>
          <Panel title={t('facts')}>
            <Facts
              facts={[
                {
                  label: t('columns.customer'),
                  value: (
                    <SubjectLink kind="customer" id={project.customerId}>
                      {project.customerName}
                    </SubjectLink>
                  ),
                },
                {
                  label: t('columns.acceptedOn'),
                  value: project.acceptedOn ?? <StatusTag>{t('notAccepted')}</StatusTag>,
                },
                { label: t('columns.warranty'), value: sentence(project.coverage) },
                { label: t('projects.months'), value: t('months', { count: project.warrantyMonths }) },
              ]}
            />
          </Panel>
          <Panel title={t('projects.counts')}>
            <Facts
              facts={[
                {
                  label: t('columns.devices'),
                  value: <Link to={`/devices${search({ project: project.id })}`}>{project.devices}</Link>,
                },
                { label: t('warranty.COVERED'), value: <Count n={project.covered} project={project.id} warranty="COVERED" /> },
                { label: t('warranty.OVER'), value: <Count n={project.over} project={project.id} warranty="OVER" /> },
                uncovered > 0 && {
                  label: t('warranty.NOT_ACCEPTED'),
                  value: <Count n={uncovered} project={project.id} warranty="OPEN" />,
                },
              ]}
            />
          </Panel>
        </div>
        <div>
          <Devices project={project} onAdd={() => setOpen('device')} />
          <CasesOf kind="project" id={project.id} />
          <ContractsOf kind="project" id={project.id} />
          <HandoverOf project={project.id} />
          <ArchiveOf project={project.id} />
          <RetentionOf project={project.id} />
          <Panel title={t('history')}>
            <TimelineList path={`/projects/${project.id}/timeline`} topic="assets" />
          </Panel>
        </div>
      </div>
      <ProjectDrawer open={open === 'edit'} project={project} onClose={close} />
      <DeviceDrawer open={open === 'device'} about={{ customer: project.customerId, project: project.id }} onClose={close} />
      {open === 'accept' && <Acceptance project={project} onClose={close} />}
      {open === 'terms' && <ApplyDialog path={`/projects/${project.id}/terms/apply`} onClose={close} />}
      {open === 'labels' && <LabelDialog filter={{ project: project.id }} onClose={close} />}
    </>
  )
}

function Count({ n, project, warranty }: { n: number; project: string; warranty: string }) {
  return n > 0 ? <Link to={`/devices${search({ project, warranty })}`}>{n}</Link> : 0
}

const SHOWN = 10

function Devices({ project, onAdd }: { project: Project; onAdd: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const devices = useQuery(assetQueries.devices({ project: project.id }))
  return (
    <Panel
      title={t('devices.title')}
      extra={
        <span>
          {project.devices > SHOWN && (
            <Link to={`/devices${search({ project: project.id })}`}>
              <Button size="small" type="text">
                {t('shared:casesOf.all')}
              </Button>
            </Link>
          )}
          {project.mayEdit && (
            <Button size="small" type="text" icon={<PlusOutlined />} onClick={onAdd}>
              {t('devices.new')}
            </Button>
          )}
        </span>
      }
    >
      <Four query={devices}>
        {(page) =>
          page.rows.length === 0 ? (
            <span className="faint">{t('projects.noDevices')}</span>
          ) : (
            <ul className="lines">
              {page.rows.slice(0, SHOWN).map((device) => (
                <li key={device.id}>
                  <div>
                    <SubjectLink kind="device" id={device.id}>
                      {device.name}
                    </SubjectLink>
                    <div>
                      <small>{[device.model, device.serial, device.location].filter(Boolean).join(' · ')}</small>
                    </div>
                  </div>
                  <div style={{ textAlign: 'end', whiteSpace: 'nowrap' }}>
                    <WarrantyTag state={device.warranty} />
                    {device.warrantyLastDay && (
                      <div>
                        <small className="tabular">{t('until', { date: device.warrantyLastDay })}</small>
                      </div>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}

type AcceptanceValues = { acceptedOn: Dayjs | null; warrantyMonths: number }

/** The day the customer accepted: from it the warranty of the project's devices runs. */
function Acceptance({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message, modal } = App.useApp()
  const [form] = Form.useForm<AcceptanceValues>()
  const accept = useAcceptProject(project.id)

  const send = (acceptedOn: string | null, warrantyMonths: number) =>
    accept.mutateAsync({ acceptedOn, warrantyMonths, version: project.version }).then(
      () => {
        message.success(t(acceptedOn ? 'acceptance.done' : 'acceptance.withdrawn'))
        onClose()
      },
      () => {},
    )
  const withdraw = () =>
    modal.confirm({
      title: t('acceptance.withdrawTitle'),
      content: t('acceptance.withdrawHint'),
      okText: t('acceptance.withdraw'),
      okButtonProps: { danger: true },
      onOk: () => send(null, project.warrantyMonths),
    })

  return (
    <Modal
      open
      title={t('acceptance.title')}
      onCancel={onClose}
      footer={[
        project.acceptedOn && (
          <Button key="withdraw" danger type="text" onClick={withdraw} disabled={accept.isPending}>
            {t('acceptance.withdraw')}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {t('shared:act.cancel')}
        </Button>,
        <Button key="ok" type="primary" loading={accept.isPending} onClick={form.submit}>
          {t('shared:act.save')}
        </Button>,
      ]}
    >
      <p>{t('acceptance.hint')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          acceptedOn: dayjs(project.acceptedOn ?? dayOf(Date.now())),
          warrantyMonths: project.warrantyMonths,
        }}
        onFinish={({ acceptedOn, warrantyMonths }) => acceptedOn && send(acceptedOn.format('YYYY-MM-DD'), warrantyMonths)}
      >
        <Form.Item
          name="acceptedOn"
          label={t('columns.acceptedOn')}
          rules={[{ required: true, message: t('shared:fields.required') }]}
        >
          <DatePicker style={{ width: 200 }} disabledDate={(day) => day.format('YYYY-MM-DD') > dayOf(Date.now())} />
        </Form.Item>
        <Form.Item
          name="warrantyMonths"
          label={t('projects.months')}
          rules={[{ required: true, message: t('shared:fields.required') }]}
        >
          <InputNumber min={0} max={600} precision={0} style={{ width: 200 }} />
        </Form.Item>
        {accept.isError && <Alert type="error" showIcon role="alert" title={problemText(accept.error)} />}
      </Form>
    </Modal>
  )
}
