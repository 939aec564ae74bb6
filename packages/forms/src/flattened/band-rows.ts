/** Putting the rows of two bands' indicator blocks side by side. */
import type { Doubt } from '@backfile/model'
import { besideLine, doubtfulSeams, halvesOf, isWholeText, type Seam, SIDE_BY_SIDE } from './band-cells.ts'
import { isKnownLevel, joinCutLabels } from './band-labels.ts'
import { levelEvidence } from './band-levels.ts'
import { allPairs, type Match, type Matching, matchRows } from './band-matching.ts'
import { rowsOutOfStep, seamsUnconfirmed } from './band-messages.ts'
import { type CutColumn, cutColumn } from './band-seam.ts'
import { isInStep, namesOf } from './band-step.ts'
import { rolesOf } from './header.ts'
import { withBlanks } from './lost-blanks.ts'
import type { BlockPiece } from './pieces.ts'
import type { HeaderColumn } from './row-columns.ts'
import type { SourceLine, Token } from './source-lines.ts'
import { type ColumnRole, isLevelRole, isTargetRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'
import { weaver } from './woven-halves.ts'

/** What is known of the whole text while its bands are joined. */
export interface BandContext {
  readonly vocabulary: Vocabulary
  /** All texts of the fields, each once. */
  readonly texts: ReadonlySet<string>
  /** What was inferred is added here. */
  readonly doubts: Doubt[]
}

/**
 * Rows that both bands have are put side by side. Where only some left lines have their row, or none has, the left
 * band's levels are labels to be spread over the right band's rows.
 */
export function joinBlocks(
  left: BlockPiece,
  rightAsWritten: BlockPiece,
  width: number,
  { vocabulary, texts, doubts }: BandContext,
): BlockPiece {
  const repeated = [...left.repeated, ...rightAsWritten.repeated]
  const cut = cutColumn(left, rightAsWritten, vocabulary)
  const right = {
    ...rightAsWritten,
    lines: rightAsWritten.lines.map((line) => withBlanks(line, rightAsWritten, cut)),
  }
  const rightHeader = (cut?.rightHeader ?? right.header).map((column) => moveColumn(column, width))
  const cutHeader = cut === null ? [] : [{ role: cut.role, column: cut.leftColumn, token: cut.token }]
  const inStep = isInStep(left, right, cut, vocabulary)
  const hasRows = rolesOf(left.header).some(isRowRole) || (cut !== null && isRowRole(cut.role))
  if (!inStep && !hasRows) {
    const joined = joinCutLabels(left, right, cut, { vocabulary, texts })
    const lines = joined.rows.map((line) => moveLine(line, width))
    return { kind: 'block', header: rightHeader, lines, labels: joined.labels, repeated }
  }
  const leftHeader = cut?.leftHeader ?? left.header
  const header = [...leftHeader, ...cutHeader, ...rightHeader]
  const distinct = header.filter(
    (column, at) => header.findIndex((other) => other.role === column.role) === at,
  )
  const zipped = zipRows(left, right, width, cut, inStep, { vocabulary, texts })
  if (zipped.unsure.length > 0) doubts.push(rowsOutOfStep(zipped.unsure))
  if (zipped.seams.length > 0) doubts.push(seamsUnconfirmed(zipped.seams))
  const lines = zipped.rows.map((row) => row.line)
  const namesCut = cut !== null && isRowRole(cut.role)
  if (!namesCut || zipped.rows.every((row) => row.isRow) || left.labels !== null)
    return { kind: 'block', header: distinct, lines, labels: left.labels, repeated }
  return { kind: 'block', ...labelsApart(zipped, leftHeader, distinct), repeated }
}

/** Levels as labels: on their row where their line has one, else anywhere between. */
function labelsApart(
  zipped: Zipped,
  leftHeader: readonly HeaderColumn[],
  header: readonly HeaderColumn[],
): Pick<BlockPiece, 'header' | 'lines' | 'labels'> {
  const isLabel = (column: HeaderColumn): boolean => !isRowRole(column.role)
  const labelHeader = leftHeader.filter(isLabel)
  const labelColumns = new Set(labelHeader.map((column) => column.column))
  const inLabels = (token: Token): boolean => labelColumns.has(token.column)
  const rows = zipped.rows.filter((row) => row.isRow)
  const labelled = zipped.rows.filter((row) => row.line.tokens.some(inLabels))
  return {
    header: header.filter((column) => !labelHeader.includes(column)),
    lines: rows.map(({ line }) => ({ ...line, tokens: line.tokens.filter((token) => !inLabels(token)) })),
    labels: {
      header: labelHeader,
      lines: labelled.map(({ line }) => ({ ...line, tokens: line.tokens.filter(inLabels) })),
      rows: labelled.map((row) => (row.isRow ? rows.indexOf(row) : null)),
    },
  }
}

/** Columns that every row has, unlike the levels, which are merged. */
const isRowRole = (role: ColumnRole): boolean =>
  !isLevelRole(role) && role !== 'indicatorsLabel' && !role.startsWith('other:')

function moveColumn(column: HeaderColumn, by: number): HeaderColumn {
  return {
    ...column,
    column: column.column + by,
    token: { ...column.token, column: column.token.column + by },
  }
}

function moveLine(line: SourceLine, by: number): SourceLine {
  return {
    ...line,
    width: line.width + by,
    tokens: line.tokens.map((token) => ({ ...token, column: token.column + by })),
  }
}

/** Confidence of rows put side by side where both pages have not as many: where names fit, and otherwise. */
const FITTING = 0.9
const OUT_OF_STEP = 0.5

/** Names and targets are centred and on every row: whether their halves fit says which rows are side by side. */
const tellsRow = (cut: CutColumn | null): boolean =>
  cut === null || cut.role === 'name' || isTargetRole(cut.role)

interface Zipped {
  /** In order; a left line that shows labels only, and whose row is not known, is no row. */
  readonly rows: readonly { readonly line: SourceLine; readonly isRow: boolean }[]
  /** Joined lines of pages on which the bands have different numbers of rows. */
  readonly unsure: readonly SourceLine[]
  /** Lines with a cell whose halves nothing confirms. */
  readonly seams: readonly SourceLine[]
}

function zipRows(
  left: BlockPiece,
  right: BlockPiece,
  width: number,
  cut: CutColumn | null,
  allInStep: boolean,
  { vocabulary, texts }: Pick<BandContext, 'vocabulary' | 'texts'>,
): Zipped {
  const pages = [...new Set([...left.lines, ...right.lines].map((line) => line.page))].sort((a, b) => a - b)
  const rowColumns = left.header.filter((column) => isRowRole(column.role)).map((column) => column.column)
  const firstRowColumn = Math.min(
    ...rowColumns,
    cut !== null && isRowRole(cut.role) ? cut.leftColumn : Infinity,
  )
  const isRow = (line: SourceLine): boolean =>
    allInStep || line.tokens.some((token) => token.column >= firstRowColumn)
  const pairs = new Set(allPairs([...left.lines, ...right.lines]))
  const rows: { line: SourceLine; isRow: boolean }[] = []
  const unsure: SourceLine[] = []
  const seams: { readonly line: SourceLine; readonly seam: Seam }[] = []
  const named = right.header.some((column) => column.role === 'name') && cut?.role !== 'name'
  const targets = right.header.filter((column) => isTargetRole(column.role)).map((column) => column.column)
  const ownTargets = new Set(named ? targets : [])
  const isLabel = (line: SourceLine): boolean => !isRow(line)
  const slipped = slippedNames(left.lines, firstRowColumn, cut, vocabulary)
  const levels = levelEvidence(left, vocabulary)
  const matching: Matching = {
    cut,
    pairs,
    vocabulary,
    ownTargets,
    slipped,
    isLabel,
    levels,
    nameOf: namesOf(left, right, cut),
  }
  const places = new Map(left.lines.map((line, index) => [line, index]))
  const onPages = pages.map((page) => {
    const own = left.lines.filter((line) => line.page === page)
    const other = right.lines.filter((line) => line.page === page)
    const inStep = own.filter(isRow).length === other.length
    const rowLines = own.filter((line) => isRow(line) || (!inStep && slipped.has(line)))
    const before = left.lines.findLastIndex((line) => line.page < page)
    const behind = left.lines.findIndex((line) => line.page > page)
    return {
      own,
      inStep,
      left: rowLines,
      right: other,
      places: rowLines.flatMap((line) => places.get(line) ?? []),
      before,
      behind: behind < 0 ? left.lines.length : behind,
    }
  })
  const matched = matchRows(onPages, matching)
  const weave = weaver(
    matched.flat().map(({ left: own, slipped: moved, right: mate }) => halvesOf(moved ?? own, mate, cut)),
    texts,
    (text) => isWholeText(text, matching),
  )
  for (const [index, pageMatches] of matched.entries()) {
    const { own = [], inStep = false } = onPages[index] ?? {}
    const matches = new Map<SourceLine, Match>()
    for (const match of pageMatches) {
      const line = match.left ?? match.right
      const isAlone = match.left !== null && match.right === null && isLabel(match.left)
      if (line !== null && !isAlone) matches.set(line, match)
    }
    for (const line of inOrder(own, [...matches.keys()])) {
      const match = matches.get(line)
      if (match === undefined) {
        rows.push({ line, isRow: false })
        continue
      }
      const fits = match.fits && tellsRow(cut)
      const inPlace = match.slipped === null
      const confidence = inStep && inPlace ? SIDE_BY_SIDE : fits ? FITTING : OUT_OF_STEP
      const beside = { left: match.slipped ?? match.left, right: match.right, width, confidence }
      const { line: joined, seam } = besideLine(beside, cut, matching, weave)
      if (seam !== null) seams.push({ line: joined, seam })
      rows.push({ line: joined, isRow: true })
      if (!inPlace || (!inStep && (match.left !== null || !match.fits))) unsure.push(joined)
    }
  }
  return { rows, unsure, seams: doubtfulSeams(seams) }
}

/** Longest beginning of a name. */
const LONGEST_NAME = 20

/**
 * Lines of one text in a column of levels that is no usual level, each with the same text in the cut column of names:
 * the name may have slipped into the first field.
 */
function slippedNames(
  lines: readonly SourceLine[],
  firstRowColumn: number,
  cut: CutColumn | null,
  vocabulary: Vocabulary,
): ReadonlyMap<SourceLine, SourceLine> {
  if (cut?.role !== 'name') return new Map()
  return new Map(
    lines.flatMap((line): readonly [SourceLine, SourceLine][] => {
      const [token, ...others] = line.tokens
      if (token === undefined || others.length > 0 || token.column >= firstRowColumn) return []
      if (token.text.length > LONGEST_NAME || isKnownLevel(token.text, vocabulary)) return []
      return [[line, { ...line, tokens: [{ ...token, column: cut.leftColumn }] }]]
    }),
  )
}

/** Left lines in order, with the rows that have no left line where the matching put them. */
function inOrder(own: readonly SourceLine[], matched: readonly SourceLine[]): SourceLine[] {
  const lines: SourceLine[] = []
  let next = 0
  for (const line of matched) {
    const at = own.indexOf(line)
    if (at >= 0) {
      lines.push(...own.slice(next, at))
      next = at + 1
    }
    lines.push(line)
  }
  return [...lines, ...own.slice(next)]
}
