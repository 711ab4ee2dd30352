import { DownloadOutlined, ExperimentOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Popover, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, PageTitle } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { RemoteDialog } from './RemoteDialog'
import { RuleDrawer } from './RuleDrawer'
import { ImportDialog, TemplatesDrawer } from './RuleSets'
import { RuleTable } from './RuleTable'
import { TrialDrawer } from './RuleTrial'
import { ruleQueries } from './rules'
import { useRuleWords } from './useRuleWords'
import './rules.css'

/** `open`: the rule whose drawer is open, `new`, `trial`, `templates` or `import`. */
type State = { code?: string; retired?: string; open?: string; own?: string }

/** Every rule by the promise it gives, the most specific first: the first that fits is the one that holds. */
export function RuleListPage() {
  const { t } = useTranslation(['promises', 'shared'])
  const [{ code, retired, own, open }, change] = useListState<State>()
  const rules = useQuery(ruleQueries.list(retired === 'yes'))
  const may = useMay('promises.edit-rules')
  const words = useRuleWords()
  const show = (next: string | undefined) => change({ open: next })
  // Rules of one contract alone come from its letter; they are many, and shown when somebody asks.
  const ofContracts = rules.data?.some(({ rule }) => rule.match.agreed) ?? false
  const listed = rules.data?.filter(({ rule }) => own === 'yes' || !rule.match.agreed)
  const codes = [...new Set(listed?.map(({ rule }) => rule.code) ?? [])]
  const shown = code ? codes.filter((one) => one === code) : codes

  return (
    <>
      <PageTitle
        title={t('rules.title')}
        hint={t('rules.hint')}
        extra={
          <Space wrap>
            {may && (
              <Button icon={<ExperimentOutlined />} onClick={() => show('trial')}>
                {t('rules.try')}
              </Button>
            )}
            {may && <Button onClick={() => show('templates')}>{t('rules.templates')}</Button>}
            {may && <Button onClick={() => show('remote')}>{t('rules.remote')}</Button>}
            <Button icon={<DownloadOutlined />} href="/api/promises/rules/file">
              {t('rules.export')}
            </Button>
            {may && (
              <Button icon={<UploadOutlined />} onClick={() => show('import')}>
                {t('rules.import')}
              </Button>
            )}
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
                {t('rules.new')}
              </Button>
            )}
          </Space>
        }
      />
      <Flex gap="middle" align="center" wrap style={{ marginBlockEnd: 12 }}>
        <Select
          style={{ minWidth: 200 }}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('rules.anyPromise')}
          aria-label={t('rules.promise')}
          value={code}
          options={codes.map((one) => ({ value: one, label: words.promise(one) }))}
          onChange={(next) => change({ code: next })}
        />
        <Checkbox checked={retired === 'yes'} onChange={(event) => change({ retired: event.target.checked ? 'yes' : undefined })}>
          {t('rules.showRetired')}
        </Checkbox>
        {ofContracts && (
          <Checkbox checked={own === 'yes'} onChange={(event) => change({ own: event.target.checked ? 'yes' : undefined })}>
            {t('rules.showOwn')}
          </Checkbox>
        )}
        <Popover content={<p className="rule-order">{t('rules.orderText')}</p>} trigger="click">
          <Button type="link" size="small">
            {t('rules.order')}
          </Button>
        </Popover>
      </Flex>
      <Four
        query={rules}
        isEmpty={() => shown.length === 0}
        filtered={Boolean(code)}
        first={<Nothing first={t('rules.first')} />}
      >
        {() => (
          <Flex vertical gap="middle">
            {shown.map((one) => (
              <RuleTable key={one} code={one} rules={(listed ?? []).filter(({ rule }) => rule.code === one)} onShow={show} />
            ))}
          </Flex>
        )}
      </Four>
      <RuleDrawer
        open={open}
        rule={rules.data?.find(({ rule, current }) => current && rule.key === open)}
        codes={codes}
        editable={may}
        onClose={() => show(undefined)}
      />
      <TrialDrawer open={open === 'trial'} onClose={() => show(undefined)} />
      <TemplatesDrawer open={open === 'templates'} onClose={() => show(undefined)} />
      <RemoteDialog open={open === 'remote'} onClose={() => show(undefined)} />
      <ImportDialog open={open === 'import'} onClose={() => show(undefined)} />
    </>
  )
}
