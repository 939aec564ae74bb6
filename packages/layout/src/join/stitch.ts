/** The pages of an arrangement laid side by side: one leaf for each strip of the sheet. */
import { alignEdges } from '../edges.ts'
import { overlap } from '../geometry.ts'
import type { Arrangement } from './arrangement.ts'
import { asWideAs } from './band-sides.ts'
import { bandsJoined, type Doubts } from './bands-joined.ts'
import { rowEdgesOf } from './beside.ts'
import { besideBlank, blanksBefore } from './blank-bands.ts'
import { withBlankFeet } from './blank-ends.ts'
import { joiningAt } from './closed-seam.ts'
import { lineAcross, OPEN_JOIN } from './cut-text.ts'
import { repeats } from './furniture.ts'
import type { Leaf, LeafText, Piece, PieceRepair } from './piece.ts'
import { repeatedWidth, withoutRepeatedColumns } from './repeated-columns.ts'
import { type CellJoin, movedLine, movedPiece, sideBySide } from './seam.ts'
import { meetAtSeam, sidesOf } from './seam-looks.ts'
import { movedLeaf, rowShift, sideShift } from './shift.ts'
import { withoutCutRemains, withStripsDivided } from './slivers.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** One leaf a strip. A page that a later band lacks is blank there: the columns of that band stay, without text. */
export function stitched(
  leaves: readonly Leaf[],
  arrangement: Arrangement,
  confidence: number,
  doubts: Doubts,
): readonly Leaf[] {
  const bands = Math.max(...arrangement.strips.map((strip) => strip.length))
  const models = Array.from({ length: bands }, (_, band) => modelOf(leaves, arrangement, band))
  const repeated = models.map((_, band) =>
    Math.max(
      0,
      ...arrangement.strips.map((strip) =>
        mostRepeated(leaves[strip[0] ?? LACKING], leaves[strip[band] ?? LACKING]),
      ),
    ),
  )
  return arrangement.strips.map((strip) => {
    let result: Leaf | null = null
    for (let band = 0; band < bands; band += 1) {
      const model = models[band]
      const own = inPlace(leaves[strip[band] ?? LACKING], model, result)
      const page: Leaf | undefined =
        own === undefined || model === undefined || isWithoutTables(own) ? own : asWideAs(own, model, result)
      const [isBlank, afterBlank] = [isWithoutTables(page), isWithoutTables(result)]
      if (page !== undefined && !isBlank && afterBlank)
        result = withPage(blanksBefore(page, models.slice(0, band)), result ?? undefined)
      else if (result === null) result = page ?? null
      else if (page !== undefined && !isBlank) result = beside(result, page, repeated[band] ?? 0)
      else if (model !== undefined && !afterBlank) result = withPage(besideBlank(result, model), page)
    }
    return withRepair(result ?? emptyLeaf, arrangement, confidence, doubts)
  })
}

/** The page with the margins of its band's model and of what stands at its left. */
function inPlace(page: Leaf | undefined, model: Leaf | undefined, left: Leaf | null): Leaf | undefined {
  if (page === undefined || model === undefined || isWithoutTables(page)) return page
  const dy = left === null ? 0 : rowShift(rowEdgesOf(left), rowEdgesOf(page))
  return movedLeaf(page, sideShift(sidesOf(model), sidesOf(page)), dy)
}

/** The place of a page that a band lacks. */
const LACKING = -1

function isWithoutTables(leaf: Leaf | null | undefined): boolean {
  return leaf === null || leaf === undefined || leaf.pieces.length === 0
}

/** The leaf with the texts and the number of a page that has no table. */
function withPage(leaf: Leaf, blank: Leaf | undefined): Leaf {
  if (blank === undefined) return leaf
  const pages = [...leaf.pages, ...blank.pages].sort((a, b) => a - b)
  return {
    ...leaf,
    pages,
    texts: [...leaf.texts, ...blank.texts],
    repairs: [...leaf.repairs, ...blank.repairs],
  }
}

const emptyLeaf: Leaf = { pages: [], width: 0, height: 0, pieces: [], texts: [], repairs: [] }

/** The page of a band whose columns stand for the band where a page of it is missing. */
function modelOf(leaves: readonly Leaf[], arrangement: Arrangement, band: number): Leaf | undefined {
  const pages = arrangement.strips.flatMap((strip) => leaves[strip[band] ?? -1] ?? [])
  return pages.reduce<Leaf | undefined>(
    (most, page) => (columnsOf(page) > (most === undefined ? -1 : columnsOf(most)) ? page : most),
    undefined,
  )
}

function columnsOf(leaf: Leaf): number {
  return Math.max(0, ...leaf.pieces.map((piece) => piece.columnEdges.length))
}

/** How wide the first columns are, in points, that a page of the first band and one of another show. */
function mostRepeated(first: Leaf | undefined, page: Leaf | undefined): number {
  if (first === undefined || page === undefined || first === page) return 0
  return Math.max(
    0,
    ...first.pieces.map((piece) => {
      const match = bestMatch(piece, page.pieces)
      return match === undefined ? 0 : repeatedWidth(piece, match)
    }),
  )
}

/** `repeated` is how much of their first columns, in points, pages of these bands are known to repeat. */
function beside(left: Leaf, right: Leaf, repeated: number): Leaf {
  const [, leftEdge] = sidesOf(left)
  const [rightEdge] = sidesOf(right)
  const dx = leftEdge - rightEdge
  const remaining = right.pieces.map((piece) => movedPiece(piece, dx, 0))
  const repairs: PieceRepair[] = []
  const pieces = left.pieces.map((piece): Piece => {
    const match = bestMatch(piece, remaining)
    if (match === undefined) return piece
    remaining.splice(remaining.indexOf(match), 1)
    const [first, second] = withBlankFeet(
      ...withStripsDivided(...withoutRepeatedColumns(piece, match, repeated)),
    )
    const rows = alignEdges(first.rowEdges, second.rowEdges, ROW_TOLERANCE)
    const joinCells = joiningAt(first, second, rows, leftEdge)
    const { piece: joined, joins } = sideBySide(first, second, rows, joinCells)
    repairs.push(...joins.filter(hasTextOnBothSides).map(cellJoined))
    return joined
  })
  return {
    pages: [...left.pages, ...right.pages],
    width: left.width + right.width,
    height: left.height,
    pieces: [...pieces, ...remaining].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]),
    texts: textsJoined(
      withoutCutRemains(left.texts, right, dx),
      withoutCutRemains(
        right.texts.filter((text) => !repeats(text, left)),
        left,
        -dx,
      ),
      dx,
      leftEdge,
    ),
    repairs: [...left.repairs, ...right.repairs, ...repairs],
  }
}

function bestMatch(piece: Piece, others: readonly Piece[]): Piece | undefined {
  const shared = (other: Piece): number => overlap(piece.box[1], piece.box[3], other.box[1], other.box[3])
  const [best] = [...others].sort((a, b) => shared(b) - shared(a))
  return best !== undefined && shared(best) > ROW_TOLERANCE ? best : undefined
}

function hasTextOnBothSides(join: CellJoin): boolean {
  return join.first.lines.length > 0 && join.second.lines.length > 0
}

function cellJoined({ first, second, confidence }: CellJoin): PieceRepair {
  return {
    kind: 'cell-joined',
    message: {
      zh: '单元格被分页切开，文字已逐行拼接',
      en: 'A page break cut this cell: its text was joined line by line',
    },
    confidence,
    locators: [...first.locators, ...second.locators],
    origins: [...first.origins, ...second.origins],
  }
}

function textsJoined(
  left: readonly LeafText[],
  right: readonly LeafText[],
  dx: number,
  seam: number,
): readonly LeafText[] {
  const remaining = right.map((text) => ({ ...text, line: movedLine(text.line, dx, 0) }))
  const texts = left.map((text): LeafText => {
    const at = remaining.findIndex((other) => meetAtSeam(text.line, seam, other.line, seam))
    const [next] = at === -1 ? [] : remaining.splice(at, 1)
    if (next === undefined) return text
    return {
      line: lineAcross(text.line, next.line),
      locators: [...text.locators, ...next.locators],
      confidence: Math.min(text.confidence, next.confidence, OPEN_JOIN),
    }
  })
  return [...texts, ...remaining].sort(
    (a, b) => a.line.box[1] - b.line.box[1] || a.line.box[0] - b.line.box[0],
  )
}

function withRepair(leaf: Leaf, arrangement: Arrangement, confidence: number, doubts: Doubts): Leaf {
  const repair: PieceRepair = {
    ...bandsJoined(leaf.pages, arrangement, confidence, doubts),
    locators: leaf.pieces.flatMap((piece) => piece.cells[0]?.locators.slice(0, 1) ?? []),
    origins: [],
  }
  const pieces = leaf.pieces.map((piece) => ({
    ...piece,
    confidence: Math.min(piece.confidence, confidence),
  }))
  return { ...leaf, pieces, repairs: [repair, ...leaf.repairs] }
}
