/** A report as HTML that prints as it would have been typeset. */
import type { Block, Report, ReportCell, ReportTable } from './report.ts'

/** Links to `TABLE_LINK` and a number lie over the tables: in the PDF they tell where each stands. */
export const TABLE_LINK = 'http://table.invalid/'

export function reportHtml(report: Report, fontFolder: string): string {
  const { paper, isLandscape, family, size, columns, isJustified } = report
  let number = 0
  const body = report.blocks.map((block) => blockHtml(block, () => number++)).join('\n')
  const edge = (text: string | null, place: string): string =>
    text === null ? '' : `@${place}-center { content: "${text}"; font: 8pt "${family}" }`
  return `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: Liberation; src: url("${fontFolder}/LiberationSans-Regular.ttf") }
@font-face { font-family: Liberation; font-weight: bold; src: url("${fontFolder}/LiberationSans-Bold.ttf") }
@page { size: ${paper} ${isLandscape ? 'landscape' : 'portrait'}; margin: 22mm 18mm; ${edge(report.header, 'top')} ${edge(report.footer, 'bottom')} }
body { margin: 0; width: ${widthOf(report)}mm; font: ${size}pt/1.25 "${family}"; ${isJustified ? 'text-align: justify' : ''} }
main { column-count: ${columns}; column-gap: 18pt; column-fill: auto }
p { margin: 0 0 .7em } h3 { margin: .8em 0 .5em; font-size: 1.2em; break-after: avoid; text-align: left }
.keep, figure { break-inside: avoid; margin: .9em 0 1.1em } ul, ol { padding-left: 1.8em; margin: .5em 0 .8em }
figure { text-align: left } figcaption { margin: .3em 0 }
.note { font-size: .8em; margin: .2em 0 } .entry { padding-left: 2em; text-indent: -2em }
a { color: inherit; text-decoration: none; display: block }
.toc { display: flex; white-space: nowrap; overflow: hidden; text-align: left } .dots { flex: 1; overflow: hidden; padding: 0 .3em } .fill { flex: 1 }
.pair { display: flex; gap: 30pt; text-align: left } .pair > * { flex: 1 1 0; width: 0 }
table { border-collapse: collapse } td { text-align: left }
</style><main>${body}</main>${FIT}`
}

/** Width of the text in mm: what the margins leave of the paper. */
function widthOf({ paper, isLandscape }: Report): number {
  const [short, long] = paper === 'A4' ? [210, 297] : [215.9, 279.4]
  return (isLandscape ? long : short) - 36
}

/** Sets a table smaller, as a typesetter would, until it fits the width that it has. */
const FIT = `<script>
for (const table of document.querySelectorAll('table')) {
  const pair = table.closest('.pair')
  const room = pair ? pair.clientWidth / 2 - 20 : table.closest('figure').clientWidth
  let size = parseFloat(table.style.fontSize)
  while (table.offsetWidth > room + 1 && size > 4.5) table.style.fontSize = (size -= 0.25) + 'pt'
}
</script>`

function blockHtml(block: Block, next: () => number): string {
  switch (block.kind) {
    case 'html':
      return block.html
    case 'table':
      return figureHtml(block.table, next())
    case 'abreast':
      return `<div class="pair keep">${block.tables.map((table) => figureHtml(table, next())).join('')}</div>`
  }
}

function figureHtml(table: ReportTable, number: number): string {
  const caption = table.caption === null ? '' : `<figcaption>${table.caption}</figcaption>`
  const notes = table.notes.map((note) => `<p class="note">${note}</p>`).join('')
  const width = table.style.isWide ? '100%' : 'fit-content'
  const margin = table.style.place === 'center' ? '0 auto' : '0'
  const link = `<a href="${TABLE_LINK}${number}" style="width:${width};margin:${margin}">${tableHtml(table)}</a>`
  return `<figure>${table.isCaptionAbove ? caption : ''}${link}${table.isCaptionAbove ? '' : caption}${notes}</figure>`
}

/** The table alone. */
export function tableHtml(table: ReportTable): string {
  const { size, leading, isWide } = table.style
  const rows = Array.from({ length: table.rows }, (_, row) => {
    const cells = table.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column)
    return `<tr>${withBlanks(cells, table, row).join('')}</tr>`
  })
  const style = `font-size:${size}pt;line-height:${leading};${isWide ? 'width:100%' : ''}`
  return `<table style="${style}">${rows.join('')}</table>`
}

function withBlanks(cells: readonly ReportCell[], table: ReportTable, row: number): string[] {
  const found: string[] = []
  for (let column = 0; column < table.columns; column += 1) {
    const own = cells.find((cell) => cell.column === column)
    const isCovered = table.cells.some(
      (cell) =>
        cell.row <= row &&
        cell.row + cell.rowSpan > row &&
        cell.column <= column &&
        cell.column + cell.columnSpan > column,
    )
    const blank = {
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
      text: '',
      align: 'left',
      indent: 0,
      bold: false,
    } as const
    if (own) found.push(cellHtml(own, table))
    else if (!isCovered) found.push(cellHtml(blank, table))
  }
  return found
}

function cellHtml(cell: ReportCell, table: ReportTable): string {
  const { padding, headerAlign, bodyAlign } = table.style
  const isHead = cell.row < table.headerRows
  const style = [
    `padding:${padding[1]}pt ${padding[0]}pt`,
    cell.indent > 0 ? `padding-left:${padding[0] + cell.indent * 8}pt` : '',
    `text-align:${cell.align}`,
    `vertical-align:${isHead ? headerAlign : bodyAlign}`,
    cell.bold ? 'font-weight:bold' : '',
    /^[^\p{L}]*\d[^\p{L}]*$/u.test(cell.text) ? 'white-space:nowrap' : '',
    ...bordersOf(cell, table, isHead),
    shadeOf(cell, table, isHead),
  ]
  const spans = `${cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ''}${cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : ''}`
  return `<td${spans} style="${style.filter(Boolean).join(';')}">${cell.text}</td>`
}

const THIN = '0.5pt solid #000'
const THICK = '1pt solid #000'

function bordersOf(cell: ReportCell, table: ReportTable, isHead: boolean): string[] {
  const { rules } = table.style
  const isLast = cell.row + cell.rowSpan === table.rows
  const endsHead = isHead && cell.row + cell.rowSpan === table.headerRows
  const headsSeveral = isHead && cell.columnSpan > 1 && cell.text !== ''
  switch (rules) {
    case 'none':
      return []
    case 'booktabs':
      return [
        cell.row === 0 ? `border-top:${THICK}` : '',
        endsHead || headsSeveral ? `border-bottom:${THIN}` : '',
        isLast ? `border-bottom:${THICK}` : '',
      ]
    case 'header':
      return [endsHead ? `border-bottom:${THIN}` : '']
    case 'rows':
      return [`border-bottom:${THIN}`]
    case 'grid':
      return [`border:${THIN}`]
    case 'upright':
      return [cell.column > 0 ? `border-left:${THIN}` : '']
    case 'frame':
      return [
        cell.row === 0 ? `border-top:${THIN}` : '',
        isLast || endsHead ? `border-bottom:${THIN}` : '',
        cell.column === 0 ? `border-left:${THIN}` : '',
        cell.column + cell.columnSpan === table.columns ? `border-right:${THIN}` : '',
      ]
    case 'boxhead':
      return [
        cell.row === 0 ? `border-top:${THIN}` : '',
        isLast || isHead ? `border-bottom:${THIN}` : '',
        cell.column > 0 ? `border-left:${THIN}` : '',
      ]
    case 'columns':
      return [
        cell.row === 0 ? `border-top:${THIN}` : '',
        isLast || isHead ? `border-bottom:${THIN}` : '',
        `border-left:${THIN}`,
        `border-right:${THIN}`,
      ]
  }
}

function shadeOf(cell: ReportCell, table: ReportTable, isHead: boolean): string {
  const { shading } = table.style
  if (isHead) return shading.startsWith('header') ? 'background:#ccd8e8' : ''
  return shading.endsWith('zebra') && cell.row % 2 === 1 ? 'background:#eee' : ''
}
