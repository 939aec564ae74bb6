/** Labels of merged cells that the page edge cut: their right halves tell on which rows they stand. */
import { align } from './align.ts'
import type { CutColumn } from './band-seam.ts'
import type { BandLabels, BlockPiece } from './pieces.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'
import { type Halves, type Weaver, weaver } from './woven-halves.ts'

/** Confidence of a label joined from its halves: one that the form knows, and any other. */
const KNOWN_JOIN = 0.97
const UNKNOWN_JOIN = 0.9

/** The right band's rows without the labels' right halves, and the left band's labels with them. */
export function joinCutLabels(
  left: BlockPiece,
  right: BlockPiece,
  cut: CutColumn | null,
  { vocabulary, texts }: { readonly vocabulary: Vocabulary; readonly texts: ReadonlySet<string> },
): { readonly rows: readonly SourceLine[]; readonly labels: BandLabels } {
  if (cut === null) {
    return {
      rows: right.lines,
      labels: { header: left.header, lines: left.lines, rows: left.lines.map(() => null) },
    }
  }
  const header = [...cut.leftHeader, { role: cut.role, column: cut.leftColumn, token: cut.token }]
  const halves = right.lines.map(
    (line) => line.tokens.find((token) => token.column === cut.rightColumn) ?? null,
  )
  const rows = right.lines.map((line) => ({
    ...line,
    tokens: line.tokens.filter((token) => token.column !== cut.rightColumn),
  }))
  const lines: SourceLine[] = []
  const places: (number | null)[] = []
  const matches = matchHalves(left.lines, right.lines, halves, cut, vocabulary).map(({ line, row }) => ({
    line,
    row,
    piece: line?.tokens.find((token) => token.column === cut.leftColumn),
    half: row === null ? null : (halves[row] ?? null),
  }))
  const weave = weaver(matches, texts, (text) => isKnownLevel(text, vocabulary))
  for (const { line, row, piece, half } of matches) {
    const others = line?.tokens.filter((token) => token !== piece) ?? []
    const label = joinHalves({ piece, half }, cut, vocabulary, weave)
    const base = line ?? right.lines[row ?? 0]
    if (base === undefined) continue
    lines.push({ ...base, tokens: [...others, ...(label === null ? [] : [label])] })
    places.push(row)
  }
  return { rows, labels: { header, lines, rows: places } }
}

function joinHalves(
  { piece, half }: Halves,
  cut: CutColumn,
  vocabulary: Vocabulary,
  weave: Weaver,
): Token | null {
  if (piece === undefined) return half === null ? null : { ...half, column: cut.leftColumn }
  if (half === null) return piece
  const joined = { ...joinTokens([piece, half], ''), column: cut.leftColumn }
  if (isKnownLevel(joined.text, vocabulary)) return { ...joined, confidence: KNOWN_JOIN }
  const woven = weave({ piece, half })
  return { ...joined, text: woven.text, confidence: Math.min(UNKNOWN_JOIN, woven.confidence) }
}

/** One of the form's usual levels, whole. */
export function isKnownLevel(text: string, vocabulary: Vocabulary): boolean {
  return [...vocabulary.firstLevels(text), ...vocabulary.secondLevels(text)].some(
    (place) => place.likeness > 0.95,
  )
}

interface HalfMatch {
  readonly line: SourceLine | null
  readonly row: number | null
}

/** Costs: a left line without right half, one whose label was cut, a right half without left line. */
const ALONE = { leftBlank: 0, left: -0.6, right: -0.7 }

/** Left lines and right halves in order, page by page. */
function matchHalves(
  lines: readonly SourceLine[],
  rightLines: readonly SourceLine[],
  halves: readonly (Token | null)[],
  cut: CutColumn,
  vocabulary: Vocabulary,
): HalfMatch[] {
  const rights = halves.flatMap((half, row) =>
    half === null ? [] : [{ half, row, page: rightLines[row]?.page ?? 0 }],
  )
  const pieceOf = (line: SourceLine | undefined): Token | undefined =>
    line?.tokens.find((token) => token.column === cut.leftColumn)
  const aligned = align({
    left: lines.length,
    right: rights.length,
    leftAlone: (index) => (pieceOf(lines[index]) === undefined ? ALONE.leftBlank : ALONE.left),
    rightAlone: () => ALONE.right,
    together: (l, r) => {
      const [line, right] = [lines[l], rights[r]]
      if (line === undefined || right === undefined || line.page !== right.page) return -Infinity
      if (isKnownLevel((pieceOf(line)?.text ?? '') + right.half.text, vocabulary)) return 3
      return isKnownLevel(right.half.text, vocabulary) ? -2 : 0
    },
  })
  return aligned.map((pair) => ({
    line: (pair.left === null ? undefined : lines[pair.left]) ?? null,
    row: (pair.right === null ? undefined : rights[pair.right]?.row) ?? null,
  }))
}
