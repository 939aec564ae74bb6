/** The rebuilt tables of a file as a page to look at, each cell coloured by how sure it is. */
import type { Cell, Section, Table } from '@backfile/layout'
import { placesText } from '../place.ts'
import { escapeHtml } from '../tables/escape-html.ts'
import { language, say } from '../terminal.ts'

const style = `
body { font: 14px/1.5 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; margin: 1em 0; }
td { border: 1px solid #999; padding: 2px 6px; vertical-align: top; max-width: 28em; white-space: pre-wrap; }
.sure { background: #fff } .likely { background: #fff8d6 } .unsure { background: #ffd9a8 } .doubtful { background: #ffb3a7 }
.legend span { padding: 2px 8px; border: 1px solid #999; margin-right: .5em }
li { color: #555 }`

/** A complete HTML page; what the file says stands in it as text only. */
export function tablesHtml(path: string, sections: readonly Section[]): string {
  const legend = [
    ['sure', '1'],
    ['likely', '≥ 0.9'],
    ['unsure', '≥ 0.7'],
    ['doubtful', '< 0.7'],
  ].map(([name, text]) => `<span class="${name}">${escapeHtml(text ?? '')}</span>`)
  const body = sections.map((section) => {
    const title = section.name === null ? '' : `<h2>${escapeHtml(section.name)}</h2>\n`
    const blocks = section.blocks.map((block) =>
      block.kind === 'table' ? tableHtml(block) : `<p>${escapeHtml(block.text)}</p>\n`,
    )
    return title + blocks.join('')
  })
  return `<!doctype html>
<html lang="${language()}"><meta charset="utf-8"><title>${escapeHtml(path)}</title><style>${style}</style>
<h1>${escapeHtml(path)}</h1>
<p class="legend">${say({ zh: '把握', en: 'confidence' })} ${legend.join('')}</p>
${body.join('')}</html>
`
}

function tableHtml(table: Table): string {
  const repairs = table.repairs.map(
    ({ kind, message, confidence }) =>
      `<li>${confidence.toFixed(2)} ${kind}: ${escapeHtml(say(message))}</li>\n`,
  )
  const rows = Array.from({ length: table.rows }, () => '')
  for (const cell of table.cells) rows[cell.row] += cellHtml(cell)
  const list = repairs.length === 0 ? '' : `<ul>\n${repairs.join('')}</ul>\n`
  return `${list}<table>\n${rows.map((row) => `<tr>${row}</tr>\n`).join('')}</table>\n`
}

function cellHtml(cell: Cell): string {
  const spans = `${cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ''}${cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : ''}`
  const title = `${cell.confidence.toFixed(2)} ${placesText(cell.locators)}`
  return `<td class="${shade(cell.confidence)}"${spans} title="${escapeHtml(title)}">${escapeHtml(cell.text)}</td>`
}

function shade(confidence: number): string {
  if (confidence >= 1) return 'sure'
  if (confidence >= 0.9) return 'likely'
  return confidence >= 0.7 ? 'unsure' : 'doubtful'
}
