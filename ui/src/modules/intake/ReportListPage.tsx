import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Flex, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportButton, Facts, Four, KeysetPager, PageTitle, Panel, StatusTag, showOnForm } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { intakeQueries, type Report } from './api'
import { draftOf } from './draft'
import { useFailureText } from './words'
import './intake.css'

/** What was received and became no case: nothing is lost, somebody looks at each. */
export function ReportListPage() {
  const { t } = useTranslation('intake')
  const [{ after }, change] = useListState<{ after?: string }>()
  const reports = useQuery(intakeQueries.reports(after))
  const [aside, setAside] = useState<Report>()
  return (
    <>
      <PageTitle
        title={t('reports.title')}
        hint={t('reports.hint')}
        extra={<ExportButton path="/intake/reports/export" filter={{}} />}
      />
      <Four query={reports} isEmpty={(data) => data.rows.length === 0} first={t('reports.empty')}>
        {(data) => (
          <div className="reports">
            {data.rows.map((report) => (
              <ReportCard key={report.id} report={report} onAside={() => setAside(report)} />
            ))}
          </div>
        )}
      </Four>
      <KeysetPager after={after} next={reports.data?.next} onMove={(next) => change({ after: next } as { after?: string })} />
      {aside && <SetAside report={aside} onClose={() => setAside(undefined)} />}
    </>
  )
}

function ReportCard({ report, onAside }: { report: Report; onAside: () => void }) {
  const { t } = useTranslation(['intake', 'cases'])
  const failure = useFailureText()
  const { draft } = draftOf(report)
  const readable = draft.description !== report.text.slice(0, 10_000)
  const [raw, setRaw] = useState(!readable)
  return (
    <Panel
      title={
        <Flex gap="small" align="center" wrap>
          <StatusTag tone="warn">{failure(report.failure)}</StatusTag>
          <span className="report-meta">
            {t(`cases:channels.${report.channel}`)} · <Time at={report.receivedAt} style="full" />
            {report.address && <span className="tabular"> · {report.address}</span>}
          </span>
        </Flex>
      }
      extra={
        <Flex gap="small">
          <Link to="/cases/new" search={{ report: report.id } as never}>
            <Button type="primary" size="small">
              {t('reports.open')}
            </Button>
          </Link>
          <Button size="small" onClick={onAside}>
            {t('reports.aside')}
          </Button>
        </Flex>
      }
    >
      {readable && (
        <Facts
          facts={[
            { label: t('new.words'), value: draft.description },
            {
              label: t('cases:contact'),
              value: [draft.party?.contactName, draft.party?.contactPhone, draft.party?.contactEmail].filter(Boolean).join(' '),
            },
            { label: t('new.unit'), value: [draft.company, draft.place].filter(Boolean).join(' · ') },
          ]}
        />
      )}
      {readable && (
        <button type="button" className="link" aria-expanded={raw} onClick={() => setRaw(!raw)}>
          {t(raw ? 'reports.hideRaw' : 'reports.showRaw')}
        </button>
      )}
      {raw && <pre className="raw">{report.text || t('reports.nothing')}</pre>}
    </Panel>
  )
}

function SetAside({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useTranslation('intake')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ reason: string }>()
  const set = useMutation({
    mutationFn: (reason: string) => http(`/intake/reports/${report.id}/set-aside`, { method: 'POST', json: { reason } }),
    onSuccess: () => {
      message.success(t('reports.asideDone'))
      queries.invalidateQueries({ queryKey: ['intake'] })
      onClose()
    },
    onError: (error) => {
      if (!showOnForm(form, error)) message.error(problemText(error))
    },
  })
  return (
    <Modal
      open
      title={t('reports.asideTitle')}
      okText={t('reports.aside')}
      okButtonProps={{ danger: true }}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={({ reason }) => set.mutate(reason.trim())}>
        <Form.Item
          name="reason"
          label={t('reports.asideReason')}
          extra={t('reports.asideHint')}
          rules={[{ required: true, whitespace: true, message: t('reports.asideReason') }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
