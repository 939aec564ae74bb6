/** Tables as statistics, budgets and surveys have them. */
import type { Random } from '../fixtures/random.ts'
import type { ReportCell, ReportTable, Rules, TableStyle } from './report.ts'
import { figure, type Language, label, sentence } from './words.ts'

type Draft = Omit<ReportCell, 'rowSpan' | 'columnSpan' | 'indent' | 'bold' | 'align'> & Partial<ReportCell>

const makers = {
  statistics,
  'grouped rows': groupedRows,
  text: textTable,
  small: smallTable,
  survey: surveyTable,
  list: keyedList,
  sparse: sparseTable,
  ranks: rankTable,
} as const

export type TableKind = keyof typeof makers
export const tableKinds: readonly [TableKind, ...TableKind[]] = [
  'statistics',
  'statistics',
  'statistics',
  'statistics',
  'grouped rows',
  'text',
  'text',
  'small',
  'survey',
  'list',
  'sparse',
  'ranks',
]

/** Narrow enough to stand beside another. */
export const narrowKinds: readonly [TableKind, ...TableKind[]] = ['statistics', 'small', 'ranks', 'sparse']

/** A table for a column of text so many points wide. */
export function randomTable(
  random: Random,
  language: Language,
  width: number,
  number: number,
  kinds: readonly [TableKind, ...TableKind[]] = tableKinds,
): ReportTable {
  const kind = random.pick(kinds)
  const made = makers[kind](random, language, width)
  const caption = random.chance(0.75)
    ? `${language.table} ${number}${random.pick(['.', ':', ' –', ''])} ${label(random, language, random.whole(3, 9))}`
    : random.chance(0.5)
      ? label(random, language, random.whole(3, 6))
      : null
  return {
    kind,
    ...made,
    cells: made.cells.map((cell) => ({
      rowSpan: 1,
      columnSpan: 1,
      indent: 0,
      bold: false,
      align: 'left',
      ...cell,
    })),
    style: randomStyle(random, kind),
    caption,
    isCaptionAbove: random.chance(0.85),
    notes: [
      ...(random.chance(0.2) ? [`${language.note}: ${sentence(random, language)}`] : []),
      ...(random.chance(0.2) ? [`(1) ${sentence(random, language)}`] : []),
      ...(random.chance(0.4) ? [`${language.source}: ${label(random, language, 3)}.`] : []),
    ],
  }
}

function randomStyle(random: Random, kind: TableKind): TableStyle {
  const isText = kind === 'text'
  const rules = random.pick<Rules>([
    'none',
    'none',
    'booktabs',
    'booktabs',
    'header',
    'header',
    'rows',
    'grid',
    'grid',
    'upright',
    'frame',
    'columns',
  ])
  return {
    rules,
    shading: random.pick(['none', 'none', 'none', 'header', 'zebra', 'header and zebra']),
    padding: [random.pick([2, 3, 4, 6, 9]), random.pick(isText ? [2, 3, 4, 6] : [0, 0.5, 1, 2, 4])],
    size: random.pick([7, 8, 8.5, 9, 10, 11]),
    leading: random.pick([1.12, 1.18, 1.25, 1.35]),
    isWide: random.chance(0.6),
    headerAlign: random.pick(['bottom', 'bottom', 'middle', 'top']),
    bodyAlign:
      isText && rules !== 'grid' && rules !== 'rows'
        ? 'top'
        : random.pick(['top', 'top', 'bottom', 'middle']),
    place: random.pick(['left', 'center']),
  }
}

interface Made {
  readonly rows: number
  readonly columns: number
  readonly headerRows: number
  readonly cells: readonly Draft[]
}

type FigureWriter = () => string

/** Figures of one column: all of one kind, with the signs that offices use for none. */
function figureWriter(random: Random, language: Language): FigureWriter {
  const kind = random.pick(['percent', 'whole', 'whole', 'large', 'decimal', 'money', 'negative', 'change'])
  const none = random.pick(['–', '-', '..', ':', 'n/a', 'NA', '0', '—', ''])
  const noneRate = random.chance(0.3) ? 0.15 : 0
  const mark = random.chance(0.15) ? 0.06 : 0
  return () => {
    if (random.chance(noneRate)) return none
    const marked = random.chance(mark) ? random.pick(['*', ' (1)', 'p', ' e']) : ''
    switch (kind) {
      case 'percent':
        return `${figure(language, random.fraction() * 100, 1)}${random.chance(0.5) ? '' : '%'}${marked}`
      case 'whole':
        return `${figure(language, random.whole(0, 999), 0)}${marked}`
      case 'large':
        return `${figure(language, random.whole(100, 9_999_999), 0)}${marked}`
      case 'decimal':
        return `${figure(language, random.fraction() * 10 ** random.whole(0, 3), 2)}${marked}`
      case 'money':
        return `$${figure(language, random.whole(10, 99_999), 0)}`
      case 'negative':
        return random.chance(0.4)
          ? `(${figure(language, random.whole(10, 9_999), 0)})`
          : figure(language, random.whole(10, 9_999), 0)
      default:
        return `${random.pick(['-', '−', '+', ''])}${figure(language, random.fraction() * 40, 1)}`
    }
  }
}

function yearsFrom(random: Random, count: number): string[] {
  const first = random.whole(1988, 2008)
  const isSeason = random.chance(0.15)
  return Array.from({ length: count }, (_, index) =>
    isSeason ? `${first + index}/${String(first + index + 1).slice(2)}` : `${first + index}`,
  )
}

/** A stub and columns of figures, their heads in one to three levels, rows in sections or indented. */
function statistics(random: Random, language: Language, width: number): Made {
  const most = Math.max(2, Math.floor((width - 80) / 48))
  const groups = random.chance(0.45) && most >= 4 ? random.whole(2, Math.min(4, Math.floor(most / 2))) : 0
  const perGroup = groups > 0 ? random.whole(2, Math.max(2, Math.floor(most / groups))) : 0
  const figures = groups > 0 ? groups * perGroup : random.whole(1, Math.min(most, 9))
  const cells: Draft[] = []
  const headAlign = random.pick(['center', 'right', 'right', 'left'] as const)
  const heads = random.chance(0.45)
    ? yearsFrom(random, Math.max(perGroup, figures))
    : Array.from({ length: figures }, () => label(random, language, random.whole(1, figures > 5 ? 2 : 3)))
  const corner = random.chance(0.6) ? label(random, language, random.whole(1, 2)) : ''
  let row = 0
  if (groups > 0) {
    cells.push({ row: 0, column: 0, rowSpan: 2, text: corner, bold: true })
    for (let group = 0; group < groups; group += 1) {
      cells.push({
        row: 0,
        column: 1 + group * perGroup,
        columnSpan: perGroup,
        text: label(random, language, random.whole(1, 3)),
        align: 'center',
        bold: true,
      })
      for (let index = 0; index < perGroup; index += 1)
        cells.push({
          row: 1,
          column: 1 + group * perGroup + index,
          text: heads[index] ?? '',
          align: headAlign,
          bold: true,
        })
    }
    row = 2
  } else {
    cells.push({ row: 0, column: 0, text: corner, bold: true })
    for (let index = 0; index < figures; index += 1)
      cells.push({ row: 0, column: 1 + index, text: heads[index] ?? '', align: headAlign, bold: true })
    row = 1
  }
  if (random.chance(0.15)) {
    const units = random.pick(language.units)
    cells.push({ row, column: 1, columnSpan: figures, text: units, align: 'center' })
    row += 1
  }
  const headerRows = row
  const isRegions = random.chance(0.4)
  const writers = Array.from({ length: figures }, () => figureWriter(random, language))
  const align = random.chance(0.85) ? 'right' : 'center'
  const isYears = random.chance(0.15)
  const count = random.pick([3, 5, 8, 12, 18, 26])
  const years = yearsFrom(random, count)
  const sections = random.chance(0.3) ? random.whole(2, 4) : 0
  const isSectionWide = random.chance(0.3)
  const indent = random.pick([0, 0, 1, 1.5])
  for (let index = 0; index < count; index += 1) {
    if (sections > 0 && index % Math.ceil(count / sections) === 0) {
      cells.push(
        isSectionWide
          ? {
              row,
              column: 0,
              columnSpan: figures + 1,
              text: label(random, language, 2),
              align: 'center',
              bold: true,
            }
          : { row, column: 0, text: label(random, language, random.whole(1, 3)), bold: random.chance(0.7) },
      )
      row += 1
    }
    const isTotal = index === count - 1 && random.chance(0.4)
    const text = isTotal
      ? language.total
      : isYears
        ? (years[index] ?? '')
        : isRegions
          ? random.pick(language.regions)
          : label(random, language, random.whole(1, random.chance(0.2) ? 9 : 4))
    cells.push({
      row,
      column: 0,
      text,
      indent: sections > 0 || random.chance(0.2) ? indent : 0,
      bold: isTotal,
    })
    for (const [at, write] of writers.entries())
      cells.push({ row, column: at + 1, text: write(), align, bold: isTotal })
    row += 1
  }
  return { rows: row, columns: figures + 1, headerRows, cells }
}

/** Labels of the first column span the rows of the second. */
function groupedRows(random: Random, language: Language, width: number): Made {
  const figures = random.whole(1, Math.max(1, Math.min(6, Math.floor((width - 160) / 45))))
  const cells: Draft[] = []
  for (const column of [0, 1])
    cells.push({ row: 0, column, text: label(random, language, random.whole(1, 2)), bold: true })
  const writers = Array.from({ length: figures }, () => figureWriter(random, language))
  for (let index = 0; index < figures; index += 1)
    cells.push({
      row: 0,
      column: 2 + index,
      text: label(random, language, random.whole(1, 2)),
      align: 'center',
      bold: true,
    })
  let row = 1
  for (let group = 0; group < random.whole(2, 5); group += 1) {
    const size = random.whole(2, 5)
    cells.push({ row, column: 0, rowSpan: size, text: label(random, language, random.whole(1, 3)) })
    for (let index = 0; index < size; index += 1) {
      cells.push({ row, column: 1, text: label(random, language, random.whole(1, 3)) })
      for (const [at, write] of writers.entries())
        cells.push({ row, column: at + 2, text: write(), align: 'right' })
      row += 1
    }
  }
  return { rows: row, columns: figures + 2, headerRows: 1, cells }
}

function textTable(random: Random, language: Language, width: number): Made {
  const columns = random.whole(2, Math.max(2, Math.min(5, Math.floor(width / 110))))
  const isKeyed = random.chance(0.4)
  const cells: Draft[] = []
  for (let column = 0; column < columns; column += 1)
    cells.push({ row: 0, column, text: label(random, language, random.whole(1, 3)), bold: true })
  const rows = random.whole(3, 8)
  for (let row = 1; row <= rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const isKey = column === 0 && isKeyed
      const key = random.chance(0.5) ? `${row}.` : label(random, language, random.whole(1, 2))
      const long = Array.from({ length: random.whole(1, 2) }, () => sentence(random, language)).join(' ')
      const short = label(random, language, random.whole(1, 5))
      cells.push({ row, column, text: isKey ? key : random.chance(0.6) ? long : short })
    }
  }
  return { rows: rows + 1, columns, headerRows: 1, cells }
}

function smallTable(random: Random, language: Language): Made {
  const [rows, columns] = [random.whole(2, 3), random.whole(2, 3)]
  const write = figureWriter(random, language)
  const cells: Draft[] = []
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      cells.push(
        row > 0 && column > 0
          ? { row, column, text: write(), align: 'right' }
          : {
              row,
              column,
              text: label(random, language, random.whole(1, 2)),
              bold: row === 0,
              align: column > 0 ? 'right' : 'left',
            },
      )
  return { rows, columns, headerRows: 1, cells }
}

function surveyTable(random: Random, language: Language, width: number): Made {
  const columns = random.whole(3, width > 350 ? 7 : 4)
  const rows = random.whole(4, 10)
  const yes = random.pick(['x', '✓', '●', 'Yes', '√'])
  const no = random.pick(['', '', 'No', '–', '○'])
  const cells: Draft[] = [
    { row: 0, column: 0, text: label(random, language, random.whole(1, 2)), bold: true },
  ]
  for (let column = 1; column < columns; column += 1)
    cells.push({
      row: 0,
      column,
      text: label(random, language, random.whole(1, 2)),
      align: 'center',
      bold: true,
    })
  for (let row = 1; row <= rows; row += 1) {
    cells.push({ row, column: 0, text: label(random, language, random.whole(2, 8)) })
    for (let column = 1; column < columns; column += 1)
      cells.push({ row, column, text: random.chance(0.5) ? yes : no, align: 'center' })
  }
  return { rows: rows + 1, columns, headerRows: 1, cells }
}

/** Names with dates, codes and short texts. */
function keyedList(random: Random, language: Language, width: number): Made {
  const rows = random.whole(4, 15)
  const columns = random.whole(2, width > 350 ? 4 : width > 200 ? 3 : 2)
  const kinds = Array.from({ length: columns }, (_, column) =>
    column === 0 ? 'name' : random.pick(['date', 'code', 'name', 'place']),
  )
  const cells: Draft[] = []
  const hasHead = random.chance(0.8)
  for (let row = 0; row < rows; row += 1)
    for (const [column, kind] of kinds.entries()) {
      const text =
        row === 0 && hasHead
          ? label(random, language, random.whole(1, 2))
          : kind === 'date'
            ? `${random.whole(1, 28)} ${random.pick(language.months)} ${random.whole(1995, 2012)}`
            : kind === 'code'
              ? `${random.pick(['A', 'B', 'EC', 'US-'])}${random.whole(10, 999)}`
              : kind === 'place'
                ? random.pick(language.regions)
                : label(random, language, random.whole(1, 4))
      cells.push({ row, column, text, bold: row === 0 && hasHead })
    }
  return { rows, columns, headerRows: hasHead ? 1 : 0, cells }
}

/** Many places are empty. */
function sparseTable(random: Random, language: Language, width: number): Made {
  const made = statistics(random, language, width)
  const keep = 0.35 + random.fraction() * 0.4
  const cells = made.cells.map((cell) =>
    cell.row >= made.headerRows && cell.column > 0 && !random.chance(keep) ? { ...cell, text: '' } : cell,
  )
  return { ...made, cells }
}

/** Two lists of ranks beside one another in one table. */
function rankTable(random: Random, language: Language, width: number): Made {
  const halves = width > 350 && random.chance(0.6) ? 2 : 1
  const rows = random.whole(5, 14)
  const cells: Draft[] = []
  const heads = [label(random, language, 1), label(random, language, 1), label(random, language, 2)]
  for (let half = 0; half < halves; half += 1) {
    const write = figureWriter(random, language)
    for (const [index, text] of heads.entries())
      cells.push({
        row: 0,
        column: half * 3 + index,
        text,
        bold: true,
        align: index === 2 ? 'right' : 'left',
      })
    for (let row = 1; row <= rows; row += 1) {
      cells.push({ row, column: half * 3, text: `${half * rows + row}` })
      cells.push({ row, column: half * 3 + 1, text: random.pick(language.regions) })
      cells.push({ row, column: half * 3 + 2, text: write(), align: 'right' })
    }
  }
  return { rows: rows + 1, columns: halves * 3, headerRows: 1, cells }
}
