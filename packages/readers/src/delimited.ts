/** Lines and fields of delimited text: by tabs as spreadsheets copy them, by commas as RFC 4180 says. */
import type { FlattenedLine } from './source-document.ts'

/**
 * The fields of tab-separated text, as written. Only what a spreadsheet itself quotes when it writes tabs is unquoted:
 * a field with a line end, a comma or a doubled quote inside its quotes. A quoted field never runs over a tab, so that
 * a stray quotation mark cannot swallow the rows below it.
 */
export function tabSeparatedLines(text: string): readonly FlattenedLine[] {
  return delimitedLines(text, '\t')
}

/** The records of comma-separated text (RFC 4180): quoted fields may hold commas, line ends and doubled quotes. */
export function commaSeparatedLines(text: string): readonly FlattenedLine[] {
  return delimitedLines(text, ',')
}

type Delimiter = '\t' | ','

function delimitedLines(text: string, delimiter: Delimiter): readonly FlattenedLine[] {
  const lines: FlattenedLine[] = []
  const fieldEnd = delimiter === '\t' ? /[\t\n\r\f]|$/g : /[,\n\r\f]|$/g
  let line = 1
  let firstLine = 1
  let fields: string[] = []
  let afterFormFeed = false
  const endLine = (): void => {
    lines.push({ line: firstLine, fields, afterFormFeed })
    fields = []
    afterFormFeed = false
  }
  let at = 0
  while (at < text.length) {
    // A form feed opens a page: it stands before the line that it begins, or cuts a line in two.
    if (text[at] === '\f' && fields.length === 0) {
      afterFormFeed = true
      at++
      continue
    }
    const quoted = quotedField(text, at, delimiter)
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
    endLine()
    if (text[at] === '\f') continue
    if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1
      line++
    }
    firstLine = line
  }
  return lines
}

/** A quoted field that begins here, with the place after its closing quote; null where the quote is just a character. */
function quotedField(
  text: string,
  start: number,
  delimiter: Delimiter,
): { field: string; end: number } | null {
  if (text[start] !== '"') return null
  let close = text.indexOf('"', start + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return null
  const next = text[close + 1]
  if (next !== undefined && next !== delimiter && !/[\n\r\f]/.test(next)) return null
  const inside = text.slice(start + 1, close)
  if (delimiter === '\t' && (inside.includes('\t') || !/[\n\r,]|""/.test(inside))) return null
  return { field: inside.replaceAll('""', '"'), end: close + 1 }
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}
