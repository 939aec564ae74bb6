/** Putting the bands of a sheet that was printed over several pages sideways side by side again. */
import type { Repair } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import { joinCutAmounts } from './band-amounts.ts'
import { isFundHeading, isFundLine, joinFunds } from './band-funds.ts'
import { joinLines } from './band-lines.ts'
import { bandsDiffer, bandsJoined } from './band-messages.ts'
import { type BandLines, bandsOf } from './band-pages.ts'
import { type BandContext, joinBlocks } from './band-rows.ts'
import { joinFields, joinHeadings } from './band-texts.ts'
import { resolveOthers, rolesOf, sameColumns } from './header.ts'
import type { BlockPiece, Piece } from './pieces.ts'
import type { HeaderColumn } from './row-columns.ts'
import { unshifted } from './shifted-lines.ts'
import type { SourceLine } from './source-lines.ts'
import { isTargetRole } from './text-fit.ts'
import { targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface JoinedBands {
  readonly pieces: readonly Piece[]
  /** Whatever is read of them is no surer. */
  readonly sure: number
  readonly repairs: readonly Repair[]
  readonly doubts: readonly Doubt[]
}

/** A band, or several joined: what stands before its first block of indicators and behind each, and the blocks. */
interface Band {
  /** One more than blocks. */
  readonly loose: readonly (readonly SourceLine[])[]
  readonly blocks: readonly BlockPiece[]
  readonly width: number
}

interface CutBand extends Band {
  /** For each block, whether its header looks like a repetition, and the header's line. */
  readonly goesOn: readonly boolean[]
  readonly headings: readonly SourceLine[]
}

/** The pieces of the whole sheet, or null where the text is not printed in bands. */
export function joinBands(lines: readonly SourceLine[], vocabulary: Vocabulary): JoinedBands | null {
  const found = bandsOf(unshifted(lines), vocabulary)
  const bands = found?.bands.filter((band) => band.length > 0) ?? []
  if (found === null || bands.length < 2) return null
  const doubts: Doubt[] = []
  const cut = withoutRepeats(bands.map((band) => cutBand(band, found.headerAt, vocabulary)))
  const texts = new Set(lines.flatMap(({ tokens }) => tokens.map(({ text }) => text)))
  const whole = cut.reduceRight((right, left) => joinTwo(left, right, { vocabulary, texts, doubts }))
  const starts = bands.flatMap((band) => band[0]?.tokens[0]?.locators ?? [])
  const joined = bandsJoined(bands.length, starts)
  const pieces = whole.loose.flatMap((loose, index): readonly Piece[] => {
    const block = resolved(whole.blocks[index], vocabulary)
    return [
      ...(loose.length > 0 ? [{ kind: 'lines' as const, lines: loose }] : []),
      ...(block === undefined ? [] : [block]),
    ]
  })
  const sure = hasLostBlanks(lines) ? SURE_WITHOUT_BLANKS : SURE_JOINED
  return {
    pieces,
    sure,
    repairs: [{ kind: 'bands-joined', message: joined.message, confidence: sure, locators: starts }],
    doubts: [joined, ...doubts],
  }
}

/** Confidence of bands side by side, and of those of a text without blank fields: what stands in which column is a guess. */
const SURE_JOINED = 0.97
const SURE_WITHOUT_BLANKS = 0.8

/** Whether no line has a blank field, as where runs of tabs were taken for one: labels of merged cells leave some. */
function hasLostBlanks(lines: readonly SourceLine[]): boolean {
  return lines.every(({ width, tokens }) => width <= 1 || tokens.length === width)
}

function resolved(block: BlockPiece | undefined, vocabulary: Vocabulary): BlockPiece | undefined {
  if (block === undefined) return undefined
  const header = resolveOthers(block.header, vocabulary)
  const labels = block.labels && { ...block.labels, header: resolveOthers(block.labels.header, vocabulary) }
  return { ...block, header, labels }
}

function cutBand(
  lines: readonly SourceLine[],
  headerAt: BandLines['headerAt'],
  vocabulary: Vocabulary,
): CutBand {
  const loose: SourceLine[][] = [[]]
  const blocks: {
    header: readonly HeaderColumn[]
    lines: SourceLine[]
    heading: SourceLine
    atTop: boolean
  }[] = []
  let inBlock = false
  for (const [index, line] of lines.entries()) {
    const header = headerAt(line)
    const open = blocks.at(-1)
    if (header !== null) {
      const atTop = inBlock && lines[index - 1]?.page !== line.page
      blocks.push({ header, lines: [], heading: line, atTop })
      loose.push([])
      inBlock = true
    } else if (inBlock && open !== undefined && !isFieldLine(line, vocabulary) && !isHeadingLine(line)) {
      open.lines.push(line)
    } else {
      inBlock = inBlock && isHeadingLine(line)
      loose.at(-1)?.push(line)
    }
  }
  const width = Math.max(1, ...lines.map((line) => line.width))
  const goesOn = blocks.map(
    (block, index) => block.atTop && sameColumns(blocks[index - 1]?.header ?? [], block.header),
  )
  return {
    loose,
    width,
    goesOn,
    blocks: blocks.map(({ header, lines: own }) => ({
      kind: 'block',
      header,
      lines: own,
      labels: null,
      repeated: [],
    })),
    headings: blocks.map((block) => block.heading),
  }
}

/** A header at the top of a page that repeats the one before is the same block's, where all bands agree. */
function withoutRepeats(bands: readonly CutBand[]): readonly Band[] {
  const agree = bands.every((band) => band.blocks.length === bands[0]?.blocks.length)
  return bands.map((band) => {
    const loose: (readonly SourceLine[])[] = [band.loose[0] ?? []]
    const blocks: BlockPiece[] = []
    for (const [index, block] of band.blocks.entries()) {
      const goesOn = agree ? bands.every((other) => other.goesOn[index]) : band.goesOn[index]
      const open = blocks.at(-1)
      const behind = band.loose[index + 1] ?? []
      const heading = band.headings[index]
      if (goesOn && open !== undefined && heading !== undefined) {
        const repeated = [...open.repeated, heading]
        blocks[blocks.length - 1] = { ...open, lines: [...open.lines, ...block.lines], repeated }
        loose[loose.length - 1] = [...(loose.at(-1) ?? []), ...behind]
      } else {
        blocks.push(block)
        loose.push(behind)
      }
    }
    return { loose, blocks, width: band.width }
  })
}

/** On a band names are cut and look like clipped labels: only a whole label in the first field is a field's. */
function isFieldLine(line: SourceLine, vocabulary: Vocabulary): boolean {
  const first = line.tokens[0]
  if (first === undefined || first.column > 0) return false
  return isFieldLabel(first.text, vocabulary)
}

const isFieldLabel = (text: string, vocabulary: Vocabulary): boolean =>
  (vocabulary.field(text.replace(/[:：].*$/, ''))?.likeness ?? 0) > 0.97

function joinTwo(left: Band, right: Band, context: BandContext): Band {
  const { vocabulary, doubts } = context
  const width = left.width
  const [own, other] = sameNumber(left, right, doubts)
  const trailing = other.blocks.map((block, index) =>
    behindRows(block, (own.loose[index + 1]?.length ?? 0) > 0, vocabulary),
  )
  const blocks = other.blocks.map((block, index): BlockPiece => {
    const mate = own.blocks[index]
    const rows = { ...block, lines: trailing[index]?.rows ?? block.lines }
    return mate === undefined ? rows : joinBlocks(mate, rows, width, context)
  })
  const loose = own.loose.map((lines, index) => {
    const behind = index === 0 ? [] : (trailing[index - 1]?.behind ?? [])
    return joinLoose(lines, [...behind, ...(other.loose[index] ?? [])], width, vocabulary, doubts)
  })
  return { loose, blocks, width: width + right.width }
}

/** Bands with different numbers of blocks lost a header: their blocks are taken as one. */
function sameNumber(left: Band, right: Band, doubts: Doubt[]): readonly [Band, Band] {
  if (left.blocks.length === right.blocks.length) return [left, right]
  const places = [...left.blocks, ...right.blocks].flatMap((block) => block.header[0]?.token.locators ?? [])
  doubts.push(bandsDiffer(left.blocks.length, right.blocks.length, places))
  return [asOneBlock(left), asOneBlock(right)]
}

function asOneBlock(band: Band): Band {
  const header = band.blocks.reduce<readonly HeaderColumn[]>(
    (widest, block) => (block.header.length > widest.length ? block.header : widest),
    [],
  )
  const lines = band.blocks.flatMap((block) => block.lines)
  const repeated = band.blocks.flatMap((block) => block.repeated)
  const [before, ...behind] = band.loose
  return {
    ...band,
    loose: [before ?? [], behind.flat()],
    blocks: [{ kind: 'block', header, lines, labels: null, repeated }],
  }
}

/** Lines at a block's end that have no target, or a field's label, are right halves of what stands below it at left. */
function behindRows(
  block: BlockPiece,
  leftGoesOn: boolean,
  vocabulary: Vocabulary,
): { readonly rows: readonly SourceLine[]; readonly behind: readonly SourceLine[] } {
  if (!leftGoesOn || !rolesOf(block.header).some(isTargetRole)) return { rows: block.lines, behind: [] }
  const last = block.lines.findLastIndex(
    (line) =>
      (line.tokens.length > 1 || targetLikeness(line.tokens[0]?.text ?? '') >= 1) &&
      !line.tokens.some(({ text }) => isFieldLabel(text, vocabulary)),
  )
  return { rows: block.lines.slice(0, last + 1), behind: block.lines.slice(last + 1) }
}

/** On a band of one column every line has one field; there headings are told by standing apart. */
const isHeadingLine = (line: SourceLine): boolean => line.apart

function joinLoose(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
  doubts: Doubt[],
): SourceLine[] {
  const headings = joinHeadings(left.filter(isHeadingLine), right.filter(isHeadingLine), vocabulary)
  const ownLines = left.filter((line) => !isHeadingLine(line))
  const otherLines = right.filter((line) => !isHeadingLine(line))
  if (ownLines.length >= otherLines.length) {
    const joined = joinLines(ownLines, otherLines, width, vocabulary)
    const whole = joinCutAmounts(joined.lines, width, vocabulary)
    doubts.push(...joined.doubts, ...whole.doubts)
    return [...headings, ...whole.lines]
  }
  const other = rightFunds(otherLines, vocabulary)
  const own = leftFunds(ownLines, other.funds, vocabulary)
  if (own.funds.length === 0 || other.funds.length === 0) {
    const fields = joinFields(ownLines, otherLines, width, vocabulary)
    doubts.push(...fields.doubts)
    return [...headings, ...fields.lines]
  }
  const before = joinFields(own.before, other.before, width, vocabulary)
  const funds = joinFunds(own.funds, other.funds, width, vocabulary)
  const whole = joinCutAmounts(funds.lines, width, vocabulary)
  const after = joinFields(own.after, other.after, width, vocabulary)
  doubts.push(...before.doubts, ...funds.doubts, ...whole.doubts, ...after.doubts)
  return [...headings, ...before.lines, ...whole.lines, ...after.lines]
}

interface Apart {
  readonly before: readonly SourceLine[]
  readonly funds: readonly SourceLine[]
  readonly after: readonly SourceLine[]
}

/** From the first line that ends in an amount, or heads one, to the last. */
function rightFunds(lines: readonly SourceLine[], vocabulary: Vocabulary): Apart {
  const from = lines.findIndex((line) => isFundLine(line, vocabulary))
  const to = lines.findLastIndex((line) => isFundLine(line, vocabulary)) + 1
  return from < 0 ? { before: lines, funds: [], after: [] } : apart(lines, from, to)
}

/** From the label of the funds or a known fund line to the next field; on an inner band, as many as there are amounts. */
function leftFunds(
  lines: readonly SourceLine[],
  amounts: readonly SourceLine[],
  vocabulary: Vocabulary,
): Apart {
  const labelled = lines.findIndex((line) => beginsFunds(line, vocabulary))
  const from = labelled >= 0 ? labelled : lines.findIndex((line) => isKnownLine(line, vocabulary))
  if (from < 0) return { before: lines, funds: [], after: [] }
  const next = lines.slice(from + 1).findIndex((line) => isField(line, vocabulary))
  if (next >= 0 || labelled >= 0) return apart(lines, from, next < 0 ? lines.length : from + 1 + next)
  const rows = amounts.filter((line) => !isFundHeading(line, vocabulary)).length
  return apart(lines, from, Math.min(lines.length, from + rows))
}

function apart(lines: readonly SourceLine[], from: number, to: number): Apart {
  return { before: lines.slice(0, from), funds: lines.slice(from, to), after: lines.slice(to) }
}

function beginsFunds(line: SourceLine, vocabulary: Vocabulary): boolean {
  return line.tokens.some(
    (token) =>
      vocabulary.isFundsLabel(token.text) ||
      vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, token.text) >= 0.9),
  )
}

function isKnownLine(line: SourceLine, vocabulary: Vocabulary): boolean {
  return line.tokens.some((token) =>
    vocabulary.form.funds.some((block) => vocabulary.line(block, token.text) !== null),
  )
}

function isField(line: SourceLine, vocabulary: Vocabulary): boolean {
  const first = line.tokens[0]
  return first !== undefined && vocabulary.field(first.text) !== null
}
