/**
 * Cells of a column that a page edge cut, with the lines that they were wrapped in: a text of both bands has the left
 * halves of all lines first and the right ones then, and nothing parts the lines.
 *
 * All cells of a column are as wide and cut at the same place. So the edge leaves of each full line as many ems at
 * either side, and of the last one as many as its alignment gives: every such shape of the column is tried on all cells
 * together, and scored by whether the lengths come out and by whether characters meet that meet elsewhere in the text.
 */
import { emsOf } from './centred-text.ts'
import type { Token } from './source-lines.ts'

export interface CutHalves {
  readonly left: string
  readonly right: string
  /** The halves are known to be those of one line. */
  readonly isOneLine: boolean
}

export interface Woven {
  readonly text: string
  /** Share of all likely shapes that give this text. */
  readonly confidence: number
}

/** How a column was cut: ems of a full line at either side of the edge, and whether its texts are centred. */
interface Shape {
  readonly left: number
  readonly right: number
  readonly centred: boolean
}

/** Widest sides that are tried, in ems, and the narrowest column. */
const MOST_EMS = 24
const LEAST_EMS = 3

/** How much wider than the widest half a side is tried, in ems: one line in a wider column tells but its lean. */
const WIDER = 3

/** The shapes that a column of these cells may have. */
function shapesOf(cells: readonly CutHalves[]): readonly Shape[] {
  const sides = (halves: readonly string[]): readonly number[] => {
    const widest = Math.max(0, ...halves.map(emsOf))
    const most = Math.min(MOST_EMS, Math.ceil(widest) + WIDER)
    return Array.from({ length: most }, (_, at) => at + 1).filter((ems) => ems * MOST_LINES >= widest)
  }
  const rights = sides(cells.map(({ right }) => right))
  return sides(cells.map(({ left }) => left)).flatMap((left) =>
    rights.flatMap((right) =>
      left + right < LEAST_EMS ? [] : [true, false].map((centred) => ({ left, right, centred })),
    ),
  )
}

/** Longest text that is woven, in characters, and the most lines of one: cells of labels have no more. */
const LONGEST = 60
const MOST_LINES = 6

/** So many cells tell the shape, and so many of the likeliest shapes have a say. */
const CELLS_ASKED = 8
const SHAPES_KEPT = 24

/**
 * Log-likelihood ratio of two characters that meet, against two that do not: that they meet elsewhere in the text too, or
 * nowhere. Two that no text has in common meet by chance in one of some fifty pairs.
 */
const MEETING = { seen: 2.5, unseen: -0.8 }

/** What it costs that a line is an em shorter, since no line begins with a comma, and each em off beyond the free ones. */
const SHORTER = -1.2
const OFF = { each: -1.5, free: 0.6 }

/** What each line but the first costs: most cells have one. */
const LINE = -1

/** What it costs that a cell is not cut as the others are, and how sure it is then that its halves are one line. */
const OUTLIER = { cost: -4, sure: 0.6 }

/** The halves of a cell that were found to belong together; either may be missing. */
export interface Halves {
  readonly piece: Token | undefined
  readonly half: Token | null
}

export type Weaver = (halves: Halves) => Woven

/** Weaves cells of one column; `texts` are all of the document. */
export function weaver(
  matches: readonly Halves[],
  texts: ReadonlySet<string>,
  isWhole: (text: string) => boolean,
): Weaver {
  const cells = matches.flatMap(({ piece, half }) =>
    piece === undefined || half === null ? [] : [cellOf(piece.text, half.text, isWhole)],
  )
  const others = new Set(texts)
  for (const { left, right } of cells) {
    others.delete(left)
    others.delete(right)
  }
  const woven = weaveHalves(cells, others)
  const found = new Map(cells.map((cell, at) => [keyOf(cell), woven[at]]))
  return ({ piece, half }) => {
    const [left, right] = [piece?.text ?? '', half?.text ?? '']
    return found.get(keyOf({ left, right })) ?? { text: left + right, confidence: 0 }
  }
}

const cellOf = (left: string, right: string, isWhole: (text: string) => boolean): CutHalves => ({
  left,
  right,
  isOneLine: isWhole(left + right),
})

const keyOf = ({ left, right }: Pick<CutHalves, 'left' | 'right'>): string => `${left}\n${right}`

/** Longest text that stands on one line where nothing tells how wide the column is, in ems. */
const ONE_LINE = 8

/** For each cell its text, line by line. `texts` are the document's others. */
export function weaveHalves(cells: readonly CutHalves[], texts: Iterable<string>): readonly Woven[] {
  if (cells.every(({ isOneLine }) => isOneLine))
    return cells.map(({ left, right }) => ({ text: left + right, confidence: 1 }))
  const meets = meetingScore(texts)
  const asked = [...new Map(cells.map((cell) => [keyOf(cell), cell])).values()]
    .filter(isWeavable)
    .slice(0, CELLS_ASKED)
  const tried = shapesOf(asked)
    .map((shape) => ({
      shape,
      score: asked.reduce((sum, cell) => sum + weave(cell, shape, meets).score, 0),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, SHAPES_KEPT)
  const best = tried[0]?.score ?? 0
  const tells = asked.some(({ isOneLine }) => isOneLine)
  return cells.map((cell) => {
    if (!isWeavable(cell)) return { text: cell.left + cell.right, confidence: 0 }
    const shares = new Map<string, number>()
    let total = 0
    for (const { shape, score } of tried) {
      const weight = Math.exp(score - best)
      const { text, isOutlier } = weave(cell, shape, meets)
      shares.set(text, (shares.get(text) ?? 0) + (isOutlier ? OUTLIER.sure : 1) * weight)
      total += weight
    }
    const [[text, share] = ['', 0]] = [...shares].sort((a, b) => b[1] - a[1])
    const isTold = cell.isOneLine || tells || emsOf(text) <= ONE_LINE || meets(cell.left, cell.right) > 0
    const most = isTold || text !== cell.left + cell.right ? 1 : OUTLIER.sure
    return { text, confidence: Math.min(most, share / total) }
  })
}

const isWeavable = ({ left, right }: Pick<CutHalves, 'left' | 'right'>): boolean =>
  left.length + right.length <= LONGEST

/** How likely it is that the first of two texts goes on with the second. */
type Meeting = (before: string, behind: string) => number

function meetingScore(texts: Iterable<string>): Meeting {
  const seen = new Set<string>()
  for (const text of texts) for (let at = 1; at < text.length; at++) seen.add(text.slice(at - 1, at + 1))
  return (before, behind) => {
    const pair = before.slice(-1) + behind.slice(0, 1)
    return pair.length < 2 ? 0 : seen.has(pair) ? MEETING.seen : MEETING.unseen
  }
}

interface Weaving {
  readonly text: string
  readonly score: number
  readonly isOutlier: boolean
}

/** The likeliest lines of a cell in a column of this shape. */
function weave({ left, right, isOneLine }: CutHalves, shape: Shape, meets: Meeting): Weaving {
  const plain = { text: left + right, score: OUTLIER.cost + meets(left, right), isOutlier: true }
  const mostLines = isOneLine ? 1 : MOST_LINES
  const go = (text: string, own: string, other: string, lines: number): Weaving => {
    let best: Weaving = { ...plain, score: -Infinity }
    const last = lastLine(own, other, shape)
    if (last > -Infinity) {
      const score = last + meets(text, own === '' ? other : own) + meets(own, other)
      best = { text: text + own + other, score, isOutlier: false }
    }
    if (lines === mostLines || emsOf(own) + emsOf(other) <= shape.left + shape.right - 2) return best
    for (const [fewer, less] of shorter) {
      const [here, there] = [fitting(own, shape.left - fewer), fitting(other, shape.right - less)]
      if (here === '' || there === '') continue
      const [restOwn, restOther] = [own.slice(here.length), other.slice(there.length)]
      if (restOwn === '' && restOther === '') continue
      const rest = go(text + here + there, restOwn, restOther, lines + 1)
      const parted = meets(here, restOwn) + meets(there, restOther)
      const score =
        rest.score + LINE + meets(text, here) + meets(here, there) - parted + (fewer + less > 0 ? SHORTER : 0)
      if (score > best.score) best = { ...rest, score }
    }
    return best
  }
  const woven = go('', left, right, 1)
  return woven.score > plain.score ? woven : plain
}

/** By how many ems the halves of a full line may be shorter. */
const shorter = [
  [0, 0],
  [1, 0],
  [0, 1],
] as const

/** How far the halves of a last line are from what the shape leaves of it; −∞ where they are no line. */
function lastLine(own: string, other: string, { left, right, centred }: Shape): number {
  const [before, behind] = [emsOf(own), emsOf(other)]
  if (before > left + 0.5 || behind > right + 0.5) return -Infinity
  const lean = left - right
  const off = centred
    ? behind === 0
      ? Math.max(0, before - lean)
      : before === 0
        ? Math.max(0, behind + lean)
        : Math.abs(before - behind - lean)
    : behind === 0
      ? 0
      : left - before
  return OFF.each * Math.max(0, Math.abs(off) - OFF.free)
}

/** The beginning of a text that stands within so many ems, by its characters' middles. */
function fitting(text: string, ems: number): string {
  let width = 0
  let end = 0
  for (const character of text) {
    const own = emsOf(character)
    if (width + own / 2 > ems) break
    width += own
    end += character.length
  }
  return text.slice(0, end)
}

/** What two halves say together: side by side, or as two lines of which each was cut. */
export function* waysTogether({ left, right }: Pick<CutHalves, 'left' | 'right'>): Generator<string> {
  yield left + right
  if (!isWeavable({ left, right })) return
  for (let own = 1; own < left.length; own++)
    for (let other = 1; other <= right.length; other++)
      yield left.slice(0, own) + right.slice(0, other) + left.slice(own) + right.slice(other)
}
