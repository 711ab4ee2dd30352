import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, PanelGrid, StatusTag } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { connectionText, type Mailbox, mailQueries } from './api'
import { MailboxDrawer } from './MailboxDrawer'
import { WordsDrawer } from './WordsDrawer'
import './mail.css'

/** The mailboxes that are read and written from, and whether that works. */
export function MailboxListPage() {
  const { t } = useTranslation('mail')
  const [{ open, words }, change] = useListState<{ open?: string; words?: string }>()
  const boxes = useQuery(mailQueries.boxes())
  const show = (id: string | undefined) => change({ open: id }, { keepPage: true })
  const speak = (id: string | undefined) => change({ words: id }, { keepPage: true })
  return (
    <>
      <PageTitle
        title={t('boxes.title')}
        hint={t('boxes.hint')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
            {t('boxes.add')}
          </Button>
        }
      />
      <Four query={boxes} isEmpty={(rows) => rows.length === 0} first={t('boxes.none')}>
        {(rows) => (
          <PanelGrid>
            {rows.map((box) => (
              <Card key={box.id} box={box} onOpen={() => show(box.id)} onWords={() => speak(box.id)} />
            ))}
          </PanelGrid>
        )}
      </Four>
      {boxes.data && <MailboxDrawer open={open} boxes={boxes.data} onClose={() => show(undefined)} />}
      <WordsDrawer box={boxes.data?.find(({ id }) => id === words)} onClose={() => speak(undefined)} />
    </>
  )
}

function Card({ box, onOpen, onWords }: { box: Mailbox; onOpen: () => void; onWords: () => void }) {
  const { t } = useTranslation('mail')
  const state = !box.active ? 'off' : box.failure ? 'failing' : box.seenAt ? 'works' : 'starting'
  return (
    <Panel
      title={box.name}
      extra={
        <>
          <Button size="small" onClick={onWords}>
            {t('words.title')}
          </Button>{' '}
          <Button size="small" onClick={onOpen}>
            {t('boxes.edit')}
          </Button>
        </>
      }
    >
      {box.active && box.failure && (
        <Alert
          type="error"
          showIcon
          style={{ marginBlockEnd: 12 }}
          title={t('boxes.failing', { count: box.failures })}
          description={connectionText(t, box.failure)}
        />
      )}
      <Facts
        facts={[
          { label: t('fields.address'), value: box.address },
          { label: t('boxes.branch'), value: box.branchName },
          {
            label: t('columns.state'),
            value: (
              <StatusTag tone={state === 'works' ? 'good' : state === 'failing' ? 'bad' : 'neutral'}>
                {t(`boxStates.${state}`)}
              </StatusTag>
            ),
          },
          { label: t('boxes.seen'), value: box.seenAt && <Time at={box.seenAt} relative /> },
          { label: t('boxes.reads'), value: `${box.imapHost}:${box.imapPort}` },
          { label: t('boxes.writes'), value: box.smtpHost ? `${box.smtpHost}:${box.smtpPort}` : t('boxes.writesNot') },
        ]}
      />
    </Panel>
  )
}
