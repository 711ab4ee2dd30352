import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { api, got } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { useMay } from '@/shared/session'

/**
 * What a contract of this level is promised: the rules that match it. Where there are none, a contract promises nothing that
 * others do not get, and that is said; a set of rules that is shipped for the level can be switched on here.
 */
export function LevelPromises({ level }: { level: string }) {
  const { t } = useTranslation('contracts')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const words = usePromiseWords()
  const may = useMay()
  const rules = useQuery({
    queryKey: ['promises', 'rules', 'list', false],
    queryFn: ({ signal }) => got(api.GET('/api/promises/rules', { params: { query: { retired: false } }, signal })),
    enabled: may('promises.read'),
  })
  const templates = useQuery({
    queryKey: ['promises', 'rules', 'templates'],
    queryFn: ({ signal }) => got(api.GET('/api/promises/rules/templates', { signal })),
    enabled: may('promises.edit-rules'),
    retry: false,
  })
  const template = templates.data?.find(({ code }) => code === `level-${level}`)
  const switchOn = useMutation({
    mutationFn: (code: string) => got(api.POST('/api/promises/rules/templates/{code}', { params: { path: { code } } })),
    onSuccess: () => {
      message.success(t('level.switchedOn'))
      return queries.invalidateQueries({ queryKey: ['promises'] })
    },
    onError: (error) => {
      message.error(problemText(error))
    },
  })
  if (!may('promises.read')) return null
  if (rules.isError) return <ProblemAlert error={rules.error} onRetry={() => rules.refetch()} />
  if (rules.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  const matching = rules.data.filter(({ rule }) => rule.match.contract === level)
  if (matching.length === 0) {
    return (
      <div className="contract-unwatched">
        <p>{t('level.unwatched')}</p>
        {template ? (
          <>
            <p className="faint">{template.about}</p>
            <Button size="small" loading={switchOn.isPending} onClick={() => switchOn.mutate(template.code)}>
              {t('level.switchOn', { name: template.name })}
            </Button>
          </>
        ) : (
          may('promises.edit-rules') && <Link to="/promises/rules?open=new">{t('level.writeRule')}</Link>
        )}
      </div>
    )
  }
  return (
    <ul className="lines">
      {matching.map(({ rule }) => (
        <li key={rule.key}>
          <span>{words.promise(rule.code)}</span>
          <Link to={`/promises/rules?code=${encodeURIComponent(rule.code)}&open=${encodeURIComponent(rule.key ?? '')}`}>
            {rule.name || rule.key}
          </Link>
        </li>
      ))}
    </ul>
  )
}
