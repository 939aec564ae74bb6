/** What a reader gives: the marks, grids or lines of one file. Readers know nothing of forms. */
import type { Box, Doubt, Locator } from '@backfile/model'

/**
 * One painted glyph (or a cluster that the file maps to several characters, such as a ligature).
 * Points, origin top left of the page as it is seen: /Rotate and the CropBox have been applied.
 */
export interface Glyph {
  readonly text: string
  /** The glyph's advance box: its advance by its font's ascent and descent. */
  readonly box: Box
  /** Font size in points, after all transforms. */
  readonly size: number
  /** Share 0…1 of the advance box that is inside the page and inside every clip. Glyphs with 0 are not given. */
  readonly visible: number
  /** Direction of reading on the seen page, degrees clockwise: 0 is left to right, 90 is downwards. */
  readonly angle: 0 | 90 | 180 | 270
  /** Vertical writing mode: glyphs stand upright, one below the other. */
  readonly vertical: boolean
  /** Painted order on the page, from 0: text drawn later lies above. */
  readonly order: number
  /** The source has white space between this glyph and the one before it on the line; absent where it has none. */
  readonly afterSpace?: boolean
}

/** A straight ruling line, however it was painted. Horizontal: y0 = y1. Vertical: x0 = x1. */
export interface Ruling {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** Thickness in points. */
  readonly width: number
}

/** A filled area that is no ruling: shading behind a header, a cover over text. */
export interface Fill {
  readonly box: Box
  /** `#rrggbb`. */
  readonly colour: string
}

/** One page of painted marks: PDF, OFD, a scan after OCR, or space-aligned text on a grid of characters. */
export interface PaintedPage {
  /** 1-based. */
  readonly number: number
  /** Seen width and height in points. */
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyph[]
  readonly rulings: readonly Ruling[]
  readonly fills: readonly Fill[]
  /** Boxes of pictures: stamps, signatures, scans. */
  readonly pictures: readonly Box[]
  /** Boxes of what charts draw: lines that go up and down from one side to the other, slices of pies; absent: none. */
  readonly traces?: readonly Box[]
  /** Of text whose tool counted characters: places across are inferred, any gap parts cells. */
  readonly isCounted?: boolean
  readonly doubts: readonly Doubt[]
}

/** A cell of a grid that the file itself states. Empty cells may be left out. */
export interface GridCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly text: string
  readonly locator: Locator
}

/** One sheet or one Word table, 0-based rows and columns. */
export interface Grid {
  readonly kind: 'grid'
  readonly rows: number
  readonly columns: number
  readonly cells: readonly GridCell[]
}

/** A paragraph between grids: a title, a year, a note. */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  readonly locator: Locator
}

/** A workbook's sheet starts a new section; a Word file is one section. */
export interface GridSection {
  readonly name: string | null
  readonly parts: readonly (Grid | Paragraph)[]
}

/** One line of a text that has lost its geometry: its tab-separated fields, as written. */
export interface FlattenedLine {
  /** 1-based. */
  readonly line: number
  /** At least one; a blank line is one empty field. */
  readonly fields: readonly string[]
  /** A form feed stands before this line. */
  readonly afterFormFeed: boolean
  /** Of space-aligned text, where each field that is not blank begins across the page, in em. */
  readonly starts?: readonly number[]
}

interface Described {
  readonly mediaType: string
  /** What the reader itself doubts: text cut off, a sheet hidden, a character not mapped. */
  readonly doubts: readonly Doubt[]
}

export interface PaintedDocument extends Described {
  readonly kind: 'painted'
  readonly pageCount: number
  /** Pages one at a time, in order, so that memory is that of the page in hand. Call once. */
  readonly pages: () => AsyncIterable<PaintedPage>
  /** Of space-aligned text without drawn borders, its lines as fields parted by the gaps: pages that stood side by side have no heights in common there. */
  readonly gapLines?: readonly FlattenedLine[]
}

export interface GridDocument extends Described {
  readonly kind: 'grids'
  readonly sections: readonly GridSection[]
}

export interface FlattenedDocument extends Described {
  readonly kind: 'flattened'
  readonly lines: readonly FlattenedLine[]
}

export type SourceDocument = PaintedDocument | GridDocument | FlattenedDocument
