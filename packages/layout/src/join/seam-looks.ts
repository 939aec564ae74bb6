/** What pages show at the sides of their tables, where another page may stand beside them. */
import { overlap } from '../geometry.ts'
import type { TextLine } from '../page-table.ts'
import type { Leaf, PieceCell } from './piece.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** The outermost left and right edges of a leaf's tables. */
export function sidesOf(leaf: Leaf): readonly [number, number] {
  const lefts = leaf.pieces.map((piece) => piece.box[0])
  const rights = leaf.pieces.map((piece) => piece.box[2])
  return [Math.min(...lefts), Math.max(...rights)]
}

/** Whether two lines stand at one height. */
export function level(a: TextLine, b: TextLine): boolean {
  const shared = overlap(a.box[1], a.box[3], b.box[1], b.box[3])
  return shared > 0.6 * Math.min(a.box[3] - a.box[1], b.box[3] - b.box[1])
}

/** Whether a line ends at the left page's edge where another begins at the right page's edge, one em at most being white. */
export function meetAtSeam(line: TextLine, leftEdge: number, next: TextLine, rightEdge: number): boolean {
  const white = Math.max(0, leftEdge - line.box[2]) + Math.max(0, next.box[0] - rightEdge)
  return level(line, next) && white < Math.max(line.size, next.size)
}

/** The line of a text beside the tables. */
export function lineOf(text: { readonly line: TextLine }): TextLine {
  return text.line
}

/** Whether cells of one height with a text have no border at the side where the pages meet. */
export function openCellsFace(left: Leaf, right: Leaf): boolean {
  const { openRight } = seamLooksOf(left)
  const { openLeft } = seamLooksOf(right)
  return openRight.some((cell) =>
    openLeft.some(
      (other) =>
        Math.abs(cell.box[1] - other.box[1]) < ROW_TOLERANCE &&
        Math.abs(cell.box[3] - other.box[3]) < ROW_TOLERANCE &&
        (cell.lines.length > 0 || other.lines.length > 0),
    ),
  )
}

/** Whether a line that the left page cuts goes on, at one height, where the right page cuts one. */
export function cutGlyphsFace(left: Leaf, right: Leaf): boolean {
  const { cutRight } = seamLooksOf(left)
  const { cutLeft } = seamLooksOf(right)
  return cutRight.some((line) => cutLeft.some((other) => level(line, other)))
}

/** What a leaf shows at its tables' sides. */
interface SeamLooks {
  readonly openLeft: readonly PieceCell[]
  readonly openRight: readonly PieceCell[]
  /** Lines of which a side cuts the first or the last glyph. */
  readonly cutLeft: readonly TextLine[]
  readonly cutRight: readonly TextLine[]
}

const seamLooksKnown = new WeakMap<Leaf, SeamLooks>()

function seamLooksOf(leaf: Leaf): SeamLooks {
  const known = seamLooksKnown.get(leaf)
  if (known !== undefined) return known
  const [left, right] = sidesOf(leaf)
  const cells = leaf.pieces.flatMap((piece) => piece.cells)
  const lines = linesOf(leaf)
  const looks = {
    openLeft: cells.filter(({ open }) => open.left),
    openRight: cells.filter(({ open }) => open.right),
    cutLeft: lines.filter(({ firstVisible, box, size }) => firstVisible < 1 && box[0] < left + size / 2),
    cutRight: lines.filter(({ lastVisible, box, size }) => lastVisible < 1 && box[2] > right - size / 2),
  }
  seamLooksKnown.set(leaf, looks)
  return looks
}

function linesOf(leaf: Leaf): readonly TextLine[] {
  return [
    ...leaf.pieces.flatMap((piece) => piece.cells.flatMap((cell) => [...cell.lines])),
    ...leaf.texts.map(lineOf),
  ]
}

/** Whether a title of the left page goes on at the right one's edge. */
export function cutTitlesFace(
  left: Leaf,
  right: Leaf,
  leftTitles: readonly TextLine[],
  rightTitles: readonly TextLine[],
): boolean {
  const [, leftEdge] = sidesOf(left)
  const [rightEdge] = sidesOf(right)
  return leftTitles.some((line) => rightTitles.some((next) => meetAtSeam(line, leftEdge, next, rightEdge)))
}
