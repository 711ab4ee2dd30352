import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, AutoComplete, Button, Drawer, Flex, Form, Input, InputNumber, Switch, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  ProblemAlert,
  RowList,
  StatusTag,
  showOnForm,
  WordsFilter,
} from '@/shared/desk'
import { Attachments } from '@/shared/documents/Attachments'
import { search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { assetQueries, type Product, type ProductBody, type ProductFilter, useSaveProduct } from './api'

/** `open`: the product whose drawer is open, or `new`. */
type State = ProductFilter & { open?: string }

const MANY = 1000

/** The catalogue of models, shared by all branches. */
export function ProductListPage() {
  const { t } = useTranslation(['assets', 'shared'])
  const [{ open, ...filter }, change] = useListState<State>()
  const products = useQuery(assetQueries.products(filter))
  const categories = useQuery(assetQueries.categories())
  const mayEdit = useMay('assets.edit')
  const rows = products.data?.rows ?? []
  const filtered = Boolean(filter.words || filter.category || filter.active)
  const show = (id: string | undefined) => change({ open: id } as Partial<State>, { keepPage: true })

  const name = (product: Product) =>
    mayEdit ? (
      <button type="button" className="link" onClick={() => show(product.id)}>
        {product.model}
      </button>
    ) : (
      <span>{product.model}</span>
    )
  const devices = (product: Product) =>
    product.devices > 0 ? (
      <Link to={`/devices${search({ product: product.id })}`}>{product.devices >= MANY ? `${MANY}+` : product.devices}</Link>
    ) : (
      0
    )

  const columns: NonNullable<TableProps<Product>['columns']> = [
    {
      title: t('columns.model'),
      key: 'model',
      width: 220,
      render: (_, product) => (
        <>
          {name(product)} {!product.active && <StatusTag>{t('products.inactive')}</StatusTag>}
        </>
      ),
    },
    { title: t('columns.maker'), dataIndex: 'maker', width: 160 },
    { title: t('columns.product'), dataIndex: 'name', width: 240 },
    { title: t('columns.category'), dataIndex: 'category', width: 130 },
    { title: t('products.months'), dataIndex: 'warrantyMonths', width: 120, render: (months) => t('months', { count: months }) },
    {
      title: t('columns.devices'),
      key: 'devices',
      width: 90,
      align: 'right',
      className: 'tabular',
      render: (_, product) => devices(product),
    },
  ]

  return (
    <>
      <PageTitle
        title={t('products.title')}
        hint={t('products.hint')}
        extra={
          <>
            <ExportButton
              path="/products/export"
              filter={{ words: filter.words, category: filter.category, active: filter.active }}
            />
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
                {t('products.new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.category, filter.active].filter(Boolean).length}
        first={<WordsFilter label={t('products.words')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <ChoiceFilter
          label={t('columns.category')}
          value={filter.category}
          options={(categories.data ?? []).map((category) => ({ value: category, label: category }))}
          onChange={(category) => change({ category })}
          width={140}
        />
        <ChoiceFilter
          label={t('columns.state')}
          value={filter.active}
          options={[
            { value: 'true', label: t('products.active') },
            { value: 'false', label: t('products.inactive') },
          ]}
          onChange={(active) => change({ active })}
        />
      </FilterBar>
      <RowList
        query={products}
        columns={columns}
        width={900}
        card={(product) => (
          <>
            <span className="spread">
              {name(product)}
              <small>{t('months', { count: product.warrantyMonths })}</small>
            </span>
            <span>{product.name}</span>
            <small>
              {[product.maker, product.category].filter(Boolean).join(' · ')} · {t('deviceCount', { count: product.devices })}
            </small>
          </>
        )}
        {...(mayEdit && {
          visit: (product: Product) => show(product.id),
          create: { label: t('products.new'), act: () => show('new') },
        })}
        filtered={filtered}
        first={t('products.first')}
        after={filter.after}
        next={products.data?.next}
        onMove={(after) => change({ after })}
      />
      <ProductDrawer id={open} known={rows.find((product) => product.id === open)} onClose={() => show(undefined)} />
    </>
  )
}

type ProductDrawerProps = { id: string | undefined; known: Product | undefined; onClose: () => void }

function ProductDrawer({ id, known, onClose }: ProductDrawerProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const isNew = id === 'new'
  const product = useQuery({
    ...assetQueries.product(id ?? ''),
    enabled: Boolean(id) && !isNew,
    ...(known && { initialData: known, initialDataUpdatedAt: 0 }),
  })
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={460}
      destroyOnHidden
      title={t(isNew ? 'products.new' : 'products.edit')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {isNew ? (
        <ProductForm onDone={onClose} />
      ) : product.isError ? (
        <ProblemAlert error={product.error} onRetry={() => product.refetch()} />
      ) : (
        product.data && (
          <>
            <ProductForm key={product.data.id} product={product.data} onDone={onClose} />
            <Attachments owner={{ kind: 'product', id: product.data.id }} topic="assets" />
          </>
        )
      )}
    </Drawer>
  )
}

type Values = Omit<ProductBody, 'version'>

function ProductForm({ product, onDone }: { product?: Product; onDone: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const categories = useQuery(assetQueries.categories())
  const save = useSaveProduct(product?.id)
  const required = [{ required: true, whitespace: true, message: t('shared:fields.required') }]
  const submit = (values: Values) =>
    save.mutate(
      {
        ...values,
        model: values.model.trim(),
        maker: (values.maker ?? '').trim(),
        category: (values.category ?? '').trim(),
        lifeMonths: values.lifeMonths ?? null,
        version: product?.version ?? 0,
      },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onDone()
        },
        onError: (error) => {
          showOnForm(form, error)
        },
      },
    )
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={submit}
      disabled={save.isPending}
      initialValues={product ?? { maker: '', category: '', warrantyMonths: 12, active: true }}
    >
      <Form.Item name="model" label={t('columns.model')} rules={required}>
        <Input maxLength={100} autoFocus={!product} />
      </Form.Item>
      <Form.Item name="name" label={t('columns.product')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 180px' }} name="maker" label={t('columns.maker')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 180px' }} name="category" label={t('columns.category')}>
          <AutoComplete
            maxLength={60}
            options={(categories.data ?? []).map((category) => ({ value: category }))}
            showSearch={{ filterOption: true }}
          />
        </Form.Item>
      </Flex>
      <Form.Item
        name="warrantyMonths"
        label={t('products.months')}
        extra={t('products.monthsHint')}
        rules={[{ required: true, message: t('shared:fields.required') }]}
      >
        <InputNumber min={0} max={600} precision={0} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="lifeMonths" label={t('products.life')} extra={t('products.lifeHint')}>
        <InputNumber min={1} max={1200} precision={0} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="active" label={t('products.usable')} valuePropName="checked" extra={t('products.usableHint')}>
        <Switch />
      </Form.Item>
      {save.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(save.error)} />
      )}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
