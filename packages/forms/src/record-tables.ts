/**
 * Tables with a filing a group of rows: 单位名称 · 项目名称 · 预算数 · 年度目标 · 一级指标 … 指标值, as units publish all
 * their projects at once. Each group is turned into the table of a form of its own, so that the engine reads it as such.
 */
import type { Cell, Table } from '@backfile/layout'
import { joinLines } from '@backfile/model'
import type { FormDefinition } from './form-definition.ts'
import { filledCells, gridOf, type TableGrid } from './grid.ts'
import { readIndicatorHeader } from './indicator-header.ts'
import { bestMatch } from './labels.ts'

/** The header of such a table: what it says of each filing at its left, and of each indicator beside it. */
export interface RecordHeader {
  /** The columns at the left, each with its labels from the top down: 年度预算申请, 按收入性质分, 一般公共预算. */
  readonly heads: readonly { readonly column: number; readonly labels: readonly Cell[] }[]
  /** The column in which each filing has its name. */
  readonly key: number
  /** The indicators' header, in rows from 0, in the table's columns. */
  readonly indicators: readonly Cell[]
  readonly indicatorRows: number
  /** The first column of the indicators. */
  readonly first: number
  readonly columns: number
}

/** A field that names a filing, the one that tells filings apart first. */
const naming = ['projectName', 'applicantUnit', 'implementingUnit', 'unitName']

/** Rows within which such a table has its header. */
const HEADER_WITHIN = 8

/**
 * The filings of a table as tables of one form each, with the header that a further part of the table goes on with;
 * null where it is no such table. `known`: the header of the part before.
 */
export function recordsOf(
  table: Table,
  forms: readonly FormDefinition[],
  known: RecordHeader | null,
): { readonly records: readonly Table[]; readonly header: RecordHeader } | null {
  const grid = gridOf(table)
  const own = headerOf(grid, forms)
  if (own !== null) return { records: groupsOf(grid, own.header, own.from, forms), header: own.header }
  if (known === null || known.columns !== table.columns || hasHeader(grid, forms)) return null
  return { records: groupsOf(grid, known, 0, forms), header: known }
}

const hasHeader = (grid: TableGrid, forms: readonly FormDefinition[]): boolean =>
  grid.rows.some((row) => forms.some((form) => readIndicatorHeader(grid, row, form, null) !== null))

function headerOf(
  grid: TableGrid,
  forms: readonly FormDefinition[],
): { readonly header: RecordHeader; readonly from: number } | null {
  for (const row of grid.rows.slice(0, HEADER_WITHIN)) {
    for (const form of forms) {
      const found = readIndicatorHeader(grid, row, form, null)
      if (found === null) continue
      const first = Math.min(...[...found.columns.values()].map((range) => range.from))
      const cells = row.cells.filter((cell) => cell.column >= first && cell.row === row.index)
      const below = grid.table.cells.filter(
        (cell) => cell.row > row.index && cell.row < found.next && cell.column >= first,
      )
      const from = Math.max(found.next, ...cells.map((cell) => cell.row + cell.rowSpan))
      const heads = headsOf(grid, first, from)
      const key = keyOf(heads, forms)
      if (key === null) continue
      const indicators = [...cells, ...below].map((cell) => ({
        ...cell,
        row: cell.row - row.index,
        rowSpan: Math.min(cell.rowSpan, found.next - cell.row),
      }))
      const indicatorRows = found.next - row.index
      return {
        header: { heads, key, indicators, indicatorRows, first, columns: grid.table.columns },
        from,
      }
    }
  }
  return null
}

/** A column that only counts the rows. */
const counts = /^(?:序号|编号|行次)$/

/** The columns left of the indicators whose labels end with the header; a label that goes on beside rows is a form's. */
function headsOf(grid: TableGrid, first: number, from: number): RecordHeader['heads'] {
  const heads: { column: number; labels: Cell[] }[] = []
  for (let column = 0; column < first; column++) {
    const labels: Cell[] = []
    for (let row = 0; row < from; row++) {
      const cell = grid.at(row, column)
      if (cell !== undefined && cell.text !== '' && cell.column + cell.columnSpan <= first)
        if (labels.at(-1) !== cell) labels.push(cell)
    }
    const last = labels.at(-1)
    if (last === undefined || last.row + last.rowSpan !== from || last.column !== column) continue
    if (counts.test(joinLines(last.text))) continue
    heads.push({ column, labels })
  }
  return heads
}

function keyOf(heads: RecordHeader['heads'], forms: readonly FormDefinition[]): number | null {
  const fields = heads.flatMap(({ column, labels }) => {
    return forms.map((form) => ({ column, rank: naming.indexOf(fieldOf(labels.at(-1), form) ?? '') }))
  })
  const [key] = fields.filter(({ rank }) => rank >= 0).sort((a, b) => a.rank - b.rank)
  return key?.column ?? null
}

/** A head may name two things, one in rows of its own above the other: 单位名称、项目名称. The last is the filing's. */
const namesOf = (label: string): readonly string[] => joinLines(label).split(/[、/]/)

function fieldOf(label: Cell | undefined, form: FormDefinition): string | null {
  const name = namesOf(label?.text ?? '').at(-1) ?? ''
  return bestMatch(name, form.fields, SURE_LABEL)?.choice.key ?? null
}

/** Likeness from which a head is a field's label. */
const SURE_LABEL = 0.95

/** A filing's rows, and the rows above it that are nobody's own: a unit over its projects, a sum of all. */
interface Group {
  readonly rows: number[]
  readonly owner: Cell | null
  readonly strays: readonly (readonly Cell[])[]
}

/** A row that sums the others is no filing. */
const sums = /^(?:合计|总计|小计|共计)$/

/** The rows of each filing, as the table of a form: its labels with their texts, then the indicators. */
function groupsOf(
  grid: TableGrid,
  header: RecordHeader,
  from: number,
  forms: readonly FormDefinition[],
): readonly Table[] {
  const namesOwner = namesOf(keyLabel(header)?.text ?? '').length > 1
  const groups: Group[] = []
  let owner: Cell | null = null
  let strays: (readonly Cell[])[] = []
  let named: Cell | undefined
  for (const row of grid.rows.slice(from)) {
    const filled = filledCells(row)
    const [only] = filled
    if (only === undefined) continue
    const alone = filled.length === 1 && only.column <= header.key && only.rowSpan === 1
    const isSum = filled.some((cell) => cell.column < header.first && sums.test(joinLines(cell.text)))
    if (alone || isSum) {
      if (alone && namesOwner && !isSum) owner = only
      else strays.push(filled)
      named = undefined
      continue
    }
    const name = grid.at(row.index, header.key)
    const goesOn = name === undefined || name.text === '' || name === named || sameText(name, named)
    const group = groups.at(-1)
    if (goesOn && group !== undefined && named !== undefined) group.rows.push(row.index)
    else {
      groups.push({ rows: [row.index], owner, strays })
      strays = []
    }
    if (name !== undefined && name.text !== '') named = name
  }
  return groups.map((group, at) => {
    const left = at === groups.length - 1 ? strays : []
    return formOf(grid, header, { ...group, strays: [...group.strays, ...left] }, forms)
  })
}

const sameText = (cell: Cell, other: Cell | undefined): boolean =>
  other !== undefined && cell.rowSpan === 1 && other.rowSpan === 1 && cell.text === other.text

function keyLabel({ heads, key }: RecordHeader): Cell | undefined {
  return heads.find(({ column }) => column === key)?.labels.at(-1)
}

function formOf(
  grid: TableGrid,
  header: RecordHeader,
  group: Group,
  forms: readonly FormDefinition[],
): Table {
  const columns = Math.max(header.columns, ...header.heads.map(({ labels }) => labels.length + 1))
  const lines = [...group.strays, ...labelledTexts(grid, header, group, forms)]
  const labelled = lines.flatMap((line, row) =>
    line.map((cell, column): Cell => {
      const columnSpan = column === line.length - 1 ? columns - column : 1
      return { ...cell, row, column, rowSpan: 1, columnSpan }
    }),
  )
  const top = lines.length
  const head = header.indicators.map((cell) => ({ ...cell, row: top + cell.row }))
  const body = indicatorRows(grid, header, group.rows, top + header.indicatorRows)
  const rows = top + header.indicatorRows + group.rows.length
  return { ...grid.table, rows, columns, cells: [...labelled, ...head, ...body] }
}

/** What the columns at the left say of the filing: each text behind its labels. */
function labelledTexts(
  grid: TableGrid,
  header: RecordHeader,
  { rows, owner }: Group,
  forms: readonly FormDefinition[],
): readonly (readonly Cell[])[] {
  const label = keyLabel(header)
  const [ownerName] = namesOf(label?.text ?? '')
  const owned = owner === null || label === undefined ? [] : [[{ ...label, text: ownerName ?? '' }, owner]]
  const taken = new Set<Cell>()
  const texts = header.heads.flatMap(({ column, labels }) => {
    const printed = labels.map((cell, at) =>
      at === labels.length - 1 ? { ...cell, text: leafOf(cell, forms) } : cell,
    )
    return rows.flatMap((row) => {
      const value = grid.at(row, column)
      if (value === undefined || value.text === '' || taken.has(value)) return []
      taken.add(value)
      return [[...printed, value]]
    })
  })
  return [...owned, ...texts]
}

/** The cells of the indicators in these rows, from row `top` on; one that is merged beyond them is cut. */
function indicatorRows(
  grid: TableGrid,
  { first }: RecordHeader,
  rows: readonly number[],
  top: number,
): readonly Cell[] {
  return rows.flatMap((row, at) =>
    (grid.rows[row]?.cells ?? [])
      .filter((cell) => cell.column >= first && (cell.row === row || at === 0))
      .map((cell) => {
        const covered = rows.filter((other) => other >= row && other < cell.row + cell.rowSpan)
        return { ...cell, row: top + at, rowSpan: covered.length }
      }),
  )
}

/** What a head says of the filing itself: 项目名称 of 单位名称、项目名称. */
function leafOf(label: Cell, forms: readonly FormDefinition[]): string {
  const name = namesOf(label.text).at(-1) ?? ''
  return forms.some((form) => fieldOf(label, form) !== null) ? name : label.text
}
