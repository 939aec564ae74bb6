/** A coarse picture of the page that remembers which filled area lies on top at each spot. */
import type { Box } from '@backfile/model'
import { type Area, type Colour, WHITE } from './marks.ts'

/** At most so many cells: a spot of 0.7 pt on A4, finer than any glyph that is meant to be read. */
const MAX_CELLS = 1_000_000
/** Cells written before the raster gives up: about two seconds; only hostile pages come near. */
const MAX_WRITES = 2_000_000_000

/** The painter's algorithm without the paint: areas are drawn in order, the last one on a spot is the one seen. */
export class PaintRaster {
  readonly areas: Area[] = []
  #cells: Int32Array | null = null
  #writes = 0
  readonly #columns: number
  readonly #rows: number
  readonly #scale: number

  constructor(width: number, height: number) {
    this.#scale = Math.sqrt(MAX_CELLS / Math.max(1, width * height))
    this.#columns = Math.max(1, Math.ceil(width * this.#scale))
    this.#rows = Math.max(1, Math.ceil(height * this.#scale))
  }

  /** True when the page painted over itself so often that what lies on top is no longer known. */
  get exhausted(): boolean {
    return this.#writes > MAX_WRITES
  }

  get blank(): boolean {
    return this.#cells === null
  }

  paint(area: Area): void {
    const [x0, y0, x1, y1] = area.box
    const fromColumn = Math.max(0, Math.ceil(x0 * this.#scale - 0.5))
    const toColumn = Math.min(this.#columns, Math.ceil(x1 * this.#scale - 0.5))
    const fromRow = Math.max(0, Math.ceil(y0 * this.#scale - 0.5))
    const toRow = Math.min(this.#rows, Math.ceil(y1 * this.#scale - 0.5))
    if (toColumn <= fromColumn || toRow <= fromRow || this.exhausted) return
    this.#writes += (toColumn - fromColumn) * (toRow - fromRow)
    this.#cells ??= new Int32Array(this.#columns * this.#rows)
    this.areas.push(area)
    const id = this.areas.length
    for (let row = fromRow; row < toRow; row += 1) {
      this.#cells.fill(id, row * this.#columns + fromColumn, row * this.#columns + toColumn)
    }
  }

  /** The area on top at a spot now, if one was painted there. */
  topAt(x: number, y: number): Area | undefined {
    if (this.#cells === null) return undefined
    const column = Math.floor(x * this.#scale)
    const row = Math.floor(y * this.#scale)
    if (column < 0 || row < 0 || column >= this.#columns || row >= this.#rows) return undefined
    return this.areas[(this.#cells[row * this.#columns + column] ?? 0) - 1]
  }

  /** The colour that shows at a spot now; paper is white. */
  colourAt(x: number, y: number): Colour {
    return this.topAt(x, y)?.colour ?? WHITE
  }

  /** The opaque area, painted after `paint`, that hides this spot. */
  coverAt(x: number, y: number, paint: number): Area | undefined {
    const top = this.topAt(x, y)
    return top?.opaque && top.paint > paint ? top : undefined
  }

  /** The colour at the middle of a box now. */
  colourUnder(box: Box): Colour {
    return this.colourAt((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
  }
}
