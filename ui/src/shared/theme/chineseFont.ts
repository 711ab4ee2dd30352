/**
 * Machines without any Chinese font show the same empty box for every character. Only they fetch our own font:
 * its index alone weighs more than the whole portal.
 */
export async function ensureChineseFont() {
  if (picture('永') !== picture('務')) return
  await import('@fontsource-variable/noto-sans-sc')
  // In front: behind a system font, Chromium keeps the boxes it drew while a slice was still on its way.
  document.documentElement.style.setProperty('--font', "var(--quotes), 'Noto Sans SC Variable', system-ui, sans-serif")
}

function picture(character: string) {
  const canvas = document.createElement('canvas')
  canvas.width = 24
  canvas.height = 24
  const pen = canvas.getContext('2d')
  if (!pen) return character
  pen.font = '20px system-ui, sans-serif'
  pen.textBaseline = 'top'
  pen.fillText(character, 0, 0)
  return canvas.toDataURL()
}
