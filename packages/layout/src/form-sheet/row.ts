/** What a stretch of a sheet may be as one row, and what speaks against it. */
import { areTwoLevels, clustersAcross, type Standing, textOfLines } from './blocks.ts'
import {
  apartness,
  brokenness,
  closingFirst,
  columnAt,
  endsOpen,
  figuresTogether,
  firstToken,
  namesTogether,
  raggedness,
  shortLines,
} from './cell-lines.ts'
import type { Frame } from './frame.ts'
import type { Head, Section } from './heads.ts'
import { centreOf, cutAt, type Phrase } from './phrase.ts'
import { cost } from './row-costs.ts'
import type { RowHeight } from './row-heights.ts'
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
  readonly rowHeight: RowHeight
}

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
  for (const own of aligned) {
    sum += namesTogether(own, book) + endsOpen(own)
    if (!isCount(own, section)) sum += shortLines(own, section) + figuresTogether(own) + closingFirst(own)
  }
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

/** Whether the cell's text is the number of the row: a narrow column breaks it between its digits. */
function isCount(cell: readonly Phrase[], section: Section): boolean {
  const [first] = cell
  const column = first === undefined ? -1 : columnAt(section, centreOf(first))
  return section.heads[column]?.isCount === true
}

/** No cell keeps more free than this at each side, in em. */
const MOST_PADDING_EM = 0.9
