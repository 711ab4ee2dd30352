import { EditOutlined, MoreOutlined, PlusOutlined, ReloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CasesOf } from '@/shared/cases/CasesOf'
import { Facts, Four, PageTitle, Panel, SubjectLink, useKeys } from '@/shared/desk'
import { LettersOf } from '@/shared/letters/LettersOf'
import { listed } from '@/shared/listed'
import { problemText } from '@/shared/problem'
import { PromiseStrip } from '@/shared/promises/PromiseStrip'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { PlansOf } from '@/shared/upkeep/PlansOf'
import { type Contract, type ContractAct, contractQueries, useContractAct } from './api'
import { Ask, type Asking, Renewal } from './ContractDialogs'
import { ContractDrawer } from './ContractDrawer'
import { ContractPapers } from './ContractPapers'
import { ContractVisits } from './ContractVisits'
import { LevelPromises } from './LevelPromises'
import { TermBar } from './TermBar'
import { ContractTag, money, useLevelWords } from './words'
import './contracts.css'

/** One contract: its term, what it covers, its visits, its promises and all that happened. */
export function ContractPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const contract = useQuery(contractQueries.one(id))
  return <Four query={contract}>{(data) => <Loaded contract={data} />}</Four>
}

const ASKED: Partial<Record<ContractAct, Asking>> = { LET_GO: 'let-go', TERMINATE: 'terminate', CANCEL: 'cancel' }

function Loaded({ contract }: { contract: Contract }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message, modal } = App.useApp()
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState<Asking>()
  const act = useContractAct(contract.id)
  const level = useLevelWords()
  const mayPromises = useMay('promises.read')
  const { terms } = contract
  const changeable = contract.acts.includes('CHANGE') || contract.acts.includes('AMEND')
  useKeys({ e: () => changeable && setEditing(true) })

  const activate = () =>
    modal.confirm({
      title: t('activate.title'),
      content: t('activate.hint'),
      okText: t('acts.ACTIVATE'),
      onOk: () =>
        act.mutateAsync({ path: 'activate', body: { version: contract.version } }).then(
          () => void message.success(t('activate.done')),
          (error) => void message.error(problemText(error)),
        ),
    })
  const more = contract.acts.flatMap((one) => {
    const path = ASKED[one]
    return path && !(one === 'LET_GO' && (contract.letGo || contract.renewedBy)) ? [{ one, path }] : []
  })
  const running = contract.status === 'ACTIVE' && contract.startsOn <= contract.today

  return (
    <>
      <PageTitle
        title={contract.title}
        tab={`${contract.number} ${contract.title}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{contract.number}</span>
            <ContractTag status={contract.status} begun={contract.startsOn <= contract.today} />
            <span>{level(terms.level)}</span>
            <span>{contract.branchName}</span>
          </span>
        }
        extra={
          contract.mayEdit && (
            <>
              {contract.acts.includes('ACTIVATE') && (
                <Button type="primary" onClick={activate} loading={act.isPending}>
                  {t('acts.ACTIVATE')}
                </Button>
              )}
              {contract.mayRenew && (
                <Button type="primary" icon={<ReloadOutlined />} onClick={() => setAsking('renew')}>
                  {t('renew.act')}
                </Button>
              )}
              {changeable && (
                <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                  {t(contract.status === 'DRAFT' ? 'shared:act.edit' : 'acts.AMEND')}
                </Button>
              )}
              {more.length > 0 && (
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: more.map(({ one, path }) => ({
                      key: one,
                      label: t(`acts.${one}`),
                      danger: one !== 'LET_GO',
                      onClick: () => setAsking(path),
                    })),
                  }}
                >
                  <Button icon={<MoreOutlined />} aria-label={t('shared:act.more')} />
                </Dropdown>
              )}
            </>
          )
        }
      />
      {mayPromises && (
        <div className="contract-promises">
          <PromiseStrip subject={{ kind: 'contract', id: contract.id }} />
        </div>
      )}
      <div className="columns">
        <div>
          <Panel title={t('form.term')}>
            <TermBar contract={contract} />
          </Panel>
          <Panel title={t('coverage.title')}>
            <ul className="lines">
              {terms.coverage.map((line) => (
                <li key={line.id}>
                  <div>
                    {line.kind === 'site' ? (
                      line.name
                    ) : (
                      <SubjectLink kind={line.kind} id={line.id}>
                        {line.name}
                      </SubjectLink>
                    )}
                    <div>
                      <small>{line.hint}</small>
                    </div>
                  </div>
                  <small>{t(`coverage.${line.kind.toUpperCase()}`)}</small>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('agreed')}>
            <Facts
              facts={[
                {
                  label: t('columns.customer'),
                  value: (
                    <SubjectLink kind="customer" id={contract.customerId}>
                      {contract.customerName}
                    </SubjectLink>
                  ),
                },
                { label: t('form.ourParty'), value: contract.ourParty },
                { label: t('form.theirParty'), value: contract.theirParty },
                { label: t('columns.price'), value: <span className="tabular">{money(terms.price)}</span> },
                { label: t('partsTitle'), value: t(terms.partsIncluded ? 'parts.yes' : 'parts.no') },
                {
                  label: t('form.alsoCovers'),
                  value:
                    terms.alsoCovers.length > 0
                      ? listed(terms.alsoCovers.map((cause) => t(`causes.${cause}`)))
                      : t('alsoNothing'),
                },
                { label: t('columns.owner'), value: contract.ownerName },
              ]}
            />
          </Panel>
          {mayPromises && (
            <Panel title={t('level.promises', { level: level(terms.level) })}>
              <LevelPromises level={terms.level} />
            </Panel>
          )}
          <LettersOf contract={contract.id} />
          {terms.billing.length > 0 && (
            <Panel title={t('billing.title')}>
              <ul className="lines">
                {terms.billing.map((line) => (
                  <li key={`${line.dueOn} ${line.amount} ${line.note}`}>
                    <span>
                      <span className="tabular">{line.dueOn}</span> <small>{line.note}</small>
                    </span>
                    <span className="tabular">{money(line.amount)}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
        <div>
          <Panel
            title={t('visits.title')}
            extra={
              contract.mayEdit &&
              running && (
                <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setAsking('use')}>
                  {t('visits.use')}
                </Button>
              )
            }
          >
            <ContractVisits
              contract={contract}
              {...(contract.mayEdit && running && { onGiveBack: () => setAsking('give-back') })}
            />
          </Panel>
          <PlansOf kind="contract" id={contract.id} />
          <ContractPapers contract={contract} />
          <Panel title={t('revisions.title')}>
            <ul className="lines">
              {contract.revisions.map((one) => (
                <li key={one.revision}>
                  <div>
                    {t('revisions.one', { revision: one.revision, from: one.fromDay })}
                    <div>
                      <small>
                        {[level(one.level), money(one.price), t('revisions.visits', { count: one.visits }), one.reason]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </div>
                  </div>
                  <small style={{ textAlign: 'end' }}>
                    {one.by}
                    <div>
                      <Time at={one.at} style="date" />
                    </div>
                  </small>
                </li>
              ))}
            </ul>
          </Panel>
          <CasesOf kind="contract" id={contract.id} customer={contract.customerId} most={5} />
          <Panel title={t('history')}>
            <TimelineList path={`/contracts/${contract.id}/timeline`} topic="contracts" />
          </Panel>
        </div>
      </div>
      <ContractDrawer open={editing} contract={contract} onClose={() => setEditing(false)} />
      {asking === 'renew' && <Renewal contract={contract} onClose={() => setAsking(undefined)} />}
      {asking && asking !== 'renew' && <Ask contract={contract} path={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}
