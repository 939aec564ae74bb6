/** A sheet whose pages stand as far apart as the heights of the rows at their ends tell, once these are known. */
import type { SheetRow } from './build.ts'
import type { Section } from './heads.ts'
import { isLone } from './lone-labels.ts'
import { lowered, type Phrase } from './phrase.ts'
import { cellsOf, placesOfRows } from './places.ts'
import type { Ground, Row } from './row.ts'
import type { RowHeight } from './row-heights.ts'

/** What is moved: rows, labels beside them, and the sheet that they stand on. */
export interface Stack {
  readonly rows: readonly SheetRow[]
  readonly sides: readonly Phrase[]
  readonly ground: Ground
}

/** The stack with room at each page's end for the whole rows that meet there. Where rules show the rows' sides, it is as it was. */
export function restacked(stack: Stack, rowHeight: RowHeight): Stack {
  const { rows, sides, ground } = stack
  const { sheet } = ground
  if (sheet.rules.length > 0 || sheet.breaks.length === 0) return stack
  const whole = rows.filter((row) => !isLone(row)).map(({ row }) => row)
  const ends = [...sheet.breaks, Number.POSITIVE_INFINITY]
  const pages = ends.map((to, index) => {
    const from = sheet.breaks[index - 1] ?? Number.NEGATIVE_INFINITY
    return extentOf(whole, from, to, { ...ground, rowHeight })
  })
  const shifts: number[] = []
  for (const [index, at] of sheet.breaks.entries()) {
    const [above, below] = [pages[index], pages[index + 1]]
    const room = Math.max(0, (above?.bottom ?? at) - at) + Math.max(0, at - (below?.top ?? at))
    shifts.push((shifts.at(-1) ?? 0) + room)
  }
  if ((shifts.at(-1) ?? 0) < sheet.em * LEAST_SHIFT_EM) return stack
  const shiftAt = (y: number): number => shifts[sheet.breaks.findLastIndex((at) => at < y)] ?? 0
  const moved = new Map<Phrase, Phrase>()
  const move = (phrase: Phrase): Phrase => {
    const found = moved.get(phrase) ?? lowered(phrase, shiftAt(phrase.y))
    moved.set(phrase, found)
    return found
  }
  const sections = new Map<Section, Section>()
  const moveSection = (section: Section): Section => {
    const known = sections.get(section)
    if (known !== undefined) return known
    const heads = section.heads.map((head) => ({ ...head, lines: head.lines.map(move) }))
    const upper = section.upper.map((label) => ({ ...label, line: move(label.line) }))
    const found = { ...section, heads, upper, anchor: section.anchor + shiftAt(section.anchor) }
    sections.set(section, found)
    return found
  }
  const breaks = sheet.breaks.map(
    (at, index) => Math.max(at, pages[index]?.bottom ?? at) + (shifts[index - 1] ?? 0),
  )
  return {
    rows: rows.map((own) => ({ ...own, row: movedRow(own.row, move, moveSection) })),
    sides: sides.map(move),
    ground: { ...ground, sheet: { ...sheet, phrases: sheet.phrases.map(move), breaks } },
  }
}

/** Pages that are moved by less than this, in em, stay. */
const LEAST_SHIFT_EM = 0.5

/** From the top of the first row that stands between two heights to the bottom of the last; null where a row stands across one. */
function extentOf(
  rows: readonly Row[],
  from: number,
  to: number,
  ground: Ground,
): { readonly top: number; readonly bottom: number } | null {
  const heightsOf = (row: Row): number[] => cellsOf(row).flatMap((cell) => cell.map(({ y }) => y))
  const own = rows.filter((row) => heightsOf(row).some((y) => y > from && y < to))
  if (own.length === 0 || own.some((row) => heightsOf(row).some((y) => y < from || y > to))) return null
  const before = own.findIndex(({ kind }) => kind !== 'text')
  const places = placesOfRows(own, ground)
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined || before === -1) return null
  return {
    top: before === 0 ? first.top : first.anchor - ground.sheet.rowPitch / 2,
    bottom: own.at(-1)?.kind === 'text' ? last.anchor + ground.sheet.rowPitch / 2 : last.bottom,
  }
}

function movedRow(
  row: Row,
  move: (phrase: Phrase) => Phrase,
  moveSection: (section: Section) => Section,
): Row {
  switch (row.kind) {
    case 'fields':
      return {
        ...row,
        label: row.label.map(move),
        cells: row.cells.map((cell) => ({ ...cell, phrases: cell.phrases.map(move) })),
      }
    case 'heads':
    case 'lower-heads':
      return { ...row, section: moveSection(row.section) }
    case 'body':
      return {
        ...row,
        section: moveSection(row.section),
        columns: row.columns.map((own) => own.map(move)),
        labels: row.labels.map((own) => own.map(move)),
      }
    case 'text':
      return { ...row, phrases: row.phrases.map(move) }
  }
}
