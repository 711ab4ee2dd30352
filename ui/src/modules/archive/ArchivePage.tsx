import { FileExcelOutlined, FilePdfOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Checkbox, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterBar, Four, PageTitle, Panel, SubjectLink, useKeys, WordsFilter } from '@/shared/desk'
import { search } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { type Archive, archiveQueries, type PaperFilter } from './api'
import { FileDialog } from './FileDialog'
import { SectionBar } from './Fullness'
import { PaperDrawer } from './PaperDrawer'
import { PaperList } from './PaperList'
import { PlanTree, placeOf } from './PlanTree'

/** The papers of one project, in the order of the plan. */
export function ArchivePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const archive = useQuery(archiveQueries.one(id))
  return <Four query={archive}>{(data) => <Loaded archive={data} />}</Four>
}

function Loaded({ archive }: { archive: Archive }) {
  const { t } = useTranslation(['archive', 'shared'])
  const [filter, change] = useListState<PaperFilter>()
  const [filing, setFiling] = useState(false)
  const papers = useQuery(archiveQueries.papers(archive.id, filter))
  const missing = archive.required - archive.present
  const opened = papers.data?.rows.find((row) => row.id === filter.paper)
  const choose = (at: string | undefined) => change({ at } as PaperFilter)
  useKeys({ n: () => archive.mayFile && setFiling(true) })
  const link = (format: string) => `/api/archives/${archive.id}/index${search({ format, language: i18n.language })}`
  return (
    <>
      <PageTitle
        title={t('of', { name: archive.name })}
        tab={`${t('title')} ${archive.number}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{archive.number}</span>
            <span>{archive.customerName}</span>
            <span>{archive.branchName}</span>
            <span>{t('openedOn', { date: formatTime(archive.openedAt, 'date') })}</span>
            <SubjectLink kind="project" id={archive.id}>
              {t('toProject')}
            </SubjectLink>
          </span>
        }
        extra={
          <>
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  {
                    key: 'pdf',
                    icon: <FilePdfOutlined />,
                    label: (
                      <a href={link('PDF')} target="_blank" rel="noreferrer">
                        {t('index.pdf')}
                      </a>
                    ),
                  },
                  { key: 'xlsx', icon: <FileExcelOutlined />, label: <a href={link('XLSX')}>{t('index.xlsx')}</a> },
                ],
              }}
            >
              <Button>{t('index.title')}</Button>
            </Dropdown>
            {archive.mayFile && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setFiling(true)}>
                {t('file.title')}
              </Button>
            )}
          </>
        }
      />
      <Panel
        title={
          missing === 0 ? t('wholeOf', { count: archive.required }) : t('lackingOf', { count: missing, all: archive.required })
        }
        extra={<span className="faint tabular">{t('papersOf', { count: archive.papers })}</span>}
      >
        <SectionBar sections={archive.sections} at={filter.at} onChoose={choose} />
      </Panel>
      <div className="archive">
        <PlanTree archive={archive} at={filter.at} onChoose={choose} />
        <div className="archive-papers">
          <FilterBar
            set={filter.important ? 1 : 0}
            first={
              <WordsFilter
                label={t('paperWords')}
                value={filter.words}
                onChange={(words) => change({ words } as PaperFilter)}
                width={240}
              />
            }
          >
            <Checkbox
              style={{ alignSelf: 'center' }}
              checked={filter.important === 'true'}
              onChange={(event) => change({ important: event.target.checked ? 'true' : undefined } as PaperFilter)}
            >
              {t('importantOnly')}
            </Checkbox>
          </FilterBar>
          <h2 className="archive-place">{placeOf(archive.sections, filter.at, t)}</h2>
          <PaperList
            archive={archive}
            filter={filter}
            query={papers}
            onOpen={(paper) => change({ paper } as PaperFilter, { keepPage: true })}
            onMove={(after) => change({ after } as PaperFilter)}
            onFile={archive.mayFile ? () => setFiling(true) : undefined}
          />
        </div>
      </div>
      {filing && <FileDialog archive={archive} at={filter.at} onClose={() => setFiling(false)} />}
      {opened && (
        <PaperDrawer
          key={`${opened.id}-${opened.version}`}
          archive={archive}
          paper={opened}
          onClose={() => change({ paper: undefined } as unknown as PaperFilter, { keepPage: true })}
        />
      )}
    </>
  )
}
