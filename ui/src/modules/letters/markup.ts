import type { Block, Live } from './api'

type LiveNames = Record<Live, string>

const block = (more: Partial<Block> & Pick<Block, 'type'>): Block => ({ text: '', items: [], rows: [], live: null, ...more })
const cells = (line: string) =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** Blocks as people write them: `# heading`, `- item`, `| cell | cell |`, `[[what the product fills]]`, and paragraphs. */
export function textOf(blocks: Block[], names: LiveNames): string {
  return blocks
    .map((one) => {
      switch (one.type) {
        case 'HEADING':
          return `# ${one.text}`
        case 'LIST':
          return one.items.map((item) => `- ${item}`).join('\n')
        case 'TABLE':
          return one.rows.map((row) => `| ${row.join(' | ')} |`).join('\n')
        case 'LIVE':
          return one.live ? `[[${names[one.live]}]]` : ''
        default:
          return one.text
      }
    })
    .join('\n\n')
}

/** The other way; what is none of these is a paragraph, and an empty line ends it. */
export function blocksOf(text: string, names: LiveNames): Block[] {
  const blocks: Block[] = []
  let ended = true
  for (const line of text.split('\n')) {
    const said = line.trim()
    const last = ended ? undefined : blocks.at(-1)
    const live = (Object.keys(names) as Live[]).find((one) => said === `[[${names[one]}]]`)
    if (said === '') {
      ended = true
      continue
    }
    ended = false
    if (live) blocks.push(block({ type: 'LIVE', live }))
    else if (said.startsWith('# ')) blocks.push(block({ type: 'HEADING', text: said.slice(2).trim() }))
    else if (said.startsWith('- ')) {
      const item = said.slice(2).trim()
      if (last?.type === 'LIST') last.items.push(item)
      else blocks.push(block({ type: 'LIST', items: [item] }))
    } else if (said.startsWith('|')) {
      if (last?.type === 'TABLE') last.rows.push(cells(said))
      else blocks.push(block({ type: 'TABLE', rows: [cells(said)] }))
    } else if (last?.type === 'PARAGRAPH') last.text += `\n${said}`
    else blocks.push(block({ type: 'PARAGRAPH', text: said }))
  }
  return blocks
}
