/** What is doubtful in a block of indicators, and what was put right in it. */
import type { Repair } from '@backfile/layout'
import { type Doubt, foldKey } from '@backfile/model'
import { rolesOf } from './header.ts'
import {
  columnDoubt,
  LOOK_BELOW,
  labelSpread,
  levelWithoutRows,
  nameClipped,
  quote,
  roleName,
  targetLost,
} from './messages.ts'
import type { BlockPiece } from './pieces.ts'
import type { PlacedRow } from './row-columns.ts'
import type { RowLevel, SpreadLine } from './spread-model.ts'
import { type ColumnRole, isTargetRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'
import { SATISFACTION } from './words.ts'

/** Texts whose column is doubtful, and targets that the row lost. */
export function rowDoubts(row: PlacedRow, header: BlockPiece['header']): Doubt[] {
  const doubts: Doubt[] = []
  for (const [role, cell] of row.cells) {
    if (cell.columnConfidence >= LOOK_BELOW) continue
    doubts.push(columnDoubt(role, cell.token.text, cell.columnConfidence, cell.other, cell.token.locators))
  }
  const name = row.cells.get('name')
  const lost = rolesOf(header).filter((role) => isTargetRole(role) && !row.cells.has(role))
  if (name !== undefined && lost.length > 0 && row.shifted) {
    doubts.push(targetLost(name.token.text, lost, name.token.locators))
  }
  return doubts
}

/** Fewest characters of a usual name that a cell's edge left, and most that it cut off. */
const CLIPPED = { left: 3, cut: 4 }

/** Names that a cell's edge may have cut: no usual ones, but the beginning of one, or ending or beginning amid a word. */
export function clippedNameDoubts(placed: readonly PlacedRow[], { form }: Vocabulary): Doubt[] {
  const usual = form.knownLevels.flatMap((known) => [
    ...(known.indicators ?? []),
    ...known.level2.flatMap(({ indicators }) => indicators),
  ])
  const keys = new Map(usual.map((name) => [foldKey(name), name]))
  return placed.flatMap((row): readonly Doubt[] => {
    const token = row.cells.get('name')?.token
    const key = token === undefined ? '' : foldKey(token.text)
    if (token === undefined || keys.has(key)) return []
    if (key !== '' && SATISFACTION.endsWith(key))
      return [nameClipped(token.text, SATISFACTION, token.locators)]
    if (key.length < CLIPPED.left) return []
    const whole = [...keys].find(
      ([own]) => own.startsWith(key) && own.length - key.length <= CLIPPED.cut,
    )?.[1]
    const other = whole ?? completedEnd(token.text)
    return other === null ? [] : [nameClipped(token.text, other, token.locators)]
  })
}

/** The name with the whole of the word that it ends amid; null where it ends amid none. */
function completedEnd(name: string): string | null {
  const cut = [1, 2].find((left) => name.endsWith(SATISFACTION.slice(0, left)))
  return cut === undefined ? null : name + SATISFACTION.slice(cut)
}

interface SpreadRun {
  readonly role: ColumnRole
  readonly level: RowLevel
  readonly rows: readonly PlacedRow[]
}

/** Neighbouring rows that have the same label and the same other label, where that is doubtful. */
function doubtfulRuns(
  spread: readonly SpreadLine[],
  placed: readonly PlacedRow[],
  roles: readonly ColumnRole[],
): SpreadRun[] {
  const runs: { role: ColumnRole; level: RowLevel; rows: PlacedRow[] }[] = []
  for (const [index, role] of roles.entries()) {
    let open: { role: ColumnRole; level: RowLevel; rows: PlacedRow[] } | null = null
    for (const line of spread) {
      const level = line.levels[index]
      const row = line.row === null ? undefined : placed[line.row]
      if (level === undefined || row === undefined || level.confidence >= LOOK_BELOW) {
        open = null
        continue
      }
      if (
        open !== null &&
        open.level.label === level.label &&
        open.level.other?.label === level.other?.label
      ) {
        open.rows.push(row)
        if (level.confidence < open.level.confidence) open.level = level
      } else {
        open = { role, level, rows: [row] }
        runs.push(open)
      }
    }
  }
  return runs
}

const nameOf = (row: PlacedRow): string => row.cells.get('name')?.token.text ?? ''

/** Runs of rows whose label is doubtful, and labels that have no rows. */
export function spreadDoubts(
  spread: readonly SpreadLine[],
  placed: readonly PlacedRow[],
  roles: readonly ColumnRole[],
): Doubt[] {
  const empty = spread.flatMap((line) => {
    const label = line.row === null ? line.levels.at(-1)?.label : null
    return label ? [levelWithoutRows(label.text, label.locators)] : []
  })
  const doubtful = doubtfulRuns(spread, placed, roles).map(({ role, level, rows }) =>
    labelSpread(
      role,
      rows.map(nameOf),
      level.label?.text ?? null,
      level.confidence,
      level.other === null
        ? null
        : { label: level.other.label?.text ?? null, probability: level.other.probability },
      rows.flatMap((row) => row.cells.get('name')?.token.locators ?? []),
    ),
  )
  return [...doubtful, ...empty]
}

/** The same runs as repairs, each with its runner-up. */
export function spreadRepairs(
  spread: readonly SpreadLine[],
  placed: readonly PlacedRow[],
  roles: readonly ColumnRole[],
): Repair[] {
  return doubtfulRuns(spread, placed, roles).map(({ role, level, rows }): Repair => {
    const doubt = labelSpread(role, rows.map(nameOf), level.label?.text ?? null, level.confidence, null, [])
    const other = level.other?.label?.text
    const repair = {
      kind: 'labels-spread' as const,
      message: doubt.message,
      confidence: level.confidence,
      locators: rows.flatMap((row) => row.cells.get('name')?.token.locators ?? []),
    }
    return other === undefined ? repair : { ...repair, alternative: { zh: other, en: other } }
  })
}

/** Rows that did not stand in their columns. */
export function shiftRepairs(placed: readonly PlacedRow[]): Repair[] {
  return placed
    .filter((row) => row.shifted)
    .map((row): Repair => {
      const texts = [...row.cells].map(([role, cell]) => ({
        role: roleName(role),
        text: quote(cell.token.text),
      }))
      const other = [...row.cells.values()].find(
        (cell) => cell.confidence < LOOK_BELOW && cell.other !== null,
      )
      const repair = {
        kind: 'columns-shifted' as const,
        message: {
          zh: `第 ${row.line.line} 行放回原列：${texts.map(({ role, text }) => `${role.zh}“${text}”`).join('，')}`,
          en: `Line ${row.line.line} put back into its columns: ${texts.map(({ role, text }) => `${role.en} “${text}”`).join(', ')}`,
        },
        confidence: row.confidence,
        locators: [...row.cells.values()].flatMap((cell) => cell.token.locators),
      }
      return other?.other ? { ...repair, alternative: roleName(other.other.role) } : repair
    })
}
