import { MenuFoldOutlined, MenuOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { Button, Drawer, Grid, Layout, Menu, type MenuProps } from 'antd'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DemoBanner } from '@/shared/DemoBanner'
import { MENU_GROUPS } from '@/shared/desk/menu'
import { LanguageSwitch, ThemeSwitch } from '@/shared/desk/switches'
import { chooseLanguage, hasChosenLanguage } from '@/shared/i18n'
import { useLive } from '@/shared/live'
import { Mark } from '@/shared/Mark'
import { saveLanguage, useMay, useSession } from '@/shared/session'
import { setZone } from '@/shared/time'
import { entryOf, menuFor } from './menu'
import { PageLoading } from './PageLoading'
import { Palette } from './Palette'
import { SignInAgain } from './SignInAgain'
import { TOP_BAR } from './topBar'
import { UserMenu } from './UserMenu'
import './shell.css'

const FOLDED = 'aftercare.nav-folded'

/** What surrounds every page of the office: navigation, search, notices, who is signed in. */
export function DeskShell() {
  const { t } = useTranslation('shared')
  const session = useSession()
  const wide = Grid.useBreakpoint().md !== false
  const [folded, setFolded] = useState(() => localStorage.getItem(FOLDED) === 'yes')
  const [drawer, setDrawer] = useState(false)
  const { pathname } = useLocation()
  useLive()

  setZone(session.branches[0]?.zone)
  useEffect(() => {
    if (session.user.locale && !hasChosenLanguage()) chooseLanguage(session.user.locale, false)
  }, [session.user.locale])
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move to another page closes the drawer
  useEffect(() => setDrawer(false), [pathname])

  const fold = () => {
    localStorage.setItem(FOLDED, folded ? 'no' : 'yes')
    setFolded(!folded)
  }

  return (
    <div className="desk">
      <a className="skip" href="#page">
        {t('skip')}
      </a>
      <DemoBanner />
      <SignInAgain />
      <div className="desk-frame">
        {wide ? (
          <nav className="desk-nav" data-folded={folded} aria-label={t('nav.label')}>
            <Brand folded={folded} />
            <Navigation folded={folded} />
            <Button
              className="desk-fold"
              type="text"
              size="small"
              icon={folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
              aria-label={t(folded ? 'nav.unfold' : 'nav.fold')}
              onClick={fold}
            />
          </nav>
        ) : (
          <Drawer
            className="desk-drawer"
            placement="left"
            size={264}
            open={drawer}
            onClose={() => setDrawer(false)}
            closable={false}
            styles={{ body: { padding: 0 } }}
          >
            <Brand folded={false} />
            <Navigation folded={false} />
          </Drawer>
        )}
        <Layout className="desk-main">
          <header className="desk-top">
            {!wide && <Button type="text" icon={<MenuOutlined />} aria-label={t('nav.open')} onClick={() => setDrawer(true)} />}
            <Palette wide={wide} />
            <div className="desk-top-end">
              {TOP_BAR.map((Slot) => (
                <Slot key={Slot.name} />
              ))}
              {wide && <LanguageSwitch onChosen={saveLanguage} />}
              {wide && <ThemeSwitch />}
              <UserMenu wide={wide} />
            </div>
          </header>
          <main id="page" className="desk-page" tabIndex={-1}>
            <Suspense fallback={<PageLoading />}>
              <Outlet />
            </Suspense>
          </main>
        </Layout>
      </div>
    </div>
  )
}

function Brand({ folded }: { folded: boolean }) {
  const { t } = useTranslation('shared')
  return (
    <div className="desk-brand">
      <Mark size={26} />
      {!folded && <span>{t('product')}</span>}
    </div>
  )
}

function Navigation({ folded }: { folded: boolean }) {
  const { t } = useTranslation()
  const router = useRouter()
  const { pathname } = useLocation()
  const may = useMay()
  const entries = useMemo(() => menuFor(may), [may])

  const items: MenuProps['items'] = MENU_GROUPS.flatMap((group) => {
    const children = entries
      .filter((entry) => entry.group === group)
      .map(({ path, label, icon: Icon }) => ({
        key: path,
        icon: <Icon />,
        title: t(label),
        // A real link, so that it can be opened in another tab.
        label: (
          <a href={path} onClick={(event) => !event.ctrlKey && !event.metaKey && event.preventDefault()}>
            {t(label)}
          </a>
        ),
      }))
    if (children.length === 0) return []
    return [{ key: group, type: 'group' as const, label: folded ? null : t(`shared:nav.${group}`), children }]
  })

  return (
    <Menu
      className="desk-menu"
      mode="inline"
      inlineCollapsed={folded}
      inlineIndent={16}
      selectedKeys={[entryOf(entries, pathname)?.path ?? '']}
      items={items}
      onClick={({ key, domEvent }) => {
        if (domEvent.ctrlKey || domEvent.metaKey) return
        router.navigate({ to: key })
      }}
    />
  )
}
