import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type NamedRegion, RegionsSelect } from '@/shared/RegionsSelect'
import { dispatchQueries, type Kit, type Pieces, useSetKit } from './api'
import { EquipmentPicker } from './EquipmentPicker'
import { LANGUAGES, useLanguageNames } from './useSkillNames'

type Values = { languages: string[]; areas: NamedRegion[]; lng?: number | null; lat?: number | null; carries: Pieces[] }

/** What an engineer speaks, where he works and lives, and what is on his van. */
export function EngineerKit({ engineer }: { engineer: string }) {
  const { t } = useTranslation('dispatch')
  const kit = useQuery(dispatchQueries.kit(engineer))
  return (
    <section className="certificates" aria-label={t('kit.title')}>
      <h3>{t('kit.title')}</h3>
      <Four query={kit}>{(found) => <KitForm engineer={engineer} kit={found} />}</Four>
    </section>
  )
}

function KitForm({ engineer, kit }: { engineer: string; kit: Kit }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const languageName = useLanguageNames()
  const set = useSetKit(engineer)
  const save = ({ languages, areas, lng, lat, carries }: Values) =>
    set.mutate(
      {
        languages,
        carries,
        areas: areas.map((one) => one.value),
        home: lng == null || lat == null ? null : { lng, lat },
      },
      {
        onSuccess: () => message.success(t('engineers.saved')),
        onError: (error) => message.error(problemText(error)),
      },
    )
  const both = {
    validator: () => {
      const { lng, lat } = form.getFieldsValue()
      return (lng == null) === (lat == null) ? Promise.resolve() : Promise.reject(new Error(t('kit.homeHalf')))
    },
  }
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={set.isPending}
      onFinish={save}
      initialValues={{
        languages: kit.languages,
        areas: kit.areas.map((area) => ({ value: area.code, label: area.name })),
        lng: kit.home?.lng,
        lat: kit.home?.lat,
        carries: kit.carries,
      }}
    >
      <Form.Item name="languages" label={t('kit.languages')}>
        <Select mode="multiple" options={LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))} />
      </Form.Item>
      <Form.Item name="areas" label={t('kit.areas')} extra={t('kit.areasHint')}>
        <RegionsSelect label={t('kit.areas')} placeholder={t('kit.areasAll')} />
      </Form.Item>
      <Form.Item label={t('kit.home')} extra={t('kit.homeHint')} style={{ marginBlockEnd: 24 }}>
        <Flex gap="small">
          <Form.Item name="lng" noStyle>
            <InputNumber
              style={{ flex: 1 }}
              min={-180}
              max={180}
              step={0.0001}
              placeholder="120.1551"
              aria-label={t('kit.lng')}
              prefix={t('kit.lng')}
            />
          </Form.Item>
          <Form.Item name="lat" noStyle dependencies={['lng']} rules={[both]}>
            <InputNumber
              style={{ flex: 1 }}
              min={-90}
              max={90}
              step={0.0001}
              placeholder="30.2741"
              aria-label={t('kit.lat')}
              prefix={t('kit.lat')}
            />
          </Form.Item>
        </Flex>
      </Form.Item>
      <Form.Item name="carries" label={t('kit.carries')} extra={t('kit.carriesHint')}>
        <EquipmentPicker label={t('kit.carries')} placeholder={t('kit.nothing')} />
      </Form.Item>
      <Button htmlType="submit" loading={set.isPending}>
        {t('shared:act.save')}
      </Button>
    </Form>
  )
}
