import { EnvironmentOutlined, PhoneOutlined } from '@ant-design/icons'
import { App, Button, Drawer, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Party, PartyFields } from '@/shared/cases/PartyFields'
import { Facts, Panel, SubjectLink } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type CasePageData, type CaseView, useCaseAct } from './api'
import { WarrantyTag } from './words'

/** Whom the case concerns, where, and which device; put right when the caller did not know or was not understood. */
export function WhoPanel({ page: { about, may } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const [editing, setEditing] = useState(false)
  const { customer, device, site, project } = about
  return (
    <Panel
      title={t('who')}
      extra={
        may.triage && (
          <Button size="small" type={customer ? 'default' : 'primary'} onClick={() => setEditing(true)}>
            {t(customer ? 'edit' : 'party.find')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          {
            label: t('columns.customer'),
            value: customer ? (
              <SubjectLink kind="customer" id={customer.id}>
                {customer.name}
              </SubjectLink>
            ) : (
              <span className="faint">{t('unknownCustomer')}</span>
            ),
          },
          about.company !== '' && { label: t('company'), value: about.company },
          about.place !== '' && { label: t('place'), value: about.place },
          {
            label: t('contact'),
            value: (about.contactName || about.contactPhone || about.contactEmail) && (
              <Flex gap="2px 12px" wrap>
                {about.contactName && <span>{about.contactName}</span>}
                {about.contactPhone && (
                  <a className="tabular" href={`tel:${about.contactPhone}`}>
                    <PhoneOutlined /> {about.contactPhone}
                  </a>
                )}
                {about.contactEmail && <a href={`mailto:${about.contactEmail}`}>{about.contactEmail}</a>}
              </Flex>
            ),
          },
          site && {
            label: t('site'),
            value: (
              <>
                {site.name}
                {(site.region || site.address) && (
                  <div className="case-small">
                    <EnvironmentOutlined /> {site.region} {site.address}
                  </div>
                )}
              </>
            ),
          },
          project && {
            label: t('project'),
            value: (
              <SubjectLink kind="project" id={project.id}>
                {project.name}
              </SubjectLink>
            ),
          },
          {
            label: t('device'),
            value: device && (
              <>
                <Flex gap="small" align="center" wrap>
                  <SubjectLink kind="device" id={device.id}>
                    {device.name || device.product}
                  </SubjectLink>
                  <WarrantyTag {...device} />
                </Flex>
                <div className="case-small">
                  {device.number} · {device.maker} {device.model} · {device.serial}
                </div>
                {device.location && (
                  <div className="case-small">
                    <EnvironmentOutlined /> {device.location}
                  </div>
                )}
              </>
            ),
          },
        ]}
      />
      <Drawer
        open={editing}
        onClose={() => setEditing(false)}
        title={t('party.title')}
        size={560}
        destroyOnHidden
        styles={{ wrapper: { maxWidth: '100vw' } }}
      >
        <Identify about={about} onDone={() => setEditing(false)} />
      </Drawer>
    </Panel>
  )
}

const partyOf = (about: CaseView): Party => ({
  customer: about.customer?.id,
  contactName: about.contactName,
  contactPhone: about.contactPhone,
  contactEmail: about.contactEmail,
  device: about.device ? { ...about.device, name: about.device.name || about.device.product } : undefined,
  project: about.project?.id,
  site: about.site?.id,
})

function Identify({ about, onDone }: { about: CaseView; onDone: () => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(about.id)
  const [party, setParty] = useState(() => partyOf(about))
  const save = () =>
    act.mutate(
      {
        path: 'parties',
        method: 'PUT',
        body: {
          customer: party.customer ?? null,
          contactName: party.contactName.trim(),
          contactPhone: party.contactPhone.trim(),
          contactEmail: party.contactEmail.trim(),
          device: party.device?.id ?? null,
          project: party.project ?? null,
          site: party.site ?? null,
          // What is known says which branch serves it; what is not stays where it is.
          branch: party.customer || party.device ? null : about.branch.id,
          version: about.version,
        },
      },
      { onSuccess: onDone, onError: (error) => message.error(problemText(error)) },
    )
  return (
    <Flex vertical gap="middle">
      <PartyFields party={party} disabled={act.isPending} onChange={(change) => setParty((now) => ({ ...now, ...change }))} />
      <span className="faint">{t('party.entitlementFollows')}</span>
      <Flex gap="small">
        <Button type="primary" loading={act.isPending} onClick={save}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Flex>
    </Flex>
  )
}
