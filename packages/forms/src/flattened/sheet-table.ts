/** Writing rows of fields, funds and indicators as one logical table, merged cells and all. */
import type { Cell, Repair, Table } from '@backfile/layout'
import type { Block } from './block-rows.ts'
import type { FormRow } from './form-rows.ts'
import type { FundHead, FundLine } from './fund-rows.ts'
import type { Token } from './source-lines.ts'
import { type ColumnRole, isLevelRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'

export type SheetPart =
  | { readonly kind: 'rows'; readonly rows: readonly FormRow[] }
  | { readonly kind: 'block'; readonly block: Block }

/** A cell of one row; cells of neighbouring rows with the same `merge` and place are one merged cell. */
interface Placed {
  readonly column: number
  readonly columnSpan: number
  readonly token: Token | null
  readonly confidence: number
  readonly merge: unknown
}

/** One table of all parts, or null where they have no row. */
export function sheetTable(
  parts: readonly SheetPart[],
  repairs: readonly Repair[],
  vocabulary: Vocabulary,
): Table | null {
  const columns = Math.max(1, ...parts.map((part) => columnsOf(part)))
  const lines = parts.flatMap((part) =>
    part.kind === 'block' ? blockLines(part.block, columns) : formLines(part.rows, columns, vocabulary),
  )
  if (lines.length === 0) return null
  const cells = mergeDown(lines)
  const mean = cells.reduce((sum, cell) => sum + cell.confidence, 0) / cells.length
  return {
    kind: 'table',
    rows: lines.length,
    columns,
    cells,
    confidence: Math.round(mean * 1000) / 1000,
    repairs,
  }
}

function columnsOf(part: SheetPart): number {
  if (part.kind === 'block') return part.block.roles.length
  return Math.max(
    1,
    ...part.rows.map((row) => {
      switch (row.kind) {
        case 'text':
          return 1
        case 'fields':
          return 2 * row.pairs.length
        case 'plain':
          return row.tokens.length
        case 'fund-pairs':
          return 1 + 2 * row.pairs.length
        default:
          return 4 + row.block.measures.length
      }
    }),
  )
}

function mergeDown(lines: readonly (readonly Placed[])[]): Cell[] {
  const cells: Cell[] = []
  let above: readonly { readonly placed: Placed; readonly index: number }[] = []
  for (const [row, line] of lines.entries()) {
    above = line.map((placed) => {
      const over = above.find(
        (other) =>
          placed.merge !== null &&
          other.placed.merge === placed.merge &&
          other.placed.column === placed.column &&
          other.placed.columnSpan === placed.columnSpan &&
          other.placed.confidence === placed.confidence,
      )
      const merged = over === undefined ? undefined : cells[over.index]
      if (over !== undefined && merged !== undefined) {
        cells[over.index] = { ...merged, rowSpan: merged.rowSpan + 1 }
        return { placed, index: over.index }
      }
      cells.push({
        row,
        column: placed.column,
        rowSpan: 1,
        columnSpan: placed.columnSpan,
        text: placed.token?.text ?? '',
        locators: placed.token?.locators ?? [],
        confidence: placed.confidence,
      })
      return { placed, index: cells.length - 1 }
    })
  }
  return cells.sort((a, b) => a.row - b.row || a.column - b.column)
}

function cell(column: number, end: number, token: Token | null, merge: unknown = null): Placed {
  return { column, columnSpan: end - column, token, confidence: token?.confidence ?? 1, merge }
}

function blockLines(block: Block, columns: number): Placed[][] {
  const spare = columns - block.roles.length
  const wide = block.roles.includes('name') ? 'name' : block.roles.at(-1)
  const places = new Map<ColumnRole, readonly [number, number]>()
  let column = 0
  for (const role of block.roles) {
    const end = column + 1 + (role === wide ? spare : 0)
    places.set(role, [column, end])
    column = end
  }
  const head = [...places].map(([role, [from, to]]) => {
    const token = block.header.get(role) ?? null
    return cell(from, to, token, role === 'indicatorsLabel' ? token : null)
  })
  const blanks = new Map<string, object>()
  const rows = block.rows.map((row) =>
    [...places].map(([role, [from, to]]): Placed => {
      if (role === 'indicatorsLabel') {
        const label = block.header.get(role) ?? null
        return cell(from, to, label, label)
      }
      const own = row.cells.get(role)
      const token = own?.token ?? null
      const merge = isLevelRole(role) ? (token ?? blankOf(blanks, role, row)) : null
      return { column: from, columnSpan: to - from, token, confidence: own?.confidence ?? 1, merge }
    }),
  )
  return [head, ...rows]
}

/** A blank level is merged over the rows of the label to its left. */
function blankOf(blanks: Map<string, object>, role: ColumnRole, row: Block['rows'][number]): object | null {
  const outer = role === 'task' ? 'level2' : 'level1'
  const label = row.cells.get(outer)?.token
  if (!label || role === 'level1') return null
  const key = `${role} ${JSON.stringify(label.locators)}`
  const known = blanks.get(key)
  if (known !== undefined) return known
  const blank = { role }
  blanks.set(key, blank)
  return blank
}

function formLines(rows: readonly FormRow[], columns: number, vocabulary: Vocabulary): Placed[][] {
  const lines: Placed[][] = []
  let funds: FundState | null = null
  for (const row of rows) {
    switch (row.kind) {
      case 'text':
        break
      case 'fields':
        funds = null
        lines.push(pairCells(row.pairs, 0, columns))
        break
      case 'plain':
        lines.push(
          row.tokens.map((token, index) =>
            cell(index, index === row.tokens.length - 1 ? columns : index + 1, token),
          ),
        )
        break
      case 'fund-pairs':
        funds = fundState(funds, row.block, null, row.blockLabel)
        lines.push([cell(0, 1, funds.blockLabel, funds), ...pairCells(row.pairs, 1, columns)])
        break
      case 'fund-head':
        funds = { ...fundState(funds, row.block, row.fundsLabel, row.blockLabel), begun: {}, head: row }
        lines.push([...fundFront(funds), ...headCells(row, funds, columns)])
        break
      case 'fund-line':
        funds = fundState(funds, row.block, row.fundsLabel, row.blockLabel)
        funds = { ...funds, ...parentOf(row, funds, vocabulary) }
        lines.push([...fundFront(funds), ...lineCells(row, funds, columns)])
        break
    }
  }
  return lines
}

function pairCells(
  pairs: readonly { readonly label: Token; readonly value: Token | null }[],
  from: number,
  columns: number,
): Placed[] {
  const width = Math.max(2, Math.floor((columns - from) / pairs.length))
  return pairs.flatMap(({ label, value }, index) => {
    const start = from + index * width
    const end = index === pairs.length - 1 ? columns : start + width
    return [cell(start, start + 1, label), cell(start + 1, end, value)]
  })
}

interface FundState {
  readonly fundsLabel: Token | null
  readonly block: FundLine['block']
  readonly blockLabel: Token | null
  /** What the block's label is merged over. */
  readonly begun: object
  readonly head: FundHead | null
  readonly parent: Token | null
  /** Field in which the lines below the parent stand. */
  readonly childColumn: number
}

function fundState(
  above: FundState | null,
  block: FundLine['block'],
  fundsLabel: Token | null,
  blockLabel: Token | null,
): FundState {
  if (above !== null && above.block === block && fundsLabel === null && blockLabel === null) return above
  return {
    fundsLabel: fundsLabel ?? above?.fundsLabel ?? null,
    block,
    blockLabel,
    begun: {},
    head: null,
    parent: null,
    childColumn: -1,
  }
}

function fundFront(funds: FundState): Placed[] {
  const front = funds.fundsLabel === null ? [] : [cell(0, 1, funds.fundsLabel, funds.fundsLabel)]
  return [...front, cell(front.length, front.length + 1, funds.blockLabel, funds.begun)]
}

/** Measures that have columns: the headed ones, or all where none is headed. */
function measureOrder(funds: FundState): readonly number[] {
  const headed = funds.head?.measures ?? []
  const all = funds.block.measures.map((_, measure) => measure)
  const own = all.filter((measure) => headed[measure])
  if (own.length === 0) return all
  return [...own].sort((a, b) => (headed[a]?.column ?? 0) - (headed[b]?.column ?? 0))
}

function headCells(row: FundHead, funds: FundState, columns: number): Placed[] {
  const order = measureOrder(funds)
  const from = fundFront(funds).length
  const first = columns - order.length
  return [
    cell(from, first, row.lineHeading),
    ...order.map((measure, index) => cell(first + index, first + index + 1, row.measures[measure] ?? null)),
  ]
}

function lineCells(row: FundLine, funds: FundState, columns: number): Placed[] {
  const order = measureOrder(funds)
  const from = fundFront(funds).length
  const first = columns - order.length
  const labels =
    funds.parent === null
      ? [cell(from, first, row.label)]
      : [cell(from, from + 1, funds.parent, funds.parent), cell(from + 1, first, row.label)]
  return [
    ...labels,
    ...order.map((measure, index) => cell(first + index, first + index + 1, row.amounts[measure] ?? null)),
  ]
}

/** The merged label beside a line: its own, or the one above where the form or the field says that it goes on. */
function parentOf(
  row: FundLine,
  funds: FundState,
  vocabulary: Vocabulary,
): Pick<FundState, 'parent' | 'childColumn'> {
  if (row.parent !== null) return { parent: row.parent, childColumn: row.label.column }
  const known = vocabulary.line(row.block, row.label.text)
  const goesOn = known === null ? row.label.column === funds.childColumn : known.path.length > 1
  return goesOn ? { parent: funds.parent, childColumn: funds.childColumn } : { parent: null, childColumn: -1 }
}
