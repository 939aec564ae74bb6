/** What a stretch of a sheet may be as one row, and what speaks against it. */
import { foldWidth } from '@backfile/model'
import { median } from '../geometry.ts'
import { anchorOf, areTwoLevels, clustersAcross, linesOf, type Standing, textOfLines } from './blocks.ts'
import type { Frame } from './frame.ts'
import type { Head, Section } from './heads.ts'
import { centreOf, cutAt, type Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'
import type { LabelBook, LabelPart } from './vocabulary.ts'

/** A cell's lines in a row; `isLabel` where its text is a known label of the row. */
export interface RowCell {
  readonly phrases: readonly Phrase[]
  readonly isLabel: boolean
}

export type Row =
  /** Labels and the values beside them. */
  | { readonly kind: 'fields'; readonly label: readonly Phrase[]; readonly cells: readonly RowCell[] }
  | { readonly kind: 'heads'; readonly section: Section }
  /** One list of phrases for each column of its section; of a headless one the labels stand before them. */
  | {
      readonly kind: 'body'
      readonly section: Section
      readonly columns: readonly (readonly Phrase[])[]
      /** Labels left of the columns: the row's own is the last. */
      readonly labels: readonly (readonly Phrase[])[]
    }
  | { readonly kind: 'text'; readonly phrases: readonly Phrase[] }

export type BodyRow = Extract<Row, { kind: 'body' }>

export interface Judged {
  readonly row: Row
  /** Below 0 where known labels speak for it. */
  readonly cost: number
}

export interface Ground {
  readonly sheet: Sheet
  readonly frame: Frame
  readonly book: LabelBook
  readonly standing: Standing
}

/** Heights of cells of one row differ by less, in em: half a line's pitch is the least by which other rows differ. */
const SAME_ANCHOR_EM = 0.24

/** What it costs that a row only names its group. */
export const LABEL_ALONE = 1.5

const cost = {
  knownLabel: -6,
  unknownLabel: 5,
  pairsBelowHeads: 1,
  unpaired: 2,
  noName: 4,
  noValue: 4,
  oneMissing: 0.3,
  lineAlone: 0.5,
  brokenCell: 4,
  shortLine: 2.5,
  figuresTogether: 3,
  labelAlone: LABEL_ALONE,
  partedLine: 1.5,
  astrayLine: 1,
  closingFirst: 4,
  labelOutside: 2,
  twoLevels: 3,
  apart: 8,
  mostApart: 6,
  stray: 2.5,
  text: 2,
  title: -3,
  outside: 0.3,
} as const

/**
 * The stretch as a row of labels with their values; null where it has none. Below heads, pairs of labels and amounts
 * that no label stands before are the section's own rows rather.
 */
export function asFields(
  phrases: readonly Phrase[],
  isBelowHeads: boolean,
  ground: Ground,
): (Judged & { readonly isLabelled: boolean }) | null {
  const { sheet, frame, book, standing } = ground
  const { em } = sheet
  const isLabelled = (phrase: Phrase): boolean => phrase.x1 < frame.labelEnd + em * 0.3
  const label = phrases.filter(isLabelled)
  const labelParts = partsIn(label, book)
  if (label.length > MOST_LABEL_LINES) return null
  if (!labelParts.has('field') && phrases.length > MOST_UNKNOWN) return null
  const rest = phrases.filter((phrase) => !isLabelled(phrase))
  const cells = clustersAcross(rest).map((own): RowCell => {
    const parts = partsIn(own, book)
    return { phrases: own, isLabel: parts.has('field') || parts.has('pair') }
  })
  const isPairs = label.length === 0
  if (isPairs && !cells.some((cell) => partsIn(cell.phrases, book).has('pair'))) return null
  const isUnknown = !isPairs && !labelParts.has('field')
  const known = (labelParts.has('field') ? 1 : 0) + cells.filter(({ isLabel }) => isLabel).length
  let sum =
    isPairs && isBelowHeads ? cost.pairsBelowHeads : isUnknown && isBelowHeads ? 0 : known * cost.knownLabel
  if (isUnknown) sum += cost.unknownLabel + (rest.length === 0 ? 3 : 0)
  if (isPairs)
    sum +=
      cells.filter(({ isLabel }, index) => !isLabel && cells[index - 1]?.isLabel !== true).length *
      cost.unpaired
  const all = [...(isPairs ? [] : [label]), ...cells.map((cell) => cell.phrases)]
  sum += brokenness(all, sheet) + apartness(all, standing, em)
  for (const { phrases: own } of cells) sum += raggedness(own)
  return { row: { kind: 'fields', label, cells }, cost: sum, isLabelled: !isPairs }
}

/** The parts that a cell's text plays; a cell of many lines is no label. */
function partsIn(cell: readonly Phrase[], book: LabelBook): ReadonlySet<LabelPart> {
  return cell.length > MOST_LABEL_LINES ? noParts : book.partsOf(textOfLines(cell))
}

const noParts: ReadonlySet<LabelPart> = new Set()

/** No label is broken into more lines. */
const MOST_LABEL_LINES = 8
/** A row whose label nobody knows is only believed where it has no more phrases. */
const MOST_UNKNOWN = 16

/** The stretch as a row under the heads of a section. */
export function asBody(phrases: readonly Phrase[], section: Section, ground: Ground): Judged | null {
  const { sheet, book, standing } = ground
  const { em } = sheet
  const before: Phrase[] = []
  const columns: Phrase[][] = section.heads.map(() => [])
  for (const phrase of phrases)
    for (const { piece, column } of piecesIn(section, phrase)) (columns[column] ?? before).push(piece)
  const body = columns.filter((_, index) => section.heads[index]?.parts.has('group-head') !== true)
  const groups = columns.flatMap((own, index) =>
    section.heads[index]?.parts.has('group-head') === true
      ? [{ own, width: (section.edges[index + 1] ?? 0) - (section.edges[index] ?? 0) }]
      : [],
  )
  if (body.every((own) => own.length === 0) && (!section.isHeadless || before.length === 0)) {
    const isLabelled = before.length === 0 && groups.some(({ own }) => own.length > 0)
    if (!isLabelled) return null
    const row: Row = { kind: 'body', section, columns, labels: [] }
    // The row's own label is the innermost: those of wider groups may stand at any height beside it.
    const own = groups.findLast((group) => group.own.length > 0)?.own ?? []
    return { row, cost: cost.labelAlone + brokenness([own], sheet) + twoLevels(groups, book) }
  }
  let sum = labelsOutside(groups, body, ground) * cost.labelOutside + twoLevels(groups, book)
  let labels: readonly (readonly Phrase[])[] = []
  const aligned: (readonly Phrase[])[] = body.filter((own) => own.length > 0)
  if (section.isHeadless) {
    labels = clustersAcross(before)
    const own = labels.at(-1)
    if (own === undefined) sum += cost.noName
    else aligned.push(own)
    if (body.every((values) => values.length === 0)) sum += cost.noValue
  } else {
    sum += before.length * cost.stray
    sum += emptiness(section, columns, book)
  }
  sum += brokenness(aligned, sheet) + apartness(aligned, standing, em)
  for (const own of aligned)
    if (!isCount(own, section)) sum += shortLines(own, section) + figuresTogether(own) + closingFirst(own)
  return { row: { kind: 'body', section, columns, labels }, cost: sum }
}

/** A phrase's part in one column of its section: −1 before the first. */
interface ColumnPiece {
  readonly piece: Phrase
  readonly column: number
}

/** A phrase is looked at in many stretches: its pieces are kept. */
const piecesOf = new WeakMap<Section, Map<Phrase, readonly ColumnPiece[]>>()

function piecesIn(section: Section, phrase: Phrase): readonly ColumnPiece[] {
  const known = piecesOf.get(section) ?? new Map<Phrase, readonly ColumnPiece[]>()
  piecesOf.set(section, known)
  const kept = known.get(phrase)
  if (kept !== undefined) return kept
  const last = section.heads.length - 1
  const pieces = cutAt(phrase, section.edges).map((piece) => {
    return { piece, column: Math.min(last, columnAt(section, centreOf(piece))) }
  })
  known.set(phrase, pieces)
  return pieces
}

/** The line as text outside the table's rows; `isOutside`: above its first row or below its last. */
export function asText(phrases: readonly Phrase[], isOutside: boolean, book: LabelBook): Judged {
  const isTitle = book.partsOf(textOfLines(phrases)).has('title')
  return {
    row: { kind: 'text', phrases },
    cost: isTitle ? cost.title : isOutside ? cost.outside : cost.text * phrases.length,
  }
}

/**
 * How many labels of groups stand a row's height above or below all text of the row, and are no broken line's other
 * part: they are another row's.
 */
function labelsOutside(
  groups: readonly { readonly own: readonly Phrase[]; readonly width: number }[],
  body: readonly (readonly Phrase[])[],
  { sheet: { rowPitch, mostLeading, em }, book }: Ground,
): number {
  const heights = body.flatMap((own) => own.map(({ y }) => y))
  const [top, bottom] = [Math.min(...heights), Math.max(...heights)]
  return groups.reduce((sum, { own, width }) => {
    const room = width - 2 * MOST_PADDING_EM * em
    const isBroken = (above: Phrase, below: Phrase): boolean =>
      below.y > above.y &&
      below.y - above.y < mostLeading &&
      room - (above.x1 - above.x0) < firstToken(below) &&
      !areTwoLevels(above, below, book)
    const outside = own.filter(
      (label) =>
        (label.y < top - rowPitch * 0.85 || label.y > bottom + rowPitch * 0.85) &&
        !own.some((other) => isBroken(other, label) || isBroken(label, other)),
    )
    return sum + outside.length
  }, 0)
}

/** A row stands beside one label of each column of groups. */
function twoLevels(groups: readonly { readonly own: readonly Phrase[] }[], book: LabelBook): number {
  const pairs = groups.flatMap(({ own }) =>
    own.flatMap((above) => own.filter((below) => below.y > above.y && areTwoLevels(above, below, book))),
  )
  return pairs.length * cost.twoLevels
}

/** A row has a name, and a value but where it is a known line; other columns may be empty. */
function emptiness(section: Section, columns: readonly (readonly Phrase[])[], book: LabelBook): number {
  const isEmptyUnder = (isOwn: (parts: ReadonlySet<LabelPart>) => boolean): boolean | null => {
    const own = columns.filter((_, index) => isOwn(section.heads[index]?.parts ?? noParts))
    return own.length === 0 ? null : own.every((cell) => cell.length === 0)
  }
  const noName = isEmptyUnder((parts) => parts.has('name-head'))
  const noValue = isEmptyUnder((parts) => parts.has('value-head') || parts.has('measure'))
  const [named] = columns.filter((cell) => cell.length > 0)
  const isLine = partsIn(named ?? [], book).has('line')
  const filled = columns.filter((cell, index) => cell.length > 0 && isNeeded(section.heads[index])).length
  const needed = section.heads.filter(isNeeded).length
  return (
    (noName === true ? cost.noName : 0) +
    (noValue === true ? (isLine ? cost.lineAlone : cost.noValue) : 0) +
    (needed - filled) * cost.oneMissing
  )
}

/** Columns of unknown heads, such as remarks, may well be empty. */
function isNeeded(head: Head | undefined): boolean {
  return head !== undefined && head.parts.size > 0 && !head.parts.has('group-head')
}

/** Lines of one cell are whole, and begin at one place or are centred. */
function raggedness(cell: readonly Phrase[]): number {
  const lines = linesOf(cell)
  if (lines.length < 2) return 0
  const parted = lines.filter((line) => line.length > 1).length
  const starts = lines.map(([first]) => first?.x0 ?? 0)
  const left = Math.min(...starts)
  const middles = lines.map((line) => ((line[0]?.x0 ?? 0) + (line.at(-1)?.x1 ?? 0)) / 2)
  const middle = median(middles) ?? 0
  const em = lines[0]?.[0]?.size ?? 0
  const astray = lines.filter(
    (_, index) =>
      (starts[index] ?? 0) > left + em * 2.2 && Math.abs((middles[index] ?? 0) - middle) > em * 0.3,
  ).length
  return parted * cost.partedLine + astray * cost.astrayLine
}

/** Lines of one cell follow each other at one pitch. */
function brokenness(
  cells: readonly (readonly Phrase[])[],
  { leading, mostLeading, rowPitch }: Sheet,
): number {
  let sum = 0
  for (const cell of cells) {
    const lines = linesOf(cell)
    for (const [index, [line]] of lines.entries()) {
      const above = lines[index - 1]?.[0]
      if (above === undefined || line === undefined) continue
      const step = line.y - above.y
      const most = line.page === above.page ? mostLeading : rowPitch * 1.15
      if (step > most || step < leading * 0.8) sum += cost.brokenCell
    }
  }
  return sum
}

/** Two whole figures are never one cell's. */
function figuresTogether(cell: readonly Phrase[]): number {
  if (cell.length < 2) return 0
  const lines = linesOf(cell).map((line) => foldWidth(line.map(({ text }) => text).join('')))
  const whole = lines.filter((line, index) => {
    const next = lines[index + 1]
    if (next === undefined || !/\d/.test(line)) return false
    return startsFigure.test(next) || (endsFigure.test(line) && !goesOn.test(next))
  })
  return whole.length * cost.figuresTogether
}

/** A relation, a bare amount or a range begins a figure; a percentage is complete but for 及以上 and the like. */
const startsFigure =
  /^(?:[=≥≤<>≈±]|大于|小于|等于|超过|不[超少低高大小]于?过?|[-+]?[\d,.]+%?(?:[-~–—至][\d,.]+%?)?$)/u
const endsFigure = /(?:%\)?|^[\d,.]+|\d.*(?:以[上下内]|左右))$/u
const goesOn = /^(?:及|以|的|左右|\)|%|\()/u

/** No cell begins with a closing bracket or a comma. */
function closingFirst(cell: readonly Phrase[]): number {
  const [first] = linesOf(cell)
  return /^[)）\]】》”，。、；,;]/u.test(first?.[0]?.text ?? '') ? cost.closingFirst : 0
}

/** All cells of a row have a height in common. */
function apartness(cells: readonly (readonly Phrase[])[], standing: Standing, em: number): number {
  if (cells.length < 2) return 0
  const anchors = cells.map((cell) => anchorOf(cell, standing))
  const usual = median(anchors) ?? 0
  let sum = 0
  for (const anchor of anchors) {
    const apart = Math.abs(anchor - usual) / em
    if (apart > SAME_ANCHOR_EM) sum += Math.min(cost.mostApart, cost.apart * (apart - SAME_ANCHOR_EM / 2))
  }
  return sum
}

/** Whether the cell's text is the number of the row: a narrow column breaks it between its digits. */
function isCount(cell: readonly Phrase[], section: Section): boolean {
  const [first] = cell
  const column = first === undefined ? -1 : columnAt(section, centreOf(first))
  return section.heads[column]?.isCount === true
}

function columnAt({ edges }: Section, x: number): number {
  return edges.findLastIndex((edge) => edge <= x)
}

/** A line is only broken where the next piece of text had no room on it. */
function shortLines(cell: readonly Phrase[], section: Section): number {
  const lines = linesOf(cell)
  const [first] = lines[0] ?? []
  if (lines.length < 2 || first === undefined) return 0
  const width = section.rooms[columnAt(section, centreOf(first))]
  if (width === undefined) return 0
  let sum = 0
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]?.[0]
    const [start, end] = [line[0], line.at(-1)]
    if (next === undefined || start === undefined || end === undefined) continue
    const room = width - (end.x1 - start.x0)
    if (room > firstToken(next) && !/^[)）\]】》”]/u.test(next.text)) sum += cost.shortLine
  }
  return sum
}

/** No cell keeps more free than this at each side, in em. */
const MOST_PADDING_EM = 0.9

/** Width of the first piece of a line that is not broken: a run of Latin letters and digits, or one ideograph. */
function firstToken(phrase: Phrase): number {
  let width = 0
  for (const { text, box } of phrase.glyphs) {
    const isLatin = /^[\x21-\x7e]/.test(text)
    if (!isLatin && width > 0) break
    width += box[2] - box[0]
    if (!isLatin) break
  }
  return width
}
