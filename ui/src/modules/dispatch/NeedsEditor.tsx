import { EditOutlined, ToolOutlined } from '@ant-design/icons'
import { App, Button, Flex, Popover, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import type { Pieces } from './api'
import { EquipmentPicker } from './EquipmentPicker'
import { type Advice, useSetNeeds } from './planApi'
import { LANGUAGES, useEquipmentNames, useLanguageNames } from './useSkillNames'

/** What whoever is sent must speak and carry. */
export function NeedsEditor({ caseId, languages, equipment }: { caseId: string } & Pick<Advice, 'languages' | 'equipment'>) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const set = useSetNeeds(caseId)
  const [open, setOpen] = useState(false)
  const languageName = useLanguageNames()
  const itemName = useEquipmentNames()
  const pieces = Object.entries(equipment).map(([code, count]) => ({ equipment: code, pieces: count }))
  const save = (next: { languages: string[]; equipment: Pieces[] }) =>
    set.mutate(next, { onSuccess: () => setOpen(false), onError: (error) => message.error(problemText(error)) })
  return (
    <Flex gap={6} align="center" wrap className="advice-windows">
      <ToolOutlined /> {t('needs.title')}
      {languages.length === 0 && pieces.length === 0 && <span className="advice-no">{t('needs.none')}</span>}
      {languages.map((one) => (
        <Tag key={one}>{languageName(one)}</Tag>
      ))}
      {pieces.map((one) => (
        <Tag key={one.equipment}>
          {itemName(one.equipment)}
          {one.pieces > 1 && ` × ${one.pieces}`}
        </Tag>
      ))}
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        destroyOnHidden
        content={<Needs languages={languages} equipment={pieces} busy={set.isPending} onSave={save} />}
      >
        <Button size="small" type="text" icon={<EditOutlined />}>
          {t('needs.edit')}
        </Button>
      </Popover>
    </Flex>
  )
}

type NeedsProps = {
  languages: readonly string[]
  equipment: Pieces[]
  busy: boolean
  onSave: (next: { languages: string[]; equipment: Pieces[] }) => void
}

function Needs({ languages: asked, equipment: wanted, busy, onSave }: NeedsProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const languageName = useLanguageNames()
  const [languages, setLanguages] = useState([...asked])
  const [equipment, setEquipment] = useState(wanted)
  return (
    <Flex vertical gap="small" style={{ width: 300, maxWidth: '80vw' }}>
      <Select
        mode="multiple"
        value={languages}
        onChange={setLanguages}
        aria-label={t('kit.languages')}
        placeholder={t('kit.languages')}
        options={LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
      />
      <EquipmentPicker
        value={equipment}
        onChange={setEquipment}
        label={t('needs.equipment')}
        placeholder={t('needs.equipment')}
      />
      <Button type="primary" loading={busy} onClick={() => onSave({ languages, equipment })}>
        {t('shared:act.save')}
      </Button>
    </Flex>
  )
}
