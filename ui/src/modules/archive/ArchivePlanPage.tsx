import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, Panel, StatusTag } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { archiveQueries, type Plan, type PlanSection } from './api'
import { SectionDrawer } from './SectionDrawer'
import './archive.css'

/** What belongs into an archive, what must be there, and how long it stays. */
export function ArchivePlanPage() {
  const { t } = useTranslation('archive')
  const plan = useQuery(archiveQueries.plan())
  return (
    <>
      <PageTitle title={t('plan.title')} hint={t('plan.hint')} />
      <Four query={plan}>{(data) => <Loaded plan={data} />}</Four>
    </>
  )
}

function Loaded({ plan }: { plan: Plan }) {
  const { t } = useTranslation(['archive', 'shared'])
  const [edited, setEdited] = useState<PlanSection>()
  const kinds = plan.sections.flatMap((section) => section.kinds)
  return (
    <>
      <p className="faint">
        {t('plan.counts', {
          sections: plan.sections.length,
          kinds: kinds.filter((kind) => kind.active).length,
          required: kinds.filter((kind) => kind.active && kind.required).length,
          version: plan.version,
        })}
      </p>
      {([1, 2] as const).map((klass) => (
        <section key={klass}>
          <h2 className="plan-class-title">
            {klass} {t(`classes.${klass}`)}
            {plan.mayEdit && (
              <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited({ code: null, klass, name: '', kinds: [] })}>
                {t('plan.addSection')}
              </Button>
            )}
          </h2>
          <div className="plan-sections">
            {plan.sections
              .filter((section) => section.klass === klass)
              .map((section) => (
                <Panel
                  key={section.code}
                  title={`${section.code} ${section.name}`}
                  extra={
                    plan.mayEdit && (
                      <Button
                        size="small"
                        type="text"
                        icon={<EditOutlined />}
                        aria-label={`${t('shared:act.edit')} ${section.name}`}
                        onClick={() => setEdited(section)}
                      >
                        {t('shared:act.edit')}
                      </Button>
                    )
                  }
                >
                  <ul className="plan-kinds">
                    {section.kinds.map((kind) => (
                      <li key={kind.code} data-active={kind.active}>
                        <span className="tabular faint">{kind.code}</span>
                        <span>{kind.name}</span>
                        <span className="plan-marks">
                          {!kind.active && <StatusTag>{t('plan.outOfUse')}</StatusTag>}
                          {kind.required && <StatusTag tone="warn">{t('plan.required')}</StatusTag>}
                          {kind.important && <StatusTag tone="info">{t('important')}</StatusTag>}
                        </span>
                        <span className="tabular faint">
                          {kind.years === null ? t('forGood') : t('plan.years', { count: kind.years })}
                        </span>
                      </li>
                    ))}
                  </ul>
                </Panel>
              ))}
          </div>
        </section>
      ))}
      {plan.changes.length > 0 && (
        <Panel title={t('plan.changes')}>
          <ul className="lines">
            {plan.changes.map((change) => (
              <li key={change.version}>
                <span>{t('plan.versionBy', { version: change.version, name: change.by ?? '' })}</span>
                <Time at={change.at} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {edited && <SectionDrawer key={edited.code ?? 'new'} plan={plan} section={edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}
