/** A printer for tests: paints a ruled sheet on one plane and cuts the plane into pages, as spreadsheet programs do. */
import type { Glyph, PaintedDocument, PaintedPage, Ruling } from '@backfile/readers'
import { scaledBox } from './geometry.ts'

export interface SheetCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly text: string
}

/** Every place of the grid belongs to exactly one cell. */
export interface Sheet {
  readonly title: string
  /** In points. */
  readonly widths: readonly number[]
  readonly heights: readonly number[]
  readonly cells: readonly SheetCell[]
}

/** A sheet without a title or merged cells, all its rows as high as told, in points. */
export function plainSheet(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  height: number,
): Sheet {
  const cells = rows.flatMap((texts, row) =>
    texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text })),
  )
  return { title: '', widths, heights: rows.map(() => height), cells }
}

/** The pages as a reader gives them. */
export function documentOf(pages: readonly PaintedPage[]): PaintedDocument {
  return {
    kind: 'painted',
    mediaType: 'application/pdf',
    doubts: [],
    pageCount: pages.length,
    async *pages() {
      yield* pages
    },
  }
}

export interface Print {
  readonly order: 'down-then-over' | 'over-then-down'
  /** Columns before which a new band begins, and rows before which a new page does; ascending. */
  readonly columnBreaks: readonly number[]
  readonly rowBreaks: readonly number[]
  /** Points by which each column break falls inside the column before it, rather than at its edge. */
  readonly inColumn: number
  readonly inRow: number
  readonly scale: number
  readonly margin: number
  readonly rulings: 'long' | 'per-cell'
  readonly pageNumbers: boolean
}

export const plainPrint: Print = {
  order: 'down-then-over',
  columnBreaks: [],
  rowBreaks: [],
  inColumn: 0,
  inRow: 0,
  scale: 1,
  margin: 40,
  rulings: 'long',
  pageNumbers: false,
}

const SIZE = 10
const PADDING = 3
const TITLE_HEIGHT = 30

/** The pages of a sheet; its rows and columns break where `print` says, whatever that does to the cells there. */
export function printSheet(sheet: Sheet, print: Print): PaintedPage[] {
  const xs = edgesOf(sheet.widths, 0)
  const ys = edgesOf(sheet.heights, sheet.title === '' ? 0 : TITLE_HEIGHT)
  const right = xs.at(-1) ?? 0
  const bottom = ys.at(-1) ?? 0
  const glyphs = sheetGlyphs(sheet, xs, ys)
  const rulings = sheetRulings(sheet, xs, ys, print.rulings)
  const xCuts = [0, ...print.columnBreaks.map((column) => (xs[column] ?? 0) - print.inColumn), right]
  const yCuts = [0, ...print.rowBreaks.map((row) => (ys[row] ?? 0) - print.inRow), bottom]
  const bands = xCuts.slice(1).map((to, index) => [xCuts[index] ?? 0, to] as const)
  const strips = yCuts.slice(1).map((to, index) => [yCuts[index] ?? 0, to] as const)
  const windows =
    print.order === 'down-then-over'
      ? bands.flatMap((x) => strips.map((y) => [x, y] as const))
      : strips.flatMap((y) => bands.map((x) => [x, y] as const))
  const width = Math.max(...bands.map(([from, to]) => to - from)) * print.scale + 2 * print.margin
  const height = Math.max(...strips.map(([from, to]) => to - from)) * print.scale + 2 * print.margin
  return windows.map(([x, y], index) => {
    const number = index + 1
    const footer = print.pageNumbers ? paintText(`第 ${number} 页`, width / 2 - 20, height - 20, SIZE) : []
    const shown = [...glyphs.flatMap((glyph) => shownGlyph(glyph, x, y, print)), ...footer]
    return {
      number,
      width,
      height,
      glyphs: shown.map((glyph, order) => ({ ...glyph, order })),
      rulings: rulings.flatMap((ruling) => shownRuling(ruling, x, y, print)),
      fills: [],
      pictures: [],
      doubts: [],
    }
  })
}

/** The text in one run of glyphs from a point at its top left: ideographs an em wide, other characters half of one. */
export function paintText(text: string, x: number, y: number, size: number): Glyph[] {
  let at = x
  return [...text].flatMap((character, order): Glyph[] => {
    const advance = widthOf(character, size)
    const glyph: Glyph = {
      text: character,
      box: [at, y, at + advance, y + size],
      size,
      visible: 1,
      angle: 0,
      vertical: false,
      order,
    }
    at += advance
    return character === ' ' ? [] : [glyph]
  })
}

/** The rows before which a printer begins a new page, where a page has room for so many points of rows. */
export function pageBreaks(sheet: Sheet, room: number): number[] {
  const breaks: number[] = []
  let used = sheet.title === '' ? 0 : TITLE_HEIGHT
  for (const [row, height] of sheet.heights.entries()) {
    if (row > 0 && used + height > room) {
      breaks.push(row)
      used = 0
    }
    used += height
  }
  return breaks
}

function edgesOf(sizes: readonly number[], start: number): number[] {
  const edges = [start]
  for (const size of sizes) edges.push((edges.at(-1) ?? 0) + size)
  return edges
}

function sheetGlyphs(sheet: Sheet, xs: readonly number[], ys: readonly number[]): Glyph[] {
  const right = xs.at(-1) ?? 0
  const title = paintText(sheet.title, (right - textWidth(sheet.title, SIZE)) / 2, 8, SIZE)
  return [
    ...title,
    ...sheet.cells.flatMap((cell) => {
      const [x0, x1] = [xs[cell.column] ?? 0, xs[cell.column + cell.columnSpan] ?? 0]
      const [y0, y1] = [ys[cell.row] ?? 0, ys[cell.row + cell.rowSpan] ?? 0]
      const lines = wrapped(cell.text, x1 - x0 - 2 * PADDING, Math.floor((y1 - y0 - 4) / (SIZE * 1.2)))
      const top = (y0 + y1) / 2 - (lines.length * SIZE * 1.2) / 2 + 1
      return lines.flatMap((line, index) => {
        const x = lines.length > 1 ? x0 + PADDING : (x0 + x1) / 2 - textWidth(line, SIZE) / 2
        return paintText(line, x, top + index * SIZE * 1.2, SIZE)
      })
    }),
  ]
}

/** The page as a printer makes it that fits it to a paper a little larger or smaller. */
export function printedAt(page: PaintedPage, scale: number): PaintedPage {
  return {
    ...page,
    glyphs: page.glyphs.map((glyph) => ({
      ...glyph,
      box: scaledBox(glyph.box, scale),
      size: glyph.size * scale,
    })),
    rulings: page.rulings.map((ruling) => {
      const [x0, y0, x1, y1] = scaledBox([ruling.x0, ruling.y0, ruling.x1, ruling.y1], scale)
      return { ...ruling, x0, y0, x1, y1 }
    }),
  }
}

/** As many lines as fit; the rest is cut off, and `shownText` says what is left. */
function wrapped(text: string, width: number, lines: number): string[] {
  const result: string[] = []
  let line = ''
  for (const character of text) {
    if (line !== '' && textWidth(line + character, SIZE) > width) {
      result.push(line)
      line = ''
    }
    line += character
  }
  if (line !== '') result.push(line)
  return result.slice(0, Math.max(1, lines))
}

/** The text of a cell as it is seen on the sheet. */
export function shownText(sheet: Sheet, cell: SheetCell): string {
  const width = sheet.widths.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0)
  const height = sheet.heights.slice(cell.row, cell.row + cell.rowSpan).reduce((a, b) => a + b, 0)
  return wrapped(cell.text, width - 2 * PADDING, Math.floor((height - 4) / (SIZE * 1.2))).join('')
}

function sheetRulings(
  sheet: Sheet,
  xs: readonly number[],
  ys: readonly number[],
  style: Print['rulings'],
): Ruling[] {
  const width = 0.5
  const perCell = sheet.cells.flatMap((cell): Ruling[] => {
    const [x0, x1] = [xs[cell.column] ?? 0, xs[cell.column + cell.columnSpan] ?? 0]
    const [y0, y1] = [ys[cell.row] ?? 0, ys[cell.row + cell.rowSpan] ?? 0]
    return [
      { x0, y0, x1, y1: y0, width },
      { x0, y0: y1, x1, y1, width },
      { x0, y0, x1: x0, y1, width },
      { x0: x1, y0, x1, y1, width },
    ]
  })
  if (style === 'per-cell') return perCell
  const merged: Ruling[] = []
  for (const upright of [false, true]) {
    const along = (r: Ruling): readonly [number, number, number] =>
      upright ? [r.x0, r.y0, r.y1] : [r.y0, r.x0, r.x1]
    const lines = perCell.filter((r) => (r.x0 === r.x1) === upright).map(along)
    lines.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    let open: [number, number, number] | undefined
    const flush = (): void => {
      if (open === undefined) return
      const [at, from, to] = open
      merged.push(
        upright ? { x0: at, y0: from, x1: at, y1: to, width } : { x0: from, y0: at, x1: to, y1: at, width },
      )
    }
    for (const [at, from, to] of lines) {
      if (open !== undefined && open[0] === at && from <= open[2]) open[2] = Math.max(open[2], to)
      else {
        flush()
        open = [at, from, to]
      }
    }
    flush()
  }
  return merged
}

type Window = readonly [number, number]

function shownGlyph(glyph: Glyph, x: Window, y: Window, print: Print): Glyph[] {
  const [x0, y0, x1, y1] = glyph.box
  const shared = (from: number, to: number, [low, high]: Window): number =>
    Math.max(0, Math.min(to, high) - Math.max(from, low)) / (to - from)
  const visible = shared(x0, x1, x) * shared(y0, y1, y)
  if (visible < 0.01) return []
  const [nx0, ny0] = onPage(x0, y0, x, y, print)
  const [nx1, ny1] = onPage(x1, y1, x, y, print)
  return [{ ...glyph, box: [nx0, ny0, nx1, ny1], size: glyph.size * print.scale, visible }]
}

function shownRuling(ruling: Ruling, x: Window, y: Window, print: Print): Ruling[] {
  const x0 = Math.max(ruling.x0, x[0])
  const x1 = Math.min(ruling.x1, x[1])
  const y0 = Math.max(ruling.y0, y[0])
  const y1 = Math.min(ruling.y1, y[1])
  if (x0 > x1 || y0 > y1 || (x0 === x1 && y0 === y1)) return []
  const [nx0, ny0] = onPage(x0, y0, x, y, print)
  const [nx1, ny1] = onPage(x1, y1, x, y, print)
  return [{ x0: nx0, y0: ny0, x1: nx1, y1: ny1, width: ruling.width }]
}

function onPage(px: number, py: number, x: Window, y: Window, print: Print): readonly [number, number] {
  return [print.margin + (px - x[0]) * print.scale, print.margin + (py - y[0]) * print.scale]
}

function widthOf(character: string, size: number): number {
  return /[\u2e80-\uffff]/.test(character) ? size : size / 2
}

function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + widthOf(character, size), 0)
}
