/** A block of indicators: its rows in their columns, with the levels that stand over them. */

import type { Repair } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import { clippedNameDoubts, rowDoubts, shiftRepairs, spreadDoubts, spreadRepairs } from './block-doubts.ts'
import { levelColumns, rolesOf } from './header.ts'
import { joinOverPages } from './labels-over-pages.ts'
import type { Likeness } from './likeness.ts'
import { LOOK_BELOW } from './messages.ts'
import type { BlockPiece } from './pieces.ts'
import { type PlacedRow, placeRows } from './row-columns.ts'
import type { Token } from './source-lines.ts'
import { spreadLabels } from './spread.ts'
import type { LabelLine, RowLevel, SpreadLine, SpreadRow } from './spread-model.ts'
import { withStrangersDoubted } from './stranger-levels.ts'
import { type ColumnRole, isTargetRole, type TextFit } from './text-fit.ts'
import { kindOf } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface BlockCell {
  readonly token: Token | null
  readonly confidence: number
}

export interface BlockRow {
  readonly cells: ReadonlyMap<ColumnRole, BlockCell>
}

export interface Block {
  readonly roles: readonly ColumnRole[]
  readonly header: ReadonlyMap<ColumnRole, Token>
  readonly rows: readonly BlockRow[]
  readonly doubts: readonly Doubt[]
  readonly repairs: readonly Repair[]
  /** Lines whose columns were shifted and put back without doubt. */
  readonly putBack: readonly PlacedRow[]
}

export interface BlockContext {
  readonly vocabulary: Vocabulary
  readonly likeness: Likeness
  readonly fit: TextFit
  /** All texts of the document, to tell whether two pieces are one label elsewhere. */
  readonly texts: readonly string[]
  readonly damaged: boolean
}

/** Log-odds of a new group where a row lost fields that the row above had: the merged cell above had ended. */
const FIELDS_LOST = 0.8

/** Groups list their sub-projects in one order: log-odds of a new group where it starts again, goes on, stays. */
const SUBPROJECTS = { again: 1.8, next: -0.6, same: -1 }

export function readBlock(written: BlockPiece, context: BlockContext): Block {
  const piece = withIndicatorsLabel(written, context.vocabulary)
  const placed = placeRows(piece.lines, piece.header, context)
  const labels = piece.labels
  const placedLabels = labels === null ? [] : placeRows(labels.lines, labels.header, context)
  const outerRoles = labels === null ? [] : levelColumns(labels.header).map((column) => column.role)
  const innerRoles = levelColumns(piece.header)
    .map((column) => column.role)
    .filter((role) => !outerRoles.includes(role))
  const rows = spreadRows(placed, context)
  const innerLines = labelLines(
    placed,
    innerRoles,
    placed.map((_, row) => row),
    context,
  )
  const inner = spreadLabels(rows, innerLines, innerRoles.length, context)
  const outerLines = labelLines(placedLabels, outerRoles, labels?.rows ?? [], context)
  const whole = labels === null ? inner : spreadOuter(rows, inner, outerLines, outerRoles.length, context)
  const levelRoles = [...outerRoles, ...innerRoles]
  const spread = withStrangersDoubted(whole, levelRoles, context.vocabulary)
  const labelHeader = labels?.header ?? []
  const header = new Map([...labelHeader, ...piece.header].map((column) => [column.role, column.token]))
  const placements = placementsOf([...placedLabels, ...placed])
  const sure = (row: PlacedRow): boolean => row.shifted && row.confidence >= LOOK_BELOW
  return {
    roles: rolesInOrder(rolesOf(labelHeader), rolesOf(piece.header)),
    header,
    rows: spread.map((line) => blockRow(line, placed, levelRoles, placements)),
    doubts: [
      ...placed.flatMap((row) => rowDoubts(row, piece.header)),
      ...placedLabels.flatMap((row) => rowDoubts(row, labelHeader)),
      ...spreadDoubts(spread, placed, levelRoles),
      ...clippedNameDoubts(placed, context.vocabulary),
    ],
    repairs: [...spreadRepairs(spread, placed, levelRoles), ...shiftRepairs(placed)],
    putBack: placed.filter(sure),
  }
}

/** Log-odds of an outer label beginning where no inner one does. */
const INSIDE_INNER = -6

/** Labels of the left band over rows whose own labels are known: an outer label begins where an inner one does. */
function spreadOuter(
  rows: readonly SpreadRow[],
  inner: readonly SpreadLine[],
  lines: readonly LabelLine[],
  levels: number,
  context: BlockContext,
): SpreadLine[] {
  const own = new Map(inner.map((line) => [line.row, line.levels]))
  const begins = rows.map((row, index) => {
    const label = own.get(index)?.[0]?.label ?? null
    const above = own.get(index - 1)?.[0]?.label ?? null
    const inside = index > 0 && label !== null && label === above
    return inside ? { ...row, beginsGroup: row.beginsGroup + INSIDE_INNER } : row
  })
  const blank = inner[0]?.levels.map((): RowLevel => ({ label: null, confidence: 1, other: null })) ?? []
  return spreadLabels(begins, lines, levels, context).map((line) => ({
    row: line.row,
    levels: [...line.levels, ...(own.get(line.row) ?? blank)],
  }))
}

/** The label of the whole block stands in a column of its own, often on a later page only, where its middle fell. */
function withIndicatorsLabel(piece: BlockPiece, vocabulary: Vocabulary): BlockPiece {
  if (piece.labels !== null || rolesOf(piece.header).includes('indicatorsLabel')) return piece
  const tokens = piece.lines.flatMap((line) => line.tokens.slice(0, 1))
  const token = tokens.find(
    ({ text }) => vocabulary.isIndicatorsLabel(text) && vocabulary.firstLevels(text).length === 0,
  )
  if (token === undefined) return piece
  const first = Math.min(...piece.header.map((column) => column.column))
  return { ...piece, header: [{ role: 'indicatorsLabel', column: first - 1, token }, ...piece.header] }
}

/** Columns of both bands, each once, in the sheet's order. */
function rolesInOrder(labels: readonly ColumnRole[], rows: readonly ColumnRole[]): ColumnRole[] {
  return [...labels.filter((role) => !rows.includes(role)), ...rows]
}

function labelLines(
  placed: readonly PlacedRow[],
  roles: readonly ColumnRole[],
  places: readonly (number | null)[],
  context: BlockContext,
): LabelLine[] {
  const lines = placed.flatMap((row, index): readonly LabelLine[] => {
    const labels = roles.map((role) => row.cells.get(role)?.token ?? null)
    if (labels.every((label) => label === null)) return []
    return [{ page: row.line.page, row: places[index] ?? null, labels }]
  })
  return joinOverPages(
    lines,
    placed.map((row) => row.line.page),
    context,
  )
}

function spreadRows(placed: readonly PlacedRow[], context: BlockContext): SpreadRow[] {
  const subprojects = subprojectEvidence(placed)
  return placed.map((row, index) => {
    const name = row.cells.get('name')?.token.text ?? ''
    const targets = [...row.cells].filter(([role]) => isTargetRole(role)).map(([, cell]) => cell.token.text)
    const lost = row.lost > 0 && (placed[index - 1]?.lost ?? 0) === 0 ? FIELDS_LOST : 0
    return {
      page: row.line.page,
      name,
      kind: kindOf(name, targets),
      beginsGroup: (context.damaged ? lost : 0) + (subprojects[index] ?? 0),
    }
  })
}

/** Sub-projects are ranked as they first appear in the block; a step back in rank speaks for a new group. */
function subprojectEvidence(placed: readonly PlacedRow[]): readonly number[] {
  const ranks = new Map<string, number>()
  const own = placed.map((row) => {
    const text = row.cells.get('subprojects')?.token.text
    if (text === undefined) return null
    const rank = ranks.get(text) ?? ranks.size
    ranks.set(text, rank)
    return rank
  })
  return own.map((rank, index) => {
    const above = own[index - 1]
    if (rank === null || above === null || above === undefined) return 0
    if (rank === above) return SUBPROJECTS.same
    return rank < above ? SUBPROJECTS.again : SUBPROJECTS.next
  })
}

function blockRow(
  line: SpreadLine,
  placed: readonly PlacedRow[],
  levelRoles: readonly ColumnRole[],
  placements: ReadonlyMap<Token, number>,
): BlockRow {
  const cells = new Map<ColumnRole, BlockCell>()
  const source = line.row === null ? undefined : placed[line.row]
  for (const [role, cell] of source?.cells ?? []) {
    cells.set(role, { token: cell.token, confidence: cell.confidence })
  }
  for (const [index, role] of levelRoles.entries()) {
    const level = line.levels[index]
    const label = level?.label ?? null
    const from = label === null ? undefined : placements.get(label)
    cells.set(role, { token: label, confidence: Math.min(level?.confidence ?? 1, from ?? 1) })
  }
  return { cells }
}

/** How sure it is that a text is of its column at all. */
function placementsOf(placed: readonly PlacedRow[]): ReadonlyMap<Token, number> {
  return new Map(
    placed.flatMap((row) => [...row.cells.values()].map((cell) => [cell.token, cell.confidence] as const)),
  )
}
