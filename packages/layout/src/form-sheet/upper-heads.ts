/** Heads of two levels: labels that stand over several heads of columns, beside heads that are as high as both. */
import { overlap } from '../geometry.ts'
import { phrasesBetween } from './blocks.ts'
import type { Head } from './head.ts'
import { centreOf, type Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'

/** A label over the heads `from` … `to` (exclusive) of its row, counted from the left. */
export interface UpperHead {
  readonly line: Phrase
  readonly from: number
  readonly to: number
}

/** The texts of a sheet, among them those that are heads wherever they stand in their cells. */
export interface HeadTexts {
  readonly sheet: Sheet
  /** Labels that touch are apart. */
  readonly phrases: readonly Phrase[]
  readonly knownHeads: readonly Head[]
  /** Lines of labels that stand beside blocks of rows. */
  readonly sided: ReadonlySet<Phrase>
}

/** Heads at one height. */
export interface HeadLine {
  readonly anchor: number
  readonly heads: readonly Head[]
}

/** Heads at one height, and the labels that stand over several of them. */
export interface HeadRow extends HeadLine {
  readonly upper: readonly { readonly line: Phrase; readonly heads: readonly Head[] }[]
}

/**
 * The lines of heads, those of two levels as one row. A label is one over heads where it stands between the middles of
 * the first and the last of at least two heads at one height, with nothing in between, and where other heads stand at
 * its height, theirs or half-way. Over heads of amounts no other head needs to stand beside it, but no value may.
 */
export function withUpperHeads(lines: readonly HeadLine[], texts: HeadTexts): HeadRow[] {
  const rows: HeadRow[] = []
  const merged = new Set<Head>()
  for (const line of lines) {
    const upper = upperOver(line.heads, texts)
    const labels = upper.map((label) => label.line)
    const beside = upper.length === 0 ? [] : besideOf(labels, line, lines, texts)
    const own = beside.flatMap(({ heads }) => heads)
    const isHeaded = own.length > 0 || line.heads.every(({ parts }) => parts.has('measure'))
    const isRow = own.length >= LEAST_BESIDE || (isHeaded && isClearBeside(labels, line, texts))
    if (upper.length === 0 || !isRow) {
      rows.push({ ...line, upper: [] })
      continue
    }
    for (const head of own) merged.add(head)
    for (const { heads } of lines)
      for (const head of heads) if (head.lines.some((each) => labels.includes(each))) merged.add(head)
    rows.push({ anchor: beside[0]?.anchor ?? line.anchor, heads: [...own, ...line.heads], upper })
  }
  return rows
    .map((row) =>
      row.upper.length > 0 ? row : { ...row, heads: row.heads.filter((head) => !merged.has(head)) },
    )
    .filter(({ heads }) => heads.length > 0)
    .sort((a, b) => a.anchor - b.anchor)
}

/** The heads that stand beside both levels, line by line. */
function besideOf(
  labels: readonly Phrase[],
  line: HeadLine,
  lines: readonly HeadLine[],
  { sheet }: HeadTexts,
): HeadLine[] {
  const top = Math.min(...labels.map(({ y }) => y)) - sheet.em * SAME_LINE_EM
  const isBeside = (head: Head): boolean =>
    !head.lines.some((own) => labels.includes(own)) &&
    line.heads.every((own) => overlap(own.x0, own.x1, head.x0, head.x1) <= 0)
  return lines
    .filter(({ anchor }) => anchor > top && anchor < line.anchor)
    .map((other) => ({ ...other, heads: other.heads.filter(isBeside) }))
    .filter(({ heads }) => heads.length > 0)
}

/** Whether nothing near the labels' line is the label of a field, whose value they would be. */
function isClearBeside(
  labels: readonly Phrase[],
  { heads }: HeadLine,
  { phrases, sheet, sided, knownHeads }: HeadTexts,
): boolean {
  const y = labels[0]?.y ?? 0
  const left = Math.min(...heads.map(({ x0 }) => x0))
  const known = new Set(knownHeads.flatMap(({ lines }) => [...lines]))
  const near = phrasesBetween(phrases, y - sheet.rowPitch * CLEAR_ROWS, y + sheet.rowPitch * CLEAR_ROWS)
  return near.every((phrase) => phrase.x0 > left || known.has(phrase) || sided.has(phrase))
}

/** The labels over heads of one line, each with the heads nearest to it; none unless every head stands below one. */
function upperOver(heads: readonly Head[], { phrases, sheet }: HeadTexts): HeadRow['upper'] {
  const own = [...heads].sort((a, b) => a.x0 - b.x0)
  const [first, last] = [own[0], own.at(-1)]
  if (own.length < LEAST_BELOW || first === undefined || last === undefined) return []
  const lines = own.flatMap((head) => [...head.lines])
  const top = Math.min(...lines.map(({ y }) => y))
  const above = phrasesBetween(phrases, top - sheet.rowPitch * MOST_ABOVE_ROWS, top - sheet.em * SAME_LINE_EM)
  const over = above.filter(
    (phrase) => phrase.x1 > first.x0 && phrase.x0 < last.x1 && !lines.includes(phrase),
  )
  const y = Math.max(...over.map((phrase) => phrase.y))
  const labels = over.filter((phrase) => y - phrase.y < sheet.em * SAME_LINE_EM)
  // A second line right above is the rest of a text that ends here.
  const isText = over.some(
    (phrase) => y - phrase.y >= sheet.em * SAME_LINE_EM && y - phrase.y < sheet.mostLeading,
  )
  if (isText || !labels.every(({ text }) => text.length <= LONGEST_UPPER)) return []
  const groups = labels.map((line) => ({
    line,
    heads: own.filter((head) => nearestOf(labels, head) === line),
  }))
  return groups.every(standsOver) ? groups : []
}

function standsOver({ line, heads }: HeadRow['upper'][number]): boolean {
  const centres = heads.map(centreOf)
  const centre = centreOf(line)
  return heads.length >= LEAST_BELOW && centre > Math.min(...centres) && centre < Math.max(...centres)
}

function nearestOf(labels: readonly Phrase[], head: Head): Phrase | undefined {
  const distance = (label: Phrase): number => Math.abs(centreOf(label) - centreOf(head))
  return labels.reduce<Phrase | undefined>(
    (best, label) => (best === undefined || distance(label) < distance(best) ? label : best),
    undefined,
  )
}

/** A label over fewer heads is one's own. */
const LEAST_BELOW = 2
/** So many heads beside those of two levels are no values beside labels. */
const LEAST_BESIDE = 2
/** A label stands no further above the heads, in rows of one line … */
const MOST_ABOVE_ROWS = 1.8
/** … and no label of a field so near to it. */
const CLEAR_ROWS = 0.7
/** Texts whose heights differ by less stand on one line, in em. */
const SAME_LINE_EM = 0.4
/** In characters. */
const LONGEST_UPPER = 12
