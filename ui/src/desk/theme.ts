import { type ThemeConfig, theme } from 'antd'
import { PALETTE } from '@/shared/theme/palette'

/** Calm and dense: one quiet teal, thin lines instead of shadows, small radii, 14 px. */
export function deskTheme(dark: boolean): ThemeConfig {
  const colours = dark ? PALETTE.dark : PALETTE.light
  return {
    cssVar: { key: 'aftercare' },
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.primary,
      colorInfo: colours.info,
      colorLink: colours.link,
      colorSuccess: colours.good,
      colorWarning: colours.warn,
      colorError: colours.bad,
      colorText: colours.text,
      colorTextSecondary: colours.textSoft,
      colorTextTertiary: colours.textFaint,
      colorTextDescription: colours.textFaint,
      colorTextPlaceholder: colours.textFaint,
      colorBorder: dark ? '#3a4a4f' : '#cdd6d6',
      colorBorderSecondary: colours.line,
      colorSplit: colours.lineSoft,
      colorBgLayout: colours.page,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      fontFamily: 'var(--font)',
      fontSize: 14,
      borderRadius: 6,
      borderRadiusLG: 8,
      controlHeight: 32,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Card: { headerFontSize: 14, headerHeight: 44, headerHeightSM: 40, paddingLG: 16 },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Layout: {
        headerBg: colours.surface,
        headerHeight: 52,
        headerPadding: '0 16px',
        siderBg: colours.surface,
        bodyBg: colours.page,
      },
      Menu: {
        itemHeight: 36,
        itemBorderRadius: 6,
        itemMarginInline: 8,
        itemBg: 'transparent',
        itemColor: colours.textSoft,
        itemSelectedBg: colours.primarySoft,
        itemSelectedColor: colours.link,
        groupTitleColor: colours.textFaint,
        groupTitleFontSize: 12,
        activeBarBorderWidth: 0,
      },
      Table: {
        headerBg: colours.sunken,
        headerColor: colours.textSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: dark ? '#1a2629' : '#f3f8f7',
        cellPaddingBlockSM: 7,
        cellPaddingInlineSM: 10,
      },
      Tabs: { horizontalMargin: '0 0 12px 0' },
      Tag: { defaultBg: colours.sunken, defaultColor: colours.textSoft },
      Typography: { titleMarginTop: 0 },
    },
  }
}
