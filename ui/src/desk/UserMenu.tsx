import { BellOutlined, BgColorsOutlined, GlobalOutlined, KeyOutlined, LogoutOutlined, MobileOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Avatar, Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Items, useLanguageItems, useThemeItems } from '@/shared/desk/switches'
import { saveLanguage, useSession, useSignOut } from '@/shared/session'

/** Who is signed in, and what concerns only them. On a phone it also holds language and theme. */
export function UserMenu({ wide }: { wide: boolean }) {
  const { t } = useTranslation('shared')
  const { user, roles } = useSession()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const languages = useLanguageItems(saveLanguage)
  const themes = useThemeItems()

  const items: Items = [
    {
      key: 'who',
      type: 'group',
      label: (
        <>
          <div style={{ color: 'var(--text)', fontSize: 14 }}>{user.name}</div>
          <div>{[...new Set(roles.map((held) => t(`roles.${held.role}`, { defaultValue: held.role })))].join(' · ')}</div>
        </>
      ),
    },
    { type: 'divider' },
    ...(roles.some((held) => held.role === 'ENGINEER')
      ? [{ key: 'field', icon: <MobileOutlined />, label: t('nav.field'), onClick: () => window.location.assign('/field') }]
      : []),
    {
      key: 'told',
      icon: <BellOutlined />,
      label: t('nav.told'),
      onClick: () => navigate({ to: '/notices/preference' as never }),
    },
    { key: 'password', icon: <KeyOutlined />, label: t('password.change'), onClick: () => navigate({ to: '/password' }) },
    ...(wide
      ? []
      : [
          { key: 'language', icon: <GlobalOutlined />, label: t('language'), children: languages },
          { key: 'theme', icon: <BgColorsOutlined />, label: t('theme.label'), children: themes },
        ]),
    { type: 'divider' },
    { key: 'out', icon: <LogoutOutlined />, label: t('act.signOut'), onClick: () => signOut.mutate() },
  ]

  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" aria-label={t('userMenu', { name: user.name })} style={{ paddingInline: 6 }}>
        <Avatar size={26} style={{ background: 'var(--primary-soft)', color: 'var(--link)', fontSize: 13, fontWeight: 600 }}>
          {initial(user.name)}
        </Avatar>
        {wide && <span>{user.name}</span>}
      </Button>
    </Dropdown>
  )
}

const initial = (name: string) => [...name.trim()][0]?.toUpperCase() ?? '?'
