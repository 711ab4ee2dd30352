import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Input, Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { ExportButton, Four, Nothing, PageTitle } from '@/shared/desk'
import { useMay, useSession } from '@/shared/session'
import { dayOf, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { type Certificate, dispatchQueries, type Engineer } from './api'
import { standingOf } from './Certificates'
import { EngineerDrawer } from './EngineerDrawer'
import { useCertificateNames } from './useCertificateNames'
import { useSkillNames } from './useSkillNames'
import './engineers.css'

/** Who can be sent, when they work and what they can do. */
export function EngineersPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<{ words?: string; opened?: string }>()
  const engineers = useQuery(dispatchQueries.engineers())
  const skill = useSkillNames()
  const mayEdit = useMay('dispatch.edit-engineers')
  const manyBranches = useSession().branches.length > 1
  const certificates = useQuery(dispatchQueries.certificates())
  const today = dayOf(useNow('minute'))
  const opened = state.opened
  const show = (id: string | undefined) => change({ opened: id })
  const certificateName = useCertificateNames()
  /** Of each kind the one that holds longest. */
  const held = (engineer: string) => {
    const longest = new Map<string, Certificate>()
    for (const one of certificates.data ?? []) if (one.userId === engineer) longest.set(one.kind, one)
    return [...longest.values()]
  }
  const words = state.words?.trim().toLowerCase()

  const columns: TableColumnsType<Engineer> = [
    {
      title: t('engineers.name'),
      key: 'name',
      render: (_, one) => (
        <Flex gap="small" align="center">
          <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => show(one.id)}>
            {one.name}
          </Button>
          {!one.active && <Tag variant="filled">{t('engineers.inactive')}</Tag>}
        </Flex>
      ),
    },
    {
      title: t('engineers.branch'),
      key: 'branch',
      responsive: ['md'],
      render: (_, one) =>
        [manyBranches ? one.branchName : undefined, one.partnerName ?? t('engineers.own')].filter(Boolean).join(' · '),
    },
    {
      title: t('engineers.skills'),
      key: 'skills',
      render: (_, one) => (
        <Flex gap={4} wrap>
          {one.skills.map((held) => (
            <Tag key={held.skill} variant="filled" title={t(`engineers.levels.${held.level}`)}>
              {skill(held.skill)}
              <span className="skill-level" data-level={held.level} />
            </Tag>
          ))}
        </Flex>
      ),
    },
    {
      title: t('certificates.title'),
      key: 'certificates',
      responsive: ['md'],
      render: (_, one) => (
        <Flex gap={4} wrap>
          {held(one.id).map(({ id, kind, validUntil }) => {
            const standing = standingOf(validUntil, today)
            return (
              <Tag
                key={id}
                variant="filled"
                {...(standing === 'over' ? { color: 'error' } : standing === 'soon' ? { color: 'warning' } : {})}
                {...(validUntil && { title: t('certificates.untilDay', { day: validUntil }) })}
              >
                {certificateName(kind)}
                {standing === 'over' || standing === 'soon' ? ` ${validUntil?.slice(2)}` : ''}
              </Tag>
            )
          })}
        </Flex>
      ),
    },
    {
      title: t('engineers.hours'),
      key: 'hours',
      responsive: ['sm'],
      render: (_, one) => (
        <span className="tabular">
          {one.dayStarts.slice(0, 5)}–{one.dayEnds.slice(0, 5)}
        </span>
      ),
    },
    {
      title: t('engineers.phone'),
      key: 'phone',
      responsive: ['lg'],
      render: (_, one) => <a href={`tel:${one.phone}`}>{one.phone}</a>,
    },
  ]

  return (
    <>
      <PageTitle
        title={t('engineers.title')}
        hint={t('engineers.hint')}
        extra={
          <>
            <ExportButton path="/dispatch/engineers/export" filter={{}} />
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
                {t('engineers.add')}
              </Button>
            )}
          </>
        }
      />
      <Input.Search
        allowClear
        placeholder={t('engineers.search')}
        aria-label={t('shared:act.search')}
        defaultValue={state.words ?? ''}
        onSearch={(next) => change({ words: next || undefined })}
        style={{ maxWidth: 280, marginBlockEnd: 12 }}
      />
      <Four query={engineers} isEmpty={(all) => all.length === 0} first={t('engineers.none')}>
        {(all) => (
          <Table
            rowKey="id"
            size="small"
            columns={columns}
            dataSource={all.filter(
              (one) =>
                !words ||
                one.name.toLowerCase().includes(words) ||
                one.skills.some((held) => skill(held.skill).toLowerCase().includes(words)),
            )}
            pagination={false}
            locale={{ emptyText: <Nothing filtered /> }}
          />
        )}
      </Four>
      <EngineerDrawer
        id={opened}
        engineer={engineers.data?.find((one) => one.id === opened)}
        mayEdit={mayEdit}
        onClose={() => show(undefined)}
      />
    </>
  )
}
