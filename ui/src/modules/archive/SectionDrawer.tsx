import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, App, Button, Checkbox, Drawer, Flex, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { type Plan, type PlanKind, type PlanSection, usePlanChange } from './api'

type Values = { name: string; kinds: PlanKind[] }

/** One section of the plan: its kinds by name, order, and what is asked of them. What papers use can only go out of use. */
export function SectionDrawer({ plan, section, onClose }: { plan: Plan; section: PlanSection; onClose: () => void }) {
  const { t } = useTranslation(['archive', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const change = usePlanChange()
  const of = plan.sections.filter(({ klass }) => klass === section.klass)
  const place = of.findIndex(({ code }) => code === section.code)

  const send = (sections: PlanSection[]) =>
    change.mutate(
      { sections, version: plan.version },
      {
        onSuccess: () => {
          message.success(t('plan.saved'))
          onClose()
        },
      },
    )
  const submit = ({ name, kinds }: Values) => {
    const after = {
      ...section,
      name,
      kinds: kinds.map((kind) => ({ ...kind, code: kind.code ?? null, years: kind.years ?? null })),
    }
    send(section.code ? plan.sections.map((one) => (one.code === section.code ? after : one)) : [...plan.sections, after])
  }
  const moveSection = (by: number) => {
    const order = [...of]
    order.splice(place + by, 0, ...order.splice(place, 1))
    send([
      ...plan.sections.filter(({ klass }) => klass < section.klass),
      ...order,
      ...plan.sections.filter(({ klass }) => klass > section.klass),
    ])
  }
  return (
    <Drawer
      open
      size={760}
      title={section.code ? `${section.code} ${section.name}` : t('plan.addSection')}
      onClose={onClose}
      extra={
        section.code && (
          <Flex gap="small">
            <Button
              icon={<ArrowUpOutlined />}
              disabled={place <= 0 || change.isPending}
              aria-label={t('plan.sectionUp')}
              onClick={() => moveSection(-1)}
            />
            <Button
              icon={<ArrowDownOutlined />}
              disabled={place >= of.length - 1 || change.isPending}
              aria-label={t('plan.sectionDown')}
              onClick={() => moveSection(1)}
            />
          </Flex>
        )
      }
      footer={
        <Flex justify="end" gap="small">
          <Button onClick={onClose}>{t('shared:act.cancel')}</Button>
          <Button type="primary" loading={change.isPending} onClick={form.submit}>
            {t('shared:act.save')}
          </Button>
        </Flex>
      }
    >
      <Form form={form} layout="vertical" initialValues={{ name: section.name, kinds: section.kinds }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('plan.sectionName')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <p className="faint">{t('plan.editHint')}</p>
        <Form.List name="kinds">
          {(fields, { add, remove, move }) => (
            <>
              {fields.map((field, n) => {
                const code = form.getFieldValue(['kinds', field.name, 'code']) as string | null
                return (
                  <div key={field.key} className="plan-edit">
                    <span className="tabular faint">{code ?? t('plan.new')}</span>
                    <Form.Item
                      name={[field.name, 'name']}
                      rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
                    >
                      <Input maxLength={60} aria-label={t('columns.kind')} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'years']}>
                      <InputNumber
                        min={1}
                        max={100}
                        precision={0}
                        placeholder={t('forGood')}
                        aria-label={t('plan.yearsKept')}
                        suffix={t('plan.year')}
                        style={{ width: '100%' }}
                      />
                    </Form.Item>
                    <span className="plan-checks">
                      <Form.Item name={[field.name, 'required']} valuePropName="checked">
                        <Checkbox>{t('plan.required')}</Checkbox>
                      </Form.Item>
                      <Form.Item name={[field.name, 'important']} valuePropName="checked">
                        <Checkbox>{t('important')}</Checkbox>
                      </Form.Item>
                      <Form.Item name={[field.name, 'active']} valuePropName="checked">
                        <Checkbox>{t('plan.inUse')}</Checkbox>
                      </Form.Item>
                    </span>
                    <span className="plan-moves">
                      <Button
                        type="text"
                        icon={<ArrowUpOutlined />}
                        disabled={n === 0}
                        aria-label={t('plan.up')}
                        onClick={() => move(n, n - 1)}
                      />
                      <Button
                        type="text"
                        icon={<ArrowDownOutlined />}
                        disabled={n === fields.length - 1}
                        aria-label={t('plan.down')}
                        onClick={() => move(n, n + 1)}
                      />
                      {!code && (
                        <Button
                          type="text"
                          icon={<DeleteOutlined />}
                          aria-label={t('shared:act.remove')}
                          onClick={() => remove(field.name)}
                        />
                      )}
                    </span>
                  </div>
                )
              })}
              <Button
                icon={<PlusOutlined />}
                disabled={fields.length >= 99}
                onClick={() => add({ code: null, name: '', required: false, important: false, years: 10, active: true })}
              >
                {t('plan.addKind')}
              </Button>
            </>
          )}
        </Form.List>
        {change.isError && (
          <Alert type="error" showIcon role="alert" style={{ marginBlockStart: 16 }} title={problemText(change.error)} />
        )}
      </Form>
    </Drawer>
  )
}
