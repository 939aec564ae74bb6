/** The columns of a region that level rulings divide: those that their ends and the text show, as upright rulings. */
import type { Ruling } from '@backfile/readers'
import { clustered, median } from '../geometry.ts'
import type { Rule } from '../level-rules.ts'
import { boundariesOf, columnsOf } from './columns.ts'
import { type Phrase, type PhraseLine, phraseLine, phraseOf } from './phrases.ts'

/** Rulings whose ends are so near, in em, end at one place. */
export const SAME_END_EM = 0.5
/** A label is centred over columns where its middle is so near to theirs, in em. */
const CENTRED_EM = 0.35
/** Share of a block's texts that may stand across its columns. */
const CROSSING_SHARE = 0.1

/** The sides of a region, and the em of its page's text. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly em: number
}

/** Bands between full rulings, one below the other, that share their columns. */
export interface Block {
  readonly top: number
  readonly bottom: number
  readonly lines: readonly PhraseLine[]
  readonly boundaries: readonly number[]
}

export function blocksOf(
  full: readonly number[],
  lines: readonly PhraseLine[],
  rules: readonly Rule[],
  frame: Frame,
): Block[] {
  const blocks: Block[] = []
  for (let index = 0; index + 1 < full.length; index += 1) {
    const [top, bottom] = [full[index] ?? 0, full[index + 1] ?? 0]
    const own = blockOf(top, bottom, lines, rules, frame)
    const above = blocks.at(-1)
    const joined = above ? blockOf(above.top, bottom, lines, rules, frame) : null
    if (above && joined && shareColumns(above, own, joined, frame.em)) blocks[blocks.length - 1] = joined
    else blocks.push(own)
  }
  return blocks
}

function blockOf(
  top: number,
  bottom: number,
  all: readonly PhraseLine[],
  rules: readonly Rule[],
  frame: Frame,
): Block {
  const label = labelEdgeOf(rules, frame)
  const within = all.filter((line) => line.centre > top && line.centre < bottom)
  const isLabelled = label !== undefined && (partsWords(within, label) || standBeyond(within, label))
  const lines = isLabelled ? within.map((line) => cutAt(line, label)) : within
  const ends = clustered(
    [
      ...(isLabelled ? [label] : []),
      ...rules
        .filter((rule) => rule.y > top + 1 && rule.y < bottom - 1)
        .flatMap((rule) => [rule.from, rule.to]),
    ].filter((x) => x > frame.left + frame.em && x < frame.right - frame.em),
    frame.em * SAME_END_EM,
  )
  const columns = lines.length === 0 ? [] : columnsOf(lines, ends)
  const inferred = boundariesOf(columns, ends)
  // A column whose label stands on another page has no text here: the ends of rulings show it all the same.
  const bare = ends.filter((end) => !inferred.some((at) => Math.abs(at - end) < frame.em))
  const boundaries = withHeads([...inferred, ...bare], lines)
  return { top, bottom, lines, boundaries: centred(boundaries, lines, ends, frame) }
}

/** With the columns that only have a head: where a line of three texts or more has a gap that no text crosses. */
function withHeads(boundaries: readonly number[], lines: readonly PhraseLine[]): number[] {
  const found = [...boundaries]
  for (const { phrases } of lines) {
    if (phrases.length < 3) continue
    for (const [index, phrase] of phrases.entries()) {
      const next = phrases[index + 1]
      if (!next || found.some((at) => at > phrase.box[2] - 1 && at < next.box[0] + 1)) continue
      const at = (phrase.box[2] + next.box[0]) / 2
      if (!lines.some((line) => line.phrases.some(({ box }) => box[0] < at && box[2] > at))) found.push(at)
    }
  }
  return found.sort((a, b) => a - b)
}

/** Where the first column of labels ends: the leftmost place at which rulings begin. */
export function labelEdgeOf(rules: readonly Rule[], { left, em }: Frame): number | undefined {
  const starts = rules.map((rule) => rule.from).filter((x) => x > left + em)
  return starts.length === 0 ? undefined : Math.min(...starts)
}

/** Whether words stand on both sides of a place and none across it. */
function partsWords(lines: readonly PhraseLine[], at: number): boolean {
  const words = lines.flatMap((line) => line.phrases.flatMap((phrase) => phrase.words))
  const isAcross = words.some(({ box, size }) => box[0] < at - size * 0.2 && box[2] > at + size * 0.2)
  return !isAcross && words.some(({ box }) => box[2] <= at + 2) && words.some(({ box }) => box[0] >= at - 2)
}

/** Whether all text stands right of a place: the label to its left is on another page. */
function standBeyond(lines: readonly PhraseLine[], at: number): boolean {
  return lines.length > 0 && lines.every((line) => line.left > at - 1)
}

function cutAt(line: PhraseLine, at: number): PhraseLine {
  const parts = line.phrases.flatMap((phrase) => {
    const before = phrase.words.filter(({ box }) => (box[0] + box[2]) / 2 < at)
    const after = phrase.words.filter(({ box }) => (box[0] + box[2]) / 2 >= at)
    return before.length > 0 && after.length > 0 ? [phraseOf(before), phraseOf(after)] : [phrase]
  })
  return phraseLine(parts)
}

/** Two blocks have the same columns where together they have no fewer, and hardly a text crosses where those part. */
function shareColumns(a: Block, b: Block, joined: Block, em: number): boolean {
  const most = Math.max(a.boundaries.length, b.boundaries.length)
  if (Math.min(a.boundaries.length, b.boundaries.length) < 2 || joined.boundaries.length < most) return false
  return [a, b].every(({ lines, boundaries }) => {
    if (!keepsApart(lines, boundaries, joined.boundaries)) return false
    const phrases = lines.flatMap((line) => line.phrases)
    const crossing = phrases.filter(({ box }) =>
      joined.boundaries.some((at) => box[0] < at - em * 0.5 && box[2] > at + em * 0.5),
    )
    return crossing.length <= phrases.length * CROSSING_SHARE
  })
}

/** Whether texts of a line that some boundaries part are parted by the others too. */
function keepsApart(
  lines: readonly PhraseLine[],
  some: readonly number[],
  others: readonly number[],
): boolean {
  return lines.every(({ phrases }) =>
    phrases.every((phrase, index) => {
      const next = phrases[index + 1]
      if (!next) return true
      const parts = (at: number): boolean => at > middleOf(phrase) && at < middleOf(next)
      return !some.some(parts) || others.some(parts)
    }),
  )
}

/** Boundaries moved to where they must be for centred columns beside known edges to be centred. */
function centred(
  boundaries: readonly number[],
  lines: readonly PhraseLine[],
  ends: readonly number[],
  { left, right, em }: Frame,
): number[] {
  const found = [left, ...boundaries, right]
  const isKnown = found.map(
    (at, index) => index === 0 || index === found.length - 1 || ends.some((end) => Math.abs(end - at) < 1),
  )
  const phrases = lines.flatMap((line) => line.phrases)
  const step = (from: number, to: number): void => {
    const [edge, next] = [found[from], found[to]]
    if (!isKnown[from] || isKnown[to] || edge === undefined || next === undefined) return
    const [a, b] = [Math.min(edge, next), Math.max(edge, next)]
    const held = phrases.filter(({ box }) => box[0] > a - 1 && box[2] < b + 1)
    const middle = median(held.map(middleOf))
    if (middle === undefined) return
    const even = held.filter((phrase) => Math.abs(middleOf(phrase) - middle) < em * 0.25)
    if (even.length < held.length * 0.8) return
    const at = middle * 2 - edge
    const before = phrases.filter(({ box }) => box[2] < next + 0.5).map(({ box }) => box[2])
    const after = phrases.filter(({ box }) => box[0] > next - 0.5).map(({ box }) => box[0])
    if (at < Math.max(left, ...before) - 1 || at > Math.min(right, ...after) + 1) return
    found[to] = at
    isKnown[to] = true
  }
  for (let index = 0; index + 1 < found.length; index += 1) step(index, index + 1)
  for (let index = found.length - 1; index > 0; index -= 1) step(index, index - 1)
  return found.slice(1, -1)
}

/** Uprights of a block, band by band: each boundary that no text stands across. */
export function uprightsOf(
  block: Block,
  levels: readonly number[],
  rules: readonly Rule[],
  frame: Frame,
): Ruling[] {
  const inside = levels.filter((y) => y >= block.top - 1 && y <= block.bottom + 1)
  const found: Ruling[] = []
  const edges = [frame.left, ...block.boundaries, frame.right]
  for (let index = 0; index + 1 < inside.length; index += 1) {
    const [top, bottom] = [inside[index] ?? 0, inside[index + 1] ?? 0]
    const phrases = block.lines
      .filter((line) => line.centre > top && line.centre < bottom)
      .flatMap((line) => line.phrases)
    const crossed = new Set(phrases.flatMap((phrase) => crossedBy(phrase, phrases, edges, frame.em)))
    for (const [place, at] of edges.entries()) {
      if (place === 0 || place === edges.length - 1) continue
      const isEnd = rules.some(
        (rule) =>
          (Math.abs(rule.y - top) < 1 || Math.abs(rule.y - bottom) < 1) &&
          (Math.abs(rule.from - at) < frame.em || Math.abs(rule.to - at) < frame.em),
      )
      if (crossed.has(at) && !isEnd) continue
      found.push(uprightAt(at, top, bottom))
    }
  }
  return found
}

/** The edges that a phrase stands across: those in it, and those of the empty columns over which it is centred. */
function crossedBy(phrase: Phrase, band: readonly Phrase[], edges: readonly number[], em: number): number[] {
  const [x0, , x1] = phrase.box
  const across = edges.filter((at) => at > x0 + em * 0.3 && at < x1 - em * 0.3)
  if (across.length > 0) return across
  const own = edges.findLastIndex((at) => at <= (x0 + x1) / 2)
  const isCentred = (from: number, to: number): boolean => {
    const [a, b] = [edges[from], edges[to]]
    return a !== undefined && b !== undefined && Math.abs((a + b) / 2 - middleOf(phrase)) < em * CENTRED_EM
  }
  if (isCentred(own, own + 1)) return []
  for (let from = own; from >= 0; from -= 1) {
    for (let to = own + 1; to < edges.length; to += 1) {
      if (to - from < 2 || !isCentred(from, to)) continue
      const [a, b] = [edges[from] ?? 0, edges[to] ?? 0]
      if (
        band.some(
          (other) =>
            other !== phrase &&
            middleOf(other) > a &&
            middleOf(other) < b &&
            Math.abs(middleOf(other) - middleOf(phrase)) > em,
        )
      )
        continue
      return edges.slice(from + 1, to)
    }
  }
  return []
}

export function coveredAt(rules: readonly Rule[], y: number, em: number): number {
  return rules
    .filter((rule) => Math.abs(rule.y - y) < em * 0.3)
    .reduce((sum, rule) => sum + rule.to - rule.from, 0)
}

export function sidesOf(left: number, right: number, top: number, bottom: number): Ruling[] {
  return [uprightAt(left, top, bottom), uprightAt(right, top, bottom)]
}

function uprightAt(x: number, y0: number, y1: number): Ruling {
  return { x0: x, x1: x, y0, y1, width: 0.5 }
}

function middleOf(phrase: Phrase): number {
  return (phrase.box[0] + phrase.box[2]) / 2
}
