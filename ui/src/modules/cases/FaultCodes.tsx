import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Input, Modal, Popconfirm, Segmented, Switch, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { Four, Nothing, ProblemAlert, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import type { FaultCode } from './api'
import { type CodeChange, changeCode, DIMENSIONS, type Dimension, type Names, useCatalogueChange } from './catalogue'
import { NamesInput } from './NamesInput'
import { named } from './words'

type FaultCodesProps = {
  mayEdit: boolean
  dimension: string | undefined
  onDimension: (dimension: Dimension) => void
}

type Line = FaultCode & { children?: Line[] }
type Asking = { act: 'add'; parent: FaultCode | null } | { act: 'rename'; code: FaultCode }

/** The trees in which faults are described: what is seen, on which part, why, and by whose doing. */
export function FaultCodes({ mayEdit, dimension: asked, onDimension }: FaultCodesProps) {
  const { t } = useTranslation('cases')
  const dimension = DIMENSIONS.find((one) => one === asked) ?? 'SYMPTOM'
  const codes = useQuery(catalogueQueries.codes())
  const [words, setWords] = useState('')
  const [retired, setRetired] = useState(false)
  const [asking, setAsking] = useState<Asking>()
  return (
    <>
      <Flex gap="small" wrap align="center" className="catalogue-kinds">
        <Segmented
          value={dimension}
          options={DIMENSIONS.map((one) => ({ value: one, label: t(`codes.${one}`) }))}
          onChange={(one) => onDimension(one as Dimension)}
        />
        <Input.Search
          allowClear
          style={{ width: 220 }}
          placeholder={t('catalogue.findCode')}
          aria-label={t('catalogue.findCode')}
          onChange={(event) => setWords(event.target.value.trim().toLowerCase())}
        />
        <span className="catalogue-inline">
          <Switch size="small" checked={retired} onChange={setRetired} aria-label={t('catalogue.showRetired')} />
          {t('catalogue.showRetired')}
        </span>
        {mayEdit && (
          <Button
            icon={<PlusOutlined />}
            style={{ marginInlineStart: 'auto' }}
            onClick={() => setAsking({ act: 'add', parent: null })}
          >
            {t('catalogue.addCode')}
          </Button>
        )}
      </Flex>
      <Four query={codes}>
        {(all) => (
          <Tree
            key={dimension}
            lines={linesOf(all, dimension, words, retired)}
            filtered={words !== ''}
            mayEdit={mayEdit}
            onAsk={setAsking}
          />
        )}
      </Four>
      {asking && <AskName asking={asking} dimension={dimension} onClose={() => setAsking(undefined)} />}
    </>
  )
}

/** The tree, narrowed to what is looked for and what leads to it. */
function linesOf(
  codes: FaultCode[],
  dimension: Dimension,
  words: string,
  retired: boolean,
  parent: string | null = null,
): Line[] {
  return codes
    .filter((code) => code.dimension === dimension && (code.parent ?? null) === parent && (retired || code.active))
    .flatMap((code) => {
      const hit = !words || `${Object.values(code.name).join('\n')}\n${code.code}`.toLowerCase().includes(words)
      const children = linesOf(codes, dimension, hit ? '' : words, retired, code.code)
      return hit || children.length > 0 ? [{ ...code, ...(children.length > 0 && { children }) }] : []
    })
}

type TreeProps = { lines: Line[]; filtered: boolean; mayEdit: boolean; onAsk: (asking: Asking) => void }

function Tree({ lines, filtered, mayEdit, onAsk }: TreeProps) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const change = useCatalogueChange(changeCode)
  const act = (one: CodeChange) => change.mutateAsync(one).catch((error) => message.error(problemText(error)))
  const columns: TableProps<Line>['columns'] = [
    {
      title: t('catalogue.name'),
      key: 'name',
      render: (_, code) => (
        <>
          {named(code.name)} {!code.active && <StatusTag>{t('catalogue.retired')}</StatusTag>}
        </>
      ),
    },
    { title: t('catalogue.code'), dataIndex: 'code', width: 220, render: (code) => <code>{code}</code> },
  ]
  if (mayEdit) {
    columns.push({
      title: '',
      key: 'acts',
      width: 230,
      render: (_, code) =>
        code.active ? (
          <Flex gap={4}>
            <Button size="small" type="text" onClick={() => onAsk({ act: 'add', parent: code })}>
              {t('catalogue.addBelow')}
            </Button>
            <Button size="small" type="text" onClick={() => onAsk({ act: 'rename', code })}>
              {t('catalogue.rename')}
            </Button>
            <Popconfirm
              title={t('catalogue.retireAsk', { name: named(code.name) })}
              description={t('catalogue.retireHint')}
              okText={t('catalogue.retire')}
              cancelText={t('cancel')}
              onConfirm={() => act({ act: 'retire', code: code.code })}
            >
              <Button size="small" type="text">
                {t('catalogue.retire')}
              </Button>
            </Popconfirm>
          </Flex>
        ) : (
          <Button size="small" type="text" onClick={() => act({ act: 'restore', code: code.code })}>
            {t('catalogue.restore')}
          </Button>
        ),
    })
  }
  return (
    <Table
      key={String(filtered)}
      size="small"
      rowKey="code"
      columns={columns}
      dataSource={lines}
      pagination={false}
      scroll={{ x: 560 }}
      expandable={{ defaultExpandAllRows: true }}
      locale={{ emptyText: <Nothing filtered={filtered} first={t('catalogue.noCodes')} /> }}
    />
  )
}

function AskName({ asking, dimension, onClose }: { asking: Asking; dimension: Dimension; onClose: () => void }) {
  const { t } = useTranslation(['cases', 'shared'])
  const change = useCatalogueChange(changeCode)
  const [name, setName] = useState<Names>(asking.act === 'rename' ? asking.code.name : {})
  const save = () =>
    change.mutate(
      asking.act === 'rename'
        ? { act: 'rename', code: asking.code.code, name }
        : { act: 'add', dimension, parent: asking.parent?.code ?? null, name },
      { onSuccess: onClose },
    )
  const title =
    asking.act === 'rename'
      ? t('catalogue.renameTitle', { name: named(asking.code.name) })
      : asking.parent
        ? t('catalogue.addBelowTitle', { name: named(asking.parent.name) })
        : t('catalogue.addCode')
  return (
    <Modal
      open
      title={title}
      okText={t('shared:act.save')}
      okButtonProps={{ disabled: !name['zh-CN']?.trim() }}
      confirmLoading={change.isPending}
      onOk={save}
      onCancel={onClose}
    >
      <Flex vertical gap="small">
        <NamesInput autoFocus label={t('catalogue.name')} value={name} onChange={setName} />
        {change.isError && <ProblemAlert error={change.error} />}
      </Flex>
    </Modal>
  )
}
