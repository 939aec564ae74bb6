/** Pages to sections: bands laid side by side, then tables that run over pages put together. */
import type { PageLayout } from '../page-table.ts'
import type { Block, Section } from '../table.ts'
import { withBandsJoined } from './bands.ts'
import { belowEvidence, type Continuation, ENOUGH_TO_GO_ON, type OpenTable } from './below.ts'
import { type ContentHeight, confidenceOf } from './beside.ts'
import { withBlanksDivided } from './cut-blanks.ts'
import { repeats, withoutPageNumbers } from './furniture.ts'
import { type Leaf, type LeafText, leafOf, type Piece, type PieceRepair, tableOf } from './piece.ts'
import { withoutHeader } from './repeated-header.ts'
import { type CutCell, cutCells, doubtfulCuts, hasTellingBorders } from './row-cut.ts'
import { movedPiece, oneBelowOther } from './seam.ts'

/** A document's pages, joined: one section whose blocks are in reading order. */
export function joinPages(pages: readonly PageLayout[]): Section[] {
  const leaves = withBandsJoined(pages.map(leafOf).map(withoutPageNumbers))
  const bordersTell = leaves.some((leaf) => leaf.pieces.some(hasTellingBorders))
  const blocks: Block[] = []
  let open: OpenTable | null = null
  const close = (): void => {
    if (open === null) return
    blocks.push(...blocksOf(open.piece), ...open.beside.map(blockOf), ...open.after.map(blockOf))
    open = null
  }
  const contents = new Map<number, ContentHeight>()
  for (const leaf of leaves) {
    const content = contents.get(leaf.height) ?? contentOf(leaves, leaf)
    contents.set(leaf.height, content)
    for (const [index, piece] of leaf.pieces.entries()) {
      const previous = leaf.pieces[index - 1]
      const before = textsBetween(leaf, previous, piece)
      const isLast = index === leaf.pieces.length - 1
      const [beside, after] = isLast ? textsBesideAndBelow(leaf, piece) : [[], []]
      const carried: Grown | null =
        index === 0 ? continued(open, piece, leaf, before, content, bordersTell) : null
      if (carried !== null) {
        open = { ...carried, leaf, beside: [...carried.beside, ...beside], after }
        continue
      }
      close()
      blocks.push(...before.map(blockOf))
      const whole = index === 0 ? withLeafRepairs(piece, leaf) : piece
      open = { piece: whole, head: whole, tail: whole, leaf, beside, after }
    }
    // A blank page, as duplex scanners and binders leave them, ends no table.
    if (leaf.pieces.length === 0 && leaf.texts.length > 0) {
      close()
      blocks.push(...leaf.texts.map(blockOf))
    }
  }
  close()
  return [{ name: null, blocks }]
}

type Grown = Pick<OpenTable, 'piece' | 'head' | 'tail' | 'beside'>

/** The open table with the next page's part, where the evidence is enough. */
function continued(
  open: OpenTable | null,
  lower: Piece,
  leaf: Leaf,
  before: readonly LeafText[],
  content: ContentHeight,
  bordersTell: boolean,
): Grown | null {
  if (open === null || open.leaf === leaf) return null
  const evidence = belowEvidence(open, lower, leaf, before, content)
  if (evidence === null || evidence.points < ENOUGH_TO_GO_ON) return null
  const dropped = [...before, ...open.after.filter((text) => repeats(text, leaf))]
  const body = withoutHeader(open.piece, withLeafRepairs(lower, leaf), evidence.headerRows)
  if (body.rowEdges.length < 2) {
    return {
      piece: { ...open.piece, repairs: [...open.piece.repairs, ...body.repairs] },
      head: open.head,
      tail: lower,
      beside: open.beside,
    }
  }
  const dy = (open.piece.rowEdges.at(-1) ?? 0) - (body.rowEdges[0] ?? 0)
  const [above, next] = withBlanksDivided(open.piece, movedPiece(body, evidence.dx, dy), evidence.columns)
  const cuts = cutCells(above, next, evidence.columns, {
    hasOpenTop: hasOpenTop(open.head),
    bordersTell,
  })
  // Where borders tell what goes on, closed ones leave no doubt.
  const apart = cuts.length > 0 || !bordersTell ? doubtfulCuts(above, next, evidence.columns, cuts) : []
  const { piece } = oneBelowOther(above, next, evidence.columns, (first, second) =>
    cutOf(cuts, first.origins, second.origins),
  )
  const repairs = [
    pagesJoined(open, leaf, evidence),
    ...(dropped.length === 0 ? [] : [furnitureDropped(dropped)]),
    ...cuts.flatMap(cutRepair),
    ...apart.map(keptApart),
  ]
  const doubtful = new Set(apart.flatMap(({ first, second }) => [...first.origins, ...second.origins]))
  const sure = confidenceOf(evidence.points)
  return {
    piece: {
      ...piece,
      cells: piece.cells.map((cell) =>
        cell.origins.some((origin) => doubtful.has(origin))
          ? { ...cell, confidence: Math.min(cell.confidence, APART_CELLS) }
          : cell,
      ),
      confidence: Math.min(piece.confidence, sure),
      repairs: [...piece.repairs, ...repairs],
    },
    head: open.head,
    tail: lower,
    beside: open.beside,
  }
}

function hasOpenTop(head: Piece): boolean {
  return head.cells.every((cell) => cell.row > 0 || cell.open.top)
}

function cutOf(
  cuts: readonly CutCell[],
  first: readonly string[],
  second: readonly string[],
): CutCell | null {
  return cuts.find((cut) => cut.first.origins[0] === first[0] && cut.second.origins[0] === second[0]) ?? null
}

function withLeafRepairs(piece: Piece, leaf: Leaf): Piece {
  return leaf.repairs.length === 0 ? piece : { ...piece, repairs: [...leaf.repairs, ...piece.repairs] }
}

function pagesJoined(open: OpenTable, leaf: Leaf, { points }: Continuation): PieceRepair {
  const [from, to] = [open.leaf.pages.join('、'), leaf.pages.join('、')]
  return {
    kind: 'pages-joined',
    message: {
      zh: `第 ${from} 页的表格在第 ${to} 页继续，已接成一张表`,
      en: `The table on page ${open.leaf.pages.join(', ')} goes on on page ${leaf.pages.join(', ')}: joined`,
    },
    confidence: confidenceOf(points),
    locators: leaf.pieces[0]?.cells[0]?.locators.slice(0, 1) ?? [],
    origins: [],
  }
}

function furnitureDropped(texts: readonly LeafText[]): PieceRepair {
  const said = texts.map(({ line }) => line.text)
  return {
    kind: 'furniture-dropped',
    message: {
      zh: `每页重复的文字只取一次：${said.join('，')}`,
      en: `Repeated on each page, taken once: ${said.join(', ')}`,
    },
    confidence: 0.95,
    locators: texts.flatMap((text) => [...text.locators]),
    origins: [],
  }
}

function cutRepair({ first, second, reason, confidence }: CutCell): readonly PieceRepair[] {
  const locators = [...first.locators, ...second.locators]
  const origins = [...first.origins, ...second.origins]
  const bothText = first.lines.length > 0 && second.lines.length > 0
  if (reason === 'span' || (reason === 'open' && !bothText)) {
    const message = {
      zh: '合并单元格被分页切开，已接成一格',
      en: 'A page break cut this merged cell: it was made one again',
    }
    return [{ kind: 'span-inferred', message, confidence, locators, origins }]
  }
  if (!bothText) return []
  const kind = reason === 'row' ? 'row-joined' : 'cell-joined'
  const message = {
    zh: '此行被分页切开，上下文字已接上',
    en: 'A page break cut this row: its text was joined',
  }
  const [above, below] = [first, second].map(({ lines }) => lines.map((line) => line.text).join(''))
  const alternative = {
    zh: `也可能是两行：“${above}”与“${below}”`,
    en: `They may be two rows: “${above}” and “${below}”`,
  }
  return [{ kind, message, confidence, locators, origins, ...(confidence < SURE ? { alternative } : {}) }]
}

/** Joins less sure than this are shown with what they may be instead. */
const SURE = 0.9

/** Confidence in the text of cells that were kept apart and may be one. */
const APART_CELLS = 0.8

function keptApart({ first, second, reason, confidence }: CutCell): PieceRepair {
  const [above, below] = [first, second].map(({ lines }) => lines.map((line) => line.text).join(''))
  return {
    kind: reason === 'row' ? 'row-joined' : 'span-inferred',
    message: {
      zh: `分页处上下两格未接合：“${above}”与“${below}”`,
      en: `Two cells at a page break were kept apart: “${above}” and “${below}”`,
    },
    confidence,
    locators: [...first.locators, ...second.locators],
    origins: [...first.origins, ...second.origins],
    alternative: {
      zh: `也可能是被分页切开的一格：“${above}${below}”`,
      en: `They may be one cell that the page break cut: “${above}${below}”`,
    },
  }
}

function textsBetween(leaf: Leaf, previous: Piece | undefined, piece: Piece): readonly LeafText[] {
  const from = previous === undefined ? Number.NEGATIVE_INFINITY : previous.box[1]
  return leaf.texts.filter(({ line }) => {
    const y = (line.box[1] + line.box[3]) / 2
    return y >= from && y < piece.box[1]
  })
}

/** Texts in the margin beside a table, which end nothing, and those below it. */
function textsBesideAndBelow(
  leaf: Leaf,
  { box }: Piece,
): readonly [beside: readonly LeafText[], below: readonly LeafText[]] {
  const middle = ({ line }: LeafText): number => (line.box[1] + line.box[3]) / 2
  const isBeside = (text: LeafText): boolean =>
    middle(text) < box[3] && (text.line.box[0] >= box[2] || text.line.box[2] <= box[0])
  const texts = leaf.texts.filter((text) => middle(text) >= box[1])
  return [texts.filter(isBeside), texts.filter((text) => !isBeside(text))]
}

/** A table; a frame around text that turned out to be no part of one gives its text alone. */
function blocksOf(piece: Piece): readonly Block[] {
  const [only] = piece.cells
  if (piece.cells.length > 1 || only === undefined) return [tableOf(piece)]
  return only.lines.map((line) => blockOf({ line, locators: only.locators, confidence: only.confidence }))
}

function blockOf({ line, locators, confidence }: LeafText): Block {
  return { kind: 'text', text: line.text, locators, confidence }
}

/** Where content begins and ends on pages of this leaf's size. */
function contentOf(leaves: readonly Leaf[], like: Leaf): ContentHeight {
  let top = Number.POSITIVE_INFINITY
  let bottom = 0
  for (const leaf of leaves) {
    if (Math.abs(leaf.height - like.height) > 2) continue
    for (const { box } of leaf.pieces) {
      top = Math.min(top, box[1])
      bottom = Math.max(bottom, box[3])
    }
    for (const { line } of leaf.texts) top = Math.min(top, line.box[1])
  }
  return { top, bottom }
}
