/**
 * Parts of a table that stand one below the other, each with the first columns again: cut by hand, and copied as text.
 * What the first columns say proves which lines were one.
 */
import type { Repair, Section, Table } from '@backfile/layout'
import type { FlattenedLine } from '@backfile/readers'
import type { WrittenLine } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

/** So many different texts of the first column stand again in the lines of another part … */
const LEAST_AGAIN = 5
/** … and this share of all that stand there. */
const AGAIN_SHARE = 0.95
/** Longer texts are ledgers, and no form. */
const MOST_LINES = 1_000

/** The lines with all parts side by side, each repeated column once; null where the text has no such parts. */
export function withPartsBeside(
  written: readonly FlattenedLine[],
  vocabulary: Vocabulary,
): readonly WrittenLine[] | null {
  if (written.length > MOST_LINES) return null
  let lines: readonly WrittenLine[] = written
  for (let part = partBelow(lines, vocabulary); part !== null; part = partBelow(lines, vocabulary))
    lines = joined(lines, part)
  return lines === written ? null : lines
}

/** No table of such parts is surer, so that a person looks. */
const SURE = 0.89

/** The section with what was done said of each of its tables. */
export function withPartsJoined(section: Section): Section {
  return {
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === 'text'
        ? block
        : {
            ...block,
            confidence: Math.min(block.confidence, SURE),
            repairs: [...block.repairs, partsJoined(block)],
          },
    ),
  }
}

function partsJoined({ cells }: Table): Repair {
  return {
    kind: 'bands-joined',
    message: {
      zh: '文本中上下排列的几部分开头几列相同、表头互补，已按行左右拼接，重复的列只取一次',
      en: 'Parts of the text that stand one below the other have their first columns in common, and heads that complete each other: they were joined side by side, the repeated columns taken once',
    },
    confidence: SURE,
    locators: cells.flatMap(({ text, locators }) => (text === '' ? [] : [...locators])),
  }
}

interface Part {
  /** The first line of the upper part that stands again, and how many lines further down. */
  readonly from: number
  readonly offset: number
  readonly length: number
  /** So many first columns are the same. */
  readonly repeated: number
}

function partBelow(lines: readonly WrittenLine[], vocabulary: Vocabulary): Part | null {
  for (let offset = LEAST_AGAIN; offset < lines.length; offset += 1) {
    const part = partAt(lines, offset, vocabulary)
    if (part !== null) return part
  }
  return null
}

function partAt(lines: readonly WrittenLine[], offset: number, vocabulary: Vocabulary): Part | null {
  const isAgain = (at: number): boolean =>
    fieldAt(lines[at], 0).length > 1 && fieldAt(lines[at], 0) === fieldAt(lines[at + offset], 0)
  const from = lines.findIndex((_, at) => at + offset < lines.length && isAgain(at))
  if (from < 0) return null
  const length = Math.min(offset, lines.length - from - offset)
  const rows = Array.from({ length }, (_, index) => from + index)
  const stated = rows.filter((at) => fieldAt(lines[at + offset], 0) !== '')
  const again = stated.filter(isAgain)
  if (new Set(again.map((at) => fieldAt(lines[at], 0))).size < LEAST_AGAIN) return null
  if (again.length < stated.length * AGAIN_SHARE) return null
  const repeated = columnsAgain(lines, rows, offset)
  return headsGoOn(lines, rows, offset, repeated, vocabulary) ? { from, offset, length, repeated } : null
}

/** How many of the first columns say the same in all lines. */
function columnsAgain(lines: readonly WrittenLine[], rows: readonly number[], offset: number): number {
  const width = Math.max(...rows.map((at) => lines[at + offset]?.fields.length ?? 0))
  for (let column = 1; column < width; column += 1)
    if (rows.some((at) => fieldAt(lines[at], column) !== fieldAt(lines[at + offset], column))) return column
  return width
}

/** Whether the lower part heads columns in the lines in which the upper one does, and none that is headed there already. */
function headsGoOn(
  lines: readonly WrittenLine[],
  rows: readonly number[],
  offset: number,
  repeated: number,
  vocabulary: Vocabulary,
): boolean {
  const heads = (at: number, from: number): readonly string[] =>
    (lines[at]?.fields ?? [])
      .slice(from)
      .map((field) => field.trim())
      .filter((text) => vocabulary.column(text)?.likeness === 1)
  const pairs = rows
    .map((at) => [heads(at, 0), heads(at + offset, repeated)] as const)
    .filter(([upper, lower]) => upper.length > 0 && lower.length > 0)
  return pairs.length > 0 && pairs.every(([upper, lower]) => lower.every((text) => !upper.includes(text)))
}

function joined(
  lines: readonly WrittenLine[],
  { from, offset, length, repeated }: Part,
): readonly WrittenLine[] {
  const upper = lines.slice(from, from + length)
  const width = Math.max(...upper.map(({ fields }) => fields.length))
  const beside = upper.map((line, index): WrittenLine => {
    const other = lines[from + offset + index]
    const blanks = Array.from({ length: width - line.fields.length }, () => '')
    const more = other?.fields.slice(repeated) ?? []
    if (fieldsOf(line) === '' && more.every((field) => field.trim() === '')) return line
    return {
      ...line,
      fields: [...line.fields, ...blanks, ...more],
      places: [
        ...placesOf(line),
        ...blanks.map((_, place) => ({ line: line.line, column: line.fields.length + place + 1 })),
        ...(other === undefined ? [] : placesOf(other).slice(repeated)),
      ],
    }
  })
  const below = lines.slice(from + length, from + offset)
  return [...lines.slice(0, from), ...beside, ...below, ...lines.slice(from + offset + length)]
}

function placesOf({ line, fields, places }: WrittenLine): NonNullable<WrittenLine['places']> {
  return places ?? fields.map((_, column) => ({ line, column: column + 1 }))
}

function fieldAt(line: WrittenLine | undefined, column: number): string {
  return (line?.fields[column] ?? '').trim()
}

const fieldsOf = ({ fields }: WrittenLine): string => fields.join('').trim()
