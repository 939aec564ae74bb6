/** Lines and fields of delimited text: by tabs as spreadsheets copy them, by commas as RFC 4180 says, by pipes. */
import type { FlattenedLine } from './source-document.ts'

/**
 * The fields of tab-separated text, as written. Only what a spreadsheet itself quotes when it writes tabs is unquoted:
 * a field with a line end, a comma or a doubled quote inside its quotes; in a text whose writer quotes every text, all
 * of them. A quoted field never runs over a tab, so that a stray quotation mark cannot swallow the rows below it.
 */
export function tabSeparatedLines(text: string): readonly FlattenedLine[] {
  return [...delimitedLines(text, '\t', quotesEveryText(text) ? 'every-text' : 'where-needed')]
}

/**
 * The records of comma-separated text (RFC 4180): quoted fields may hold commas, line ends and doubled quotes. Where
 * the comma is the decimal sign, spreadsheets separate by semicolons: the one that more records have is taken.
 */
export function commaSeparatedLines(text: string): readonly FlattenedLine[] {
  return [...commaSeparatedRecords(text)]
}

/** The same, made one by one each time that they are gone through: nobody need hold them all. */
export function commaSeparatedRecords(text: string): Iterable<FlattenedLine> {
  const records = (mark: Delimiter): Iterable<FlattenedLine> => delimitedLines(text, mark, 'every-text')
  const mark = severalIn(records(';')) > severalIn(records(',')) ? ';' : ','
  return { [Symbol.iterator]: () => delimitedLines(text, mark, 'every-text') }
}

function severalIn(records: Iterable<FlattenedLine>): number {
  let several = 0
  for (const { fields } of records) if (fields.length > 1) several += 1
  return several
}

/** The rows of a table between pipes, as Markdown writes them; a character behind `\` is no mark. Outer pipes are optional. */
export function pipeSeparatedLines(text: string): readonly FlattenedLine[] {
  const lines = text.split(/\r\n|[\n\r\f]/).map((line) => line.trim())
  const rows = lines.filter((line) => line.includes('|'))
  const isFramed = rows.every((line) => /^\|.*\|$/.test(line))
  return lines.map((line, index) => {
    const inner = isFramed ? line.replace(/^\|/, '').replace(/\|$/, '') : line
    const fields = inner.split(/(?<!\\)\|/).map((field) => field.trim().replace(/\\([!-/:-@[-`{-~])/g, '$1'))
    return { line: index + 1, fields, afterFormFeed: false }
  })
}

/** Share of the text fields that stand in quotes where the writer quotes each: lines inside a quoted cell do not. */
const QUOTED_SHARE = 0.5

/** Fewer quoted fields are words that somebody set in quotation marks. */
const FEWEST_QUOTED = 4

/** Some programs quote every cell of text and no number, others the cells that need it. */
function quotesEveryText(text: string): boolean {
  const texts = text.split(/[\t\n\r\f]/).filter((field) => /\p{L}/u.test(field))
  const quoted = texts.filter((field) => /^"[^"]*(?:""[^"]*)*"$/.test(field))
  return quoted.length >= FEWEST_QUOTED && quoted.length >= QUOTED_SHARE * texts.length
}

type Delimiter = '\t' | ',' | ';'

/** Which fields their writer sets in quotes. */
type Quoting = 'every-text' | 'where-needed'

function* delimitedLines(text: string, delimiter: Delimiter, quoting: Quoting): Generator<FlattenedLine> {
  const fieldEnd = new RegExp(`[${delimiter}\\n\\r\\f]|$`, 'g')
  let line = 1
  let firstLine = 1
  let fields: string[] = []
  let afterFormFeed = false
  let at = 0
  while (at < text.length) {
    // A form feed opens a page: it stands before the line that it begins, or cuts a line in two.
    if (text[at] === '\f' && fields.length === 0) {
      afterFormFeed = true
      at++
      continue
    }
    const quoted = quotedField(text, at, delimiter, quoting)
    if (quoted === null) {
      fieldEnd.lastIndex = at
      const end = fieldEnd.exec(text)?.index ?? text.length
      fields.push(text.slice(at, end))
      at = end
    } else {
      fields.push(quoted.field)
      line += lineEnds(text.slice(at, quoted.end))
      at = quoted.end
    }
    const mark = text[at]
    if (mark === delimiter) {
      at++
      // A delimiter at the very end of the text still opens one more, empty field.
      if (at === text.length || /[\n\r\f]/.test(text[at] ?? '')) {
        fields.push('')
      } else continue
    }
    yield { line: firstLine, fields, afterFormFeed }
    fields = []
    afterFormFeed = false
    if (text[at] === '\f') continue
    if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1
      line++
    }
    firstLine = line
  }
}

/** A quoted field that begins here, with the place after its closing quote; null where the quote is just a character. */
function quotedField(
  text: string,
  start: number,
  delimiter: Delimiter,
  quoting: Quoting,
): { field: string; end: number } | null {
  if (text[start] !== '"') return null
  let close = text.indexOf('"', start + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return null
  const next = text[close + 1]
  if (next !== undefined && next !== delimiter && !/[\n\r\f]/.test(next)) return null
  const inside = text.slice(start + 1, close)
  if (delimiter === '\t' && inside.includes('\t')) return null
  if (quoting === 'where-needed' && !/[\n\r,]|""/.test(inside)) return null
  return { field: inside.replaceAll('""', '"'), end: close + 1 }
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}
