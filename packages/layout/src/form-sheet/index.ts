/** Forms without upright rulings, rebuilt from how their texts stand and the labels that forms are known to print. */
import type { Box, Locator } from '@backfile/model'
import type { Glyph, PaintedPage } from '@backfile/readers'
import { textOf } from '../cell-text.ts'
import { around } from '../geometry.ts'
import type { Block, Cell, Repair, Table } from '../table.ts'
import { assembleLines } from '../text-lines.ts'
import { seenBox } from '../turn.ts'
import { type Strip, type StripRepair, standsAlone, stripsOf } from './bands/index.ts'
import type { Standing } from './blocks.ts'
import {
  cellsOfRows,
  columnsFor,
  DOUBTED,
  type SheetCell,
  type SheetRow,
  SURE,
  SURE_OF_COUNTED,
} from './build.ts'
import { hasWideSpaces } from './character-page.ts'
import { type OpenSection, withEdges } from './column-edges.ts'
import { beginsFiling, type SheetPage } from './form-page.ts'
import { type Frame, frameOf, labelsCutOff } from './frame.ts'
import { withoutFurniture } from './furniture.ts'
import { countHeadsLeftOut, haveSameHeads, headRowsOf, type Section, sidedLines } from './heads.ts'
import { withLoneLabels } from './lone-labels.ts'
import { centreOf, type Phrase } from './phrase.ts'
import type { Ground } from './row.ts'
import { type Rows, rowsOf } from './rows.ts'
import { type Sheet, sheetOf } from './sheet.ts'
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
export function formSheets(pages: readonly SheetPage[], book: LabelBook): FormSheet[] {
  const bare = withoutFurniture(
    pages.map(({ page }) => page),
    book,
  )
  const sheets: { readonly strips: Strip[]; readonly repairs: StripRepair[] }[] = []
  for (const { strips, repair } of stripsOf(pages, bare, book)) {
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
  const sure = strips.some(({ page }) => hasWideSpaces(page)) ? SURE_OF_COUNTED : SURE
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

function textBlock(text: Phrase, place: Placer): Block {
  return { kind: 'text', text: text.text, locators: place([text]), confidence: 1 }
}

/** Confidence in a table beside which texts stand that found no place in it. */
const TEXTS_LEFT = 0.6

/** The blocks with the texts that are in none of them, and a repair of the first table that names these. */
function withTextsLeft(blocks: readonly Block[], left: readonly Phrase[], place: Placer): Block[] {
  const said = left.map(({ text }) => text)
  const repair: Repair = {
    kind: 'rows-inferred',
    message: {
      zh: `表格旁的文字没有归入任何一行：${said.join('，')}`,
      en: `Texts beside the rows of the table found no place in it: ${said.join(', ')}`,
    },
    confidence: TEXTS_LEFT,
    locators: place(left),
  }
  const first = blocks.find((block) => block.kind === 'table')
  return [
    ...blocks.map((block) =>
      block === first && block.kind === 'table' ? { ...block, repairs: [...block.repairs, repair] } : block,
    ),
    ...left.map((text) => textBlock(text, place)),
  ]
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
  let best: (ReadSheet & Pick<Rows, 'cost' | 'isLevelRuled'>) | null = null
  const whole = sheetOf(pages, book)
  for (const standing of standings) {
    const first = partsOf(whole, book, standing)
    if (first === null) return null
    const again = repeatedHeads(first)
    const parts = again.size === 0 ? first : partsOf(sheetOf(pages, book, again), book, standing)
    if (parts === null) continue
    const { phrases, sections, sides, ground } = parts
    const { costs, ...found } = rowsOf(phrases, sections, new Set(sides), ground)
    const cost = found.cost + countHeadsLeftOut(phrases, sections, ground.sheet, book) * HEAD_LEFT_OUT
    if (best !== null && cost >= best.cost) continue
    best = {
      ...found,
      cost,
      rows: found.rows.map((row, index) => ({ row, cost: costs[index] ?? 0 })),
      sides,
      ground,
    }
  }
  if (best === null || best.isLevelRuled) return best
  return { ...best, rows: withLoneLabels(best.rows, best.ground) }
}

/** What is known of a sheet before its rows are. */
interface SheetParts {
  readonly phrases: readonly Phrase[]
  readonly sections: readonly Section[]
  readonly sides: readonly Phrase[]
  readonly ground: Ground
}

function partsOf(sheet: Sheet, book: LabelBook, standing: Standing): SheetParts | null {
  const frame = frameOf(sheet, book)
  if (frame === null) return null
  const phrases = labelsCutOff(sheet, frame, book)
  const ground = { sheet, frame, book, standing }
  const sections = sectionsOf(phrases, ground)
  return { phrases, sections, sides: sidesOf(phrases, sections, ground), ground }
}

/** First glyphs of the lines of heads that a page prints again at its top. */
function repeatedHeads({ phrases, sections, sides, ground }: SheetParts): Set<Glyph> {
  const again = new Set<Glyph>()
  const beside = new Set(sides)
  for (const at of ground.sheet.breaks) {
    const section = sections.find(({ anchor }) => anchor > at)
    const above = sections.findLast(({ anchor }) => anchor < at)
    if (section === undefined || above === undefined) continue
    const lines = section.heads.flatMap((head) => head.lines)
    const top = Math.min(...lines.map(({ y }) => y))
    const isFirst = phrases.every(
      (phrase) => phrase.y < at || phrase.y > top - phrase.size * 0.5 || beside.has(phrase),
    )
    const bottom = Math.max(...above.heads.flatMap((head) => head.lines.map(({ y }) => y)))
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

function sectionsOf(phrases: readonly Phrase[], { sheet, frame, book, standing }: Ground): Section[] {
  const rows = headRowsOf(phrases, sheet, frame, book, standing)
  const labelled = phrases.filter(
    (phrase) => phrase.x1 < frame.labelEnd + sheet.em * 0.3 && book.partsOf(phrase.text).has('field'),
  )
  const open = rows.map((section, index): OpenSection => {
    const next = rows[index + 1]?.anchor ?? Number.POSITIVE_INFINITY
    const end = Math.min(next, ...labelled.filter(({ y }) => y > section.anchor).map(({ y }) => y))
    const below = phrases.filter(({ y }) => y > section.anchor + sheet.em && y < end - sheet.em * 0.8)
    return { section, below }
  })
  return withEdges(open, sheet, frame)
}

/** Labels that stand beside blocks of rows. */
function sidesOf(phrases: readonly Phrase[], sections: readonly Section[], ground: Ground): Phrase[] {
  const { sheet, frame, book } = ground
  const heads = new Set(sections.flatMap(({ heads: own }) => own.flatMap(({ lines }) => lines)))
  const free = phrases.filter((phrase) => !heads.has(phrase) && isLeft(phrase, sections, frame, sheet))
  return [...sidedLines(free, sheet, book)]
}

/** In the label column, or before the amounts of a section whose labels no head stands above. */
function isLeft(phrase: Phrase, sections: readonly Section[], frame: Frame, sheet: Sheet): boolean {
  if (phrase.x1 < frame.labelEnd + sheet.em * 0.3) return true
  const section = sections.findLast(({ anchor }) => anchor < phrase.y + sheet.em * 0.4)
  return section?.isHeadless === true && centreOf(phrase) < (section.edges[0] ?? 0)
}

type Placer = (phrases: readonly Phrase[]) => Locator[]

/** Gives the places of phrases, one a page. */
function placer(strips: readonly Strip[]): Placer {
  const origins = new Map(strips.flatMap((strip) => [...strip.origins]))
  return (phrases) => {
    const boxes = new Map<SheetPage, Box[]>()
    for (const glyph of phrases.flatMap(({ glyphs }) => [...glyphs])) {
      const origin = origins.get(glyph)
      if (origin !== undefined) boxes.set(origin.own, [...(boxes.get(origin.own) ?? []), origin.glyph.box])
    }
    return [...boxes]
      .sort(([a], [b]) => a.page.number - b.page.number)
      .map(([{ page, turn }, own]) => ({
        page: page.number,
        bbox: rounded(seenBox(around(own), turn, page.width, page.height)),
      }))
  }
}

function tableOf(
  own: readonly SheetCell[],
  rows: number,
  columns: number,
  sure: number,
  joined: readonly StripRepair[],
  place: Placer,
): Table {
  const taken = new Set<string>()
  const cells: Cell[] = []
  for (const cell of own) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1)
      for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1)
        taken.add(`${row}/${column}`)
    cells.push({
      row: cell.row,
      column: cell.column,
      rowSpan: cell.rowSpan,
      columnSpan: cell.columnSpan,
      text: textIn(cell.phrases),
      locators: place(cell.phrases),
      confidence: cell.confidence,
    })
  }
  const locators = place(own.flatMap(({ phrases }) => [...phrases]))
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      if (taken.has(`${row}/${column}`)) continue
      cells.push({ row, column, rowSpan: 1, columnSpan: 1, text: '', locators: [], confidence: SURE })
    }
  return {
    kind: 'table',
    rows,
    columns,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    confidence: Math.min(sure, ...joined.map(({ confidence }) => confidence)),
    repairs: [
      ...joined.map((repair) => ({ ...repair, locators })),
      ...repairsOf(locators, sure),
      ...own.flatMap((cell) => spanRepair(cell, own, place)),
    ],
  }
}

/** A cell's text, page by page. */
function textIn(phrases: readonly Phrase[]): string {
  const numbers = [...new Set(phrases.map(({ page }) => page))].sort((a, b) => a - b)
  return textOf(
    numbers.flatMap((number) =>
      assembleLines(phrases.filter(({ page }) => page === number).flatMap((phrase) => [...phrase.glyphs])),
    ),
  )
}

function repairsOf(locators: readonly Locator[], sure: number): Repair[] {
  return [
    {
      kind: 'columns-inferred',
      message: {
        zh: '表格没有竖线，列由文字位置与表头推断',
        en: 'The table has no vertical rulings; its columns were inferred from its heads and from where the text stands',
      },
      confidence: sure,
      locators,
    },
    {
      kind: 'rows-inferred',
      message: {
        zh: '表格的行由文字位置与已知标签推断',
        en: 'The rows of the table were inferred from where the text stands and from known labels',
      },
      confidence: sure,
      locators,
    },
  ]
}

/** A merged label that may as well cover other rows: both answers, by the texts of the first and the last row. */
function spanRepair(cell: SheetCell, all: readonly SheetCell[], place: Placer): Repair[] {
  const { other } = cell
  if (other === undefined) return []
  const rowCell = (row: number): SheetCell | undefined =>
    all
      .filter((each) => each.row === row && each.rowSpan === 1 && each.column > cell.column)
      .filter(({ phrases }) => phrases.length > 0)
      .sort((a, b) => a.column - b.column)[0]
  const rowText = (row: number): string => textIn(rowCell(row)?.phrases ?? [])
  const said = (from: number, to: number): { readonly zh: string; readonly en: string } => ({
    zh: `“${rowText(from)}”至“${rowText(to - 1)}”`,
    en: `“${rowText(from)}” to “${rowText(to - 1)}”`,
  })
  const own = said(cell.row, cell.row + cell.rowSpan)
  const label = textIn(cell.phrases)
  const [from, to] = [Math.min(cell.row, other.from), Math.max(cell.row + cell.rowSpan, other.to)]
  const rows = Array.from({ length: to - from }, (_, index) => rowCell(from + index)?.phrases ?? [])
  return [
    {
      kind: 'span-inferred',
      message: {
        zh: `合并单元格“${label}”没有框线，按位置推断其对应${own.zh}`,
        en: `No ruling shows which rows “${label}” covers; from where it stands they were taken to be ${own.en}`,
      },
      alternative: said(other.from, other.to),
      confidence: DOUBTED,
      locators: [cell.phrases, ...rows].flatMap(place),
    },
  ]
}

function rounded([x0, y0, x1, y1]: Box): Box {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x0), round(y0), round(x1), round(y1)]
}
