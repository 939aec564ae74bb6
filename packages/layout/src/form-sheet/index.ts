/** Forms without upright rulings, rebuilt from how their texts stand and the labels that forms are known to print. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import type { Block } from '../table.ts'
import { type Strip, type StripRepair, type Strips, standsAlone, stripOf, stripsOf } from './bands/index.ts'
import { areSame, type Standing } from './blocks.ts'
import { cellsOfRows, columnsFor, type SheetRow, SURE, SURE_OF_COUNTED } from './build.ts'
import { type OpenSection, withEdges } from './column-edges.ts'
import { onOneWidth } from './counted-pages.ts'
import { beginsFiling, type SheetPage } from './form-page.ts'
import type { Frame } from './frame.ts'
import { withoutFurniture } from './furniture.ts'
import {
  areSameSections,
  countHeadsLeftOut,
  haveSameHeads,
  headRowsOf,
  linesOfHeads,
  type Section,
  type SheetTexts,
  sidedLines,
  textsOf,
} from './heads.ts'
import { isLone, withLoneLabels } from './lone-labels.ts'
import { atOneScale } from './one-scale.ts'
import { centreOf, type Phrase } from './phrase.ts'
import { cellsOf } from './places.ts'
import { printsOf } from './prints.ts'
import { restacked } from './restacked.ts'
import type { Ground } from './row.ts'
import { rowHeightFrom, rowTextOf, usualRowHeight } from './row-heights.ts'
import type { Way } from './row-ways.ts'
import { type Rows, rowsOf } from './rows.ts'
import { withoutRunningTitles } from './running-titles.ts'
import { type Sheet, sheetOf } from './sheet.ts'
import { placer, tableOf, textBlock, withTextsLeft } from './sheet-blocks.ts'
import { withSpacedLabels } from './spaced-labels.ts'
import type { LabelBook } from './vocabulary.ts'

export { type SheetPage, uprightPage } from './form-page.ts'
export { type PageRun, PageRuns } from './page-runs.ts'
export type { LabelBook, LabelPart } from './vocabulary.ts'

/** Pages of one filing, and its blocks one below the other; null where they are no known form's. */
export interface FormSheet {
  readonly pages: readonly SheetPage[]
  readonly blocks: readonly Block[] | null
}

/** The filings on pages that follow each other: bands side by side again, parted where a title begins one. */
export function formSheets(printed: readonly SheetPage[], book: LabelBook): FormSheet[] {
  const pages = onOneWidth(atOneScale(printed), book)
  const sheets: { readonly strips: Strip[]; readonly repairs: StripRepair[] }[] = []
  for (const { strips, repair } of printsOf(pages).flatMap((print) => stripsOfPrint(print, book))) {
    for (const [index, strip] of strips.entries()) {
      const last = sheets.at(-1)
      if (last === undefined || beginsFiling(strip.page, book))
        sheets.push({ strips: [strip], repairs: repair === null ? [] : [repair] })
      else {
        last.strips.push(strip)
        const [page] = strip.pages
        if (index === 0 && repair !== null) last.repairs.push(repair)
        else if (repair === null && last.repairs.length > 0 && page !== undefined)
          last.repairs.push(standsAlone(page.page.number))
      }
    }
  }
  return sheets.map(({ strips, repairs }) => ({
    pages: strips.flatMap((strip) => strip.pages),
    blocks: blocksOf(strips, repairs, book),
  }))
}

function stripsOfPrint(pages: readonly SheetPage[], book: LabelBook): Strips[] {
  const titled = withoutRunningTitles(
    pages.map(({ page }) => withSpacedLabels(page, book)),
    book,
  )
  const bare = withoutFurniture(titled, book)
  // Places across are inferred there and heights are rounded: nothing tells that two pages stood side by side.
  if (pages.some(({ page }) => page.isCounted === true)) {
    const strips = pages.flatMap((page, at) => {
      const own = bare[at]
      return own === undefined ? [] : [stripOf(page, own)]
    })
    return [{ strips, repair: null }]
  }
  return stripsOf(pages, bare, book)
}

function blocksOf(
  strips: readonly Strip[],
  repairs: readonly StripRepair[],
  book: LabelBook,
): Block[] | null {
  const read = readSheet(
    strips.map(({ page }) => page),
    book,
  )
  if (read === null) return null
  const { rows, sides, ground } = read
  const columns = columnsFor(rows)
  const place = placer(strips)
  const sure = strips.some(({ page }) => page.isCounted === true) ? SURE_OF_COUNTED : SURE
  const blocks: Block[] = []
  const given = new Set<Glyph>()
  const give = (phrases: readonly Phrase[]): void => {
    for (const glyph of phrases.flatMap(({ glyphs }) => [...glyphs])) given.add(glyph)
  }
  let run: SheetRow[] = []
  const close = (): void => {
    if (run.length > 0) {
      const cells = cellsOfRows(run, sides, columns, ground)
      give(cells.flatMap(({ phrases }) => [...phrases]))
      blocks.push(tableOf(cells, run.length, columns, sure, repairs, place))
    }
    run = []
  }
  for (const row of rows) {
    if (row.row.kind !== 'text') {
      run.push(row)
      continue
    }
    close()
    give(row.row.phrases)
    blocks.push(...row.row.phrases.map((text) => textBlock(text, place)))
  }
  close()
  const left = ground.sheet.phrases.filter(({ glyphs }) => !glyphs.some((glyph) => given.has(glyph)))
  return left.length === 0 ? blocks : withTextsLeft(blocks, left, place)
}

/** A sheet as it was read, row by row. */
export interface ReadSheet {
  readonly rows: readonly SheetRow[]
  readonly sides: readonly Phrase[]
  readonly ground: Ground
}

/** What it costs a reading, as rows are judged, that a known head heads no column: as much as a line of text in no row. */
const HEAD_LEFT_OUT = 4

const standings: readonly Standing[] = ['middle', 'top', 'bottom']

/** The reading of the sheet with the least against it, whether texts stand in the middle of their cells or not. */
export function readSheet(pages: readonly PaintedPage[], book: LabelBook): ReadSheet | null {
  const whole = textsOf(sheetOf(pages, book), book)
  if (whole === null) return null
  const tried: TriedSheet[] = []
  const dropped: { readonly again: ReadonlySet<Glyph>; readonly texts: SheetTexts | null }[] = []
  const without = (again: ReadonlySet<Glyph>): SheetTexts | null => {
    const known = dropped.find((other) => areSame([...again], [...other.again]))
    if (known !== undefined) return known.texts
    const texts = textsOf(sheetOf(pages, book, again), book)
    dropped.push({ again, texts })
    return texts
  }
  for (const standing of standings) {
    const first = partsOf(whole, standing)
    const again = repeatedHeads(first)
    const texts = again.size === 0 ? whole : without(again)
    if (texts === null) continue
    const parts = texts === whole ? first : partsOf(texts, standing)
    const same = tried.find((other) => other.texts === texts && areSame(other.sides, parts.sides))
    if (same === undefined) tried.push({ ...parts, ways: [{ standing, sections: parts.sections }] })
    else same.ways.push({ standing, sections: withKnown(parts.sections, same.ways) })
  }
  const [best] = tried
    .flatMap(readingsOf)
    .sort(
      (a, b) =>
        a.cost - b.cost || standings.indexOf(a.ground.standing) - standings.indexOf(b.ground.standing),
    )
  if (best === undefined) return null
  const stack = onOwnHeights(best)
  return best.isLevelRuled ? stack : { ...stack, rows: withLoneLabels(stack.rows, stack.ground) }
}

/** A sheet's texts, and the ways that are looked at to read them. */
interface TriedSheet {
  readonly texts: SheetTexts
  readonly sides: readonly Phrase[]
  readonly ways: Way[]
}

/** The sections, with those of other ways for such as are the same: most are, wherever texts stand in their cells. */
function withKnown(sections: readonly Section[], ways: readonly Way[]): readonly Section[] {
  const known = ways.flatMap((way) => [...way.sections])
  const found = sections.map((section) => known.find((other) => areSameSections(section, other)) ?? section)
  return ways.find((way) => areSame(way.sections, found))?.sections ?? found
}

/** The cheapest reading for each way. */
function readingsOf({ texts, sides, ways }: TriedSheet): (ReadSheet & Pick<Rows, 'cost' | 'isLevelRuled'>)[] {
  const { sheet, frame, book, phrases } = texts
  return rowsOf(phrases, ways, new Set(sides), texts).flatMap((found, index) => {
    const way = ways[index]
    if (way === undefined) return []
    const { standing, sections } = way
    const rows = found.rows.flatMap((row, at) => inLevels({ row, cost: found.costs[at] ?? 0 }))
    const ground = { sheet, frame, book, standing, rowHeight: usualRowHeight(sheet) }
    const leftOut = countHeadsLeftOut(texts, sections) * HEAD_LEFT_OUT
    return [{ rows, sides, ground, cost: found.cost + leftOut, isLevelRuled: found.isLevelRuled }]
  })
}

/** A row of heads of two levels as two rows. */
function inLevels(row: SheetRow): SheetRow[] {
  if (row.row.kind !== 'heads' || row.row.section.upper.length === 0) return [row]
  return [row, { row: { kind: 'lower-heads', section: row.row.section }, cost: 0 }]
}

/** The rows with the heights that they tell, on pages as far apart as these say. */
function onOwnHeights(read: ReadSheet): ReadSheet {
  const { sheet, standing } = read.ground
  const whole = read.rows.filter((row) => row.row.kind !== 'text' && !isLone(row))
  const texts = whole.map(({ row }) => rowTextOf(cellsOf(row), standing))
  const rowHeight = rowHeightFrom(texts, sheet, standing)
  const stack = restacked(read, rowHeight)
  return { ...stack, ground: { ...stack.ground, rowHeight } }
}

/** What is known of a sheet before its rows are. */
interface SheetParts {
  readonly texts: SheetTexts
  readonly sections: readonly Section[]
  readonly sides: readonly Phrase[]
}

function partsOf(texts: SheetTexts, standing: Standing): SheetParts {
  const sections = sectionsOf(texts, standing)
  return { texts, sections, sides: sidesOf(texts, sections) }
}

/** First glyphs of the lines of heads that a page prints again at its top. */
function repeatedHeads({ texts: { phrases, sheet }, sections, sides }: SheetParts): Set<Glyph> {
  const again = new Set<Glyph>()
  const beside = new Set(sides)
  for (const at of sheet.breaks) {
    const section = sections.find(({ anchor }) => anchor > at)
    const above = sections.findLast(({ anchor }) => anchor < at)
    if (section === undefined || above === undefined) continue
    const lines = linesOfHeads(section)
    const top = Math.min(...lines.map(({ y }) => y))
    const isFirst = phrases.every(
      (phrase) => phrase.y < at || phrase.y > top - phrase.size * 0.5 || beside.has(phrase),
    )
    const bottom = Math.max(...linesOfHeads(above).map(({ y }) => y))
    const hasRows = phrases.some(
      (phrase) => phrase.y > bottom + phrase.size * 0.5 && phrase.y < at && !beside.has(phrase),
    )
    // No block ends without a row: heads of a block before it are then those that every page prints.
    const printed = hasRows ? [above] : sections.filter(({ anchor }) => anchor < at)
    if (!isFirst || !printed.some((other) => haveSameHeads(section, other))) continue
    for (const { glyphs } of lines) if (glyphs[0] !== undefined) again.add(glyphs[0])
  }
  return again
}

function sectionsOf(texts: SheetTexts, standing: Standing): Section[] {
  const { phrases, sheet, frame, book } = texts
  const rows = headRowsOf(texts, standing)
  const labelled = phrases.filter(
    (phrase) => phrase.x1 < frame.labelEnd + sheet.em * 0.3 && book.partsOf(phrase.text).has('field'),
  )
  const open = rows.map((section, index): OpenSection => {
    const next = rows[index + 1]?.anchor ?? Number.POSITIVE_INFINITY
    const end = Math.min(next, ...labelled.filter(({ y }) => y > section.anchor).map(({ y }) => y))
    const top = Math.max(
      section.anchor,
      ...(section.upper.length > 0 ? linesOfHeads(section).map(({ y }) => y) : []),
    )
    const below = phrases.filter(({ y }) => y > top + sheet.em && y < end - sheet.em * 0.8)
    return { section, below }
  })
  return withEdges(open, sheet, frame)
}

/** Labels that stand beside blocks of rows. */
function sidesOf({ phrases, sheet, frame, book }: SheetTexts, sections: readonly Section[]): Phrase[] {
  const heads = new Set(sections.flatMap(linesOfHeads))
  const free = phrases.filter((phrase) => !heads.has(phrase) && isLeft(phrase, sections, frame, sheet))
  return [...sidedLines(free, sheet, book)]
}

/** In the label column, or before the amounts of a section whose labels no head stands above. */
function isLeft(phrase: Phrase, sections: readonly Section[], frame: Frame, sheet: Sheet): boolean {
  if (phrase.x1 < frame.labelEnd + sheet.em * 0.3) return true
  const section = sections.findLast(({ anchor }) => anchor < phrase.y + sheet.em * 0.4)
  return section?.isHeadless === true && centreOf(phrase) < (section.edges[0] ?? 0)
}
