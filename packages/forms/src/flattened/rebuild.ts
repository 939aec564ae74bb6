/** Flattened text back into tables, as if the sheet had never been broken. */

import type { Section, Table, TextBlock } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import type { FlattenedDocument, FlattenedLine } from '@backfile/readers'
import type { FormDefinition } from '../form-definition.ts'
import { type JoinedBands, joinBands } from './bands.ts'
import { readBlock } from './block-rows.ts'
import { joinBrokenLines } from './broken-lines.ts'
import { isCellStream, joinCells } from './cell-stream.ts'
import { completeNames, isOpenLine } from './clipped-names.ts'
import { endsCutOff, SURE_WITHOUT_ENDS } from './cut-ends.ts'
import { likeliestForm, splitFilings } from './filing-lines.ts'
import { type FormRow, readFormRows } from './form-rows.ts'
import { withoutFrameMarks } from './frame-marks.ts'
import { partGluedLines } from './glued-lines.ts'
import { moveLateLabels } from './late-labels.ts'
import { likenessWithin } from './likeness.ts'
import { textsLeftOver, textUnplaced } from './messages.ts'
import { withoutGlued, withoutRepeated } from './overprinted-words.ts'
import { cutPieces, type Piece } from './pieces.ts'
import { plainSections, textBlock } from './plain-tables.ts'
import {
  fundRepairs,
  furnitureDropped,
  headerDropped,
  putBackDoubts,
  withRepairs,
} from './rebuild-repairs.ts'
import { withPartsBeside, withPartsJoined } from './repeated-columns.ts'
import { linesOfWords } from './running-labels.ts'
import { runningLines } from './running-lines.ts'
import { type RunningText, runningText } from './running-words.ts'
import { type SheetPart, sheetTable } from './sheet-table.ts'
import { readSourceLines, type SourceLine, type Token } from './source-lines.ts'
import { restoreLists } from './subproject-lists.ts'
import { type ColumnRole, documentWords, isLevelRole, isTargetRole, textFit } from './text-fit.ts'
import { targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'
import { joinWrapped } from './wrapped-lines.ts'

export interface Rebuilt {
  readonly sections: readonly Section[]
  readonly doubts: readonly Doubt[]
}

/**
 * The tables of a flattened text: one for each filing in it, its labels spread over their rows and its fields in
 * their columns. A text of no known form gives its lines and fields as they stand.
 */
export function rebuildFlattened(document: FlattenedDocument, forms: readonly FormDefinition[]): Rebuilt {
  const written = withoutFrameMarks(document.lines)
  const { lines } = readSourceLines(written)
  const running = isCellStream(written) ? withoutGlued(runningText(written)) : null
  const vocabulary = likeliestForm(running === null ? lines : linesOfWords(running.words), forms)
  if (vocabulary === null) return { sections: plainSections(lines), doubts: [] }
  const stream = running === null ? null : linesOfStream(written, running, vocabulary)
  const beside = running === null ? withPartsBeside(written, vocabulary) : null
  const { lines: whole, furniture } = readSourceLines(beside ?? written)
  const parted = stream ?? partGluedLines(whole)
  const mended = joinBrokenLines(parted.lines, vocabulary)
  const filings = splitFilings(mended.lines, vocabulary)
  const rebuilt = filings.map((filing) =>
    rebuildFiling(filing, stream === null ? joinBands(filing, vocabulary) : null, vocabulary),
  )
  const dropped = furniture.filter((line) => line.tokens.length > 0).map(furnitureDropped)
  const sections = rebuilt.map(({ section }, index) =>
    index === 0 ? withRepairs(section, dropped) : section,
  )
  const doubts = [...parted.doubts, ...mended.doubts, ...rebuilt.flatMap(doubtsOf)]
  return { sections: beside === null ? sections : sections.map(withPartsJoined), doubts }
}

const doubtsOf = ({ doubts }: { readonly doubts: readonly Doubt[] }): readonly Doubt[] => doubts

/** A text without columns: its cells stand one a line, or follow each other as they were painted. */
function linesOfStream(
  written: readonly FlattenedLine[],
  text: RunningText,
  vocabulary: Vocabulary,
): { readonly lines: readonly SourceLine[]; readonly doubts: readonly Doubt[] } {
  const once = withoutRepeated(text, vocabulary)
  const running = runningLines(once, vocabulary)
  // Cells cannot be counted where some stand twice.
  if (once.words.length < text.words.length) return running
  const counted = joinCells(written, vocabulary)
  return running.rows > counted.rows ? running : counted
}

function rebuildFiling(
  lines: readonly SourceLine[],
  joined: JoinedBands | null,
  vocabulary: Vocabulary,
): { readonly section: Section; readonly doubts: readonly Doubt[] } {
  const mended = (joined?.pieces ?? cutPieces(lines, vocabulary)).map((piece) => mendLines(piece, vocabulary))
  const pieces = mended.map(({ piece }) => piece)
  const named = pieces.map((piece) =>
    piece.kind === 'lines'
      ? completeNames(readFormRows(piece.lines, vocabulary), pieces, vocabulary)
      : { rows: [], doubts: [] },
  )
  const allRows = named.flatMap(({ rows }) => rows)
  const subprojects = allRows.flatMap((row) => (isOpenLine(row, vocabulary) ? [row.label.text] : []))
  const words = documentWords(lines, vocabulary, subprojects, sureLabels(pieces))
  const context = {
    vocabulary,
    likeness: likenessWithin(
      lines.flatMap((line) => line.tokens.map((token) => token.text)).filter((text) => text.length < 80),
    ),
    fit: textFit(vocabulary, words),
    texts: [...new Set(lines.flatMap((line) => line.tokens.map((token) => token.text)))],
    damaged: joined !== null || isDamaged(pieces, allRows),
  }
  const parts = pieces.map((piece, index): SheetPart => {
    if (piece.kind === 'block') {
      const whole = { ...piece, lines: restoreLists(piece.lines, subprojects) }
      return { kind: 'block', block: readBlock(whole, context) }
    }
    return { kind: 'rows', rows: named[index]?.rows ?? [] }
  })
  const blocks = parts.flatMap((part) => (part.kind === 'block' ? [part.block] : []))
  const repeated = pieces
    .flatMap((piece) => (piece.kind === 'block' ? piece.repeated : []))
    .map(headerDropped)
  const repairs = [
    ...(joined?.repairs ?? []),
    ...blocks.flatMap((block) => block.repairs),
    ...fundRepairs(allRows),
    ...repeated,
  ]
  const { before, after, stray } = textsAround(parts)
  const ends = joined === null ? endsCutOff(lines, vocabulary) : []
  const whole = sheetTable(parts, repairs, vocabulary)
  const sure = Math.min(joined?.sure ?? 1, ends.length > 0 ? SURE_WITHOUT_ENDS : 1)
  const table = whole && { ...whole, confidence: Math.min(whole.confidence, sure) }
  const left = unused(lines, [...before, ...after], table)
  return {
    section: {
      name: null,
      blocks: [...before, ...(table === null ? [] : [table]), ...after, ...left.map(textBlock)],
    },
    doubts: [
      ...(joined?.doubts ?? []),
      ...mended.flatMap((piece) => piece.doubts),
      ...named.flatMap(({ doubts }) => doubts),
      ...blocks.flatMap((block) => block.doubts),
      ...putBackDoubts(blocks, allRows),
      ...ends,
      ...stray.map((token) => textUnplaced(token.text, token.locators)),
      ...(left.length > 0 ? [textsLeftOver(left)] : []),
    ],
  }
}

/** Texts that were wrapped or slipped onto the next line stand on their own line again. */
function mendLines(
  piece: Piece,
  vocabulary: Vocabulary,
): { readonly piece: Piece; readonly doubts: readonly Doubt[] } {
  const { lines, doubts } = joinWrapped(piece.lines, vocabulary)
  if (piece.kind === 'block') return { piece: { ...piece, lines }, doubts }
  const own = moveLateLabels(lines, vocabulary)
  return { piece: { ...piece, lines: own.lines }, doubts: [...doubts, ...own.doubts] }
}

/** Texts of the source that stand nowhere in what was rebuilt: nothing may vanish. */
function unused(lines: readonly SourceLine[], texts: readonly TextBlock[], table: Table | null): Token[] {
  const used = new Set<string>()
  const repeated = table?.repairs.filter((repair) => repair.kind === 'header-dropped') ?? []
  for (const { locators } of [...texts, ...(table?.cells ?? []), ...repeated])
    for (const locator of locators) used.add(JSON.stringify(locator))
  return lines.flatMap((line) =>
    line.tokens.filter((token) => token.locators.some((locator) => !used.has(JSON.stringify(locator)))),
  )
}

/** Labels that stand right under their header: what is certain of each level's wording. */
function sureLabels(pieces: readonly Piece[]) {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'lines') return []
    const { header, lines } = piece.labels ?? piece
    return lines.flatMap((line) => {
      const placed = line.tokens.map((token) => ({
        role: header.find((column) => column.column === token.column)?.role,
        text: token.text,
      }))
      const levels = placed.flatMap(({ role, text }) =>
        role !== undefined && isLevelRole(role) ? [{ role, text }] : [],
      )
      const whole =
        placed.every(({ role }) => role !== undefined) && (levels.length > 1 || piece.labels !== null)
      return whole && levels.length > 0 && placed[0]?.role !== undefined && line.tokens.length > 1
        ? levels
        : []
    })
  })
}

/** Some line stands in other fields than its header: what is blank may be a page break then. */
function isDamaged(pieces: readonly Piece[], rows: readonly FormRow[]): boolean {
  if (rows.some((row) => row.kind === 'fund-line' && row.shifted)) return true
  return pieces.some((piece) => {
    if (piece.kind === 'lines') return false
    const heads = new Map(piece.header.map((column) => [column.column, column.role]))
    return piece.lines.some((line) =>
      line.tokens.some((token) => isMisplaced(token, heads.get(token.column))),
    )
  })
}

/** Under no heading, or a target under the heading of something else. */
function isMisplaced(token: Token, role: ColumnRole | undefined): boolean {
  if (role === undefined) return true
  const elsewhere = !isTargetRole(role) && role !== 'explanation' && !role.startsWith('other:')
  return elsewhere && targetLikeness(token.text) >= 3
}

/** Texts before the first row, after it, and those that stood between rows. */
function textsAround(parts: readonly SheetPart[]): {
  readonly before: readonly TextBlock[]
  readonly after: readonly TextBlock[]
  readonly stray: readonly Token[]
} {
  const before: TextBlock[] = []
  const after: TextBlock[] = []
  const stray: Token[] = []
  let begun = false
  for (const part of parts) {
    if (part.kind === 'block') begun = true
    else
      for (const row of part.rows) {
        if (row.kind !== 'text') begun = true
        else if (begun) {
          after.push(textBlock(row.token))
          stray.push(row.token)
        } else before.push(textBlock(row.token))
      }
  }
  return { before, after, stray }
}
