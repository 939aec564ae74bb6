/** What was read of a form's sheet as blocks: tables with their repairs, texts, and the places of both on the pages. */
import type { Box, Locator } from '@backfile/model'
import { textOf } from '../cell-text.ts'
import { around, rounded, scaledBox } from '../geometry.ts'
import type { Block, Cell, Repair, Table } from '../table.ts'
import { assembleLines } from '../text-lines.ts'
import { seenBox } from '../turn.ts'
import type { Strip, StripRepair } from './bands/index.ts'
import { DOUBTED, type SheetCell, SURE } from './build.ts'
import type { SheetPage } from './form-page.ts'
import type { Phrase } from './phrase.ts'

/** Places of phrases, one a page. */
export type Placer = (phrases: readonly Phrase[]) => Locator[]

/** Gives the places of phrases, one a page. */
export function placer(strips: readonly Strip[]): Placer {
  const origins = new Map(strips.flatMap((strip) => [...strip.origins]))
  return (phrases) => {
    const boxes = new Map<SheetPage, Box[]>()
    for (const { glyphs } of phrases) {
      for (const glyph of glyphs) {
        const origin = origins.get(glyph)
        if (origin === undefined) continue
        const own = boxes.get(origin.own)
        if (own === undefined) boxes.set(origin.own, [origin.glyph.box])
        else own.push(origin.glyph.box)
      }
    }
    return [...boxes]
      .sort(([a], [b]) => a.page.number - b.page.number)
      .map(([{ page, turn, scale }, own]) => ({
        page: page.number,
        bbox: rounded(seenBox(scaledBox(around(own), 1 / scale), turn, page.width, page.height)),
      }))
  }
}

export function tableOf(
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

export function textBlock(text: Phrase, place: Placer): Block {
  return { kind: 'text', text: text.text, locators: place([text]), confidence: 1 }
}

/** Confidence in a table beside which texts stand that found no place in it. */
const TEXTS_LEFT = 0.6

/** The blocks with the texts that are in none of them, and a repair of the first table that names these. */
export function withTextsLeft(blocks: readonly Block[], left: readonly Phrase[], place: Placer): Block[] {
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
