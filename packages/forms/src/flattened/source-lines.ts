/** A flattened text's lines made ready: fields cleaned, pages counted, rules and page numbers set apart. */
import { cleanText, type Locator } from '@backfile/model'
import type { FlattenedLine } from '@backfile/readers'

/** A text read from one field, or from several that were joined. */
export interface Token {
  readonly text: string
  /** 0-based field; of joined lines, a field of the line that they make. */
  readonly column: number
  readonly locators: readonly Locator[]
  readonly confidence: number
}

export interface SourceLine {
  /** 1-based line of the file; of joined lines, the rightmost band's. */
  readonly line: number
  /** Which run of lines between page breaks. */
  readonly page: number
  /** A short line of one field that stands apart between page breaks, as titles and years do. */
  readonly apart: boolean
  /** How many fields the line has, empty ones included. */
  readonly width: number
  /** The fields with text, left to right. */
  readonly tokens: readonly Token[]
}

/** A line of the file, or of several joined: then each field has its own place. */
export interface WrittenLine extends FlattenedLine {
  /** 1-based line and field of each field. */
  readonly places?: readonly { readonly line: number; readonly column: number }[]
}

export interface SourceText {
  readonly lines: readonly SourceLine[]
  /** Rules of dashes and page numbers: not part of the filing. */
  readonly furniture: readonly SourceLine[]
}

const ruleLine = /^[-—–_=*·.─━]{3,}$/
const pageNumber =
  /^(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|Page\s+\d+(?:\s+of\s+\d+)?)$/i

/** A page's number whose parts gaps set apart. */
const pageOf = /^第\d{1,4}页[,，/]?(?:共\d{1,4}页)?$/

/** Below this many lines a page on average, blank lines are spacing and not page breaks. */
const LINES_OF_A_PAGE = 2

export function readSourceLines(written: readonly WrittenLine[]): SourceText {
  const breaks = pageBreaks(written)
  const lines: SourceLine[] = []
  const furniture: SourceLine[] = []
  let page = 0
  let used = false
  for (const flattened of written) {
    if (breaks(flattened) && used) {
      page += 1
      used = false
    }
    const line = readLine(flattened, page)
    if (line.tokens.length === 0) continue
    const isNumber = pageOf.test(line.tokens.map(({ text }) => text).join(''))
    if (isNumber || line.tokens.every(({ text }) => ruleLine.test(text) || pageNumber.test(text))) {
      furniture.push(line)
      continue
    }
    lines.push(line)
    used = true
  }
  return { lines: markApart(lines), furniture }
}

/** Most lines, and longest one, of a heading that stands apart. */
const HEADING = { lines: 3, length: 40 }

function markApart(lines: readonly SourceLine[]): SourceLine[] {
  const pages = new Map<number, SourceLine[]>()
  for (const line of lines) {
    const page = pages.get(line.page)
    if (page === undefined) pages.set(line.page, [line])
    else page.push(line)
  }
  let page = -1
  return [...pages.values()].flatMap((own) => {
    const behind = own.length - headingsAtEnd(own)
    return [own.slice(0, behind), own.slice(behind)]
      .filter((part) => part.length > 0)
      .flatMap((part) => {
        page += 1
        const apart = part.length <= HEADING.lines && part.every(isShort)
        return part.map((line) => ({ ...line, page, apart }))
      })
  })
}

const isShort = ({ width, tokens }: SourceLine): boolean =>
  width === 1 && (tokens[0]?.text.length ?? 0) <= HEADING.length

/** A heading right below the rows of a page, which all have several fields: the page’s break was lost. */
function headingsAtEnd(page: readonly SourceLine[]): number {
  const rows = page.findLastIndex((line) => line.width > 1) + 1
  const isTable = rows > 0 && page.slice(0, rows).every((line) => line.width > 1)
  return isTable ? page.length - rows : 0
}

function readLine(flattened: WrittenLine, page: number): SourceLine {
  const tokens = flattened.fields.flatMap((field, column): readonly Token[] => {
    const text = cleanText(field).replace(/^#{1,6} +/, '')
    if (text === '') return []
    const place = flattened.places?.[column] ?? { line: flattened.line, column: column + 1 }
    return [{ text, column, locators: [place], confidence: 1 }]
  })
  return { line: flattened.line, page, apart: false, width: flattened.fields.length, tokens }
}

/**
 * What breaks pages here: form feeds where there are any, blank lines otherwise. A line of blank fields is a row of
 * the table that has no text.
 */
function pageBreaks(written: readonly FlattenedLine[]): (line: FlattenedLine) => boolean {
  if (written.some((line) => line.afterFormFeed)) return (line) => line.afterFormFeed
  const isBlank = (line: FlattenedLine): boolean => line.fields.length === 1 && line.fields[0]?.trim() === ''
  const rows = written.filter((line) => !isBlank(line) && line.fields.length > 1)
  let runs = 0
  for (const [index, line] of written.entries()) {
    const before = written[index - 1]
    if (line.fields.length > 1 && !isBlank(line) && (before === undefined || isBlank(before))) runs += 1
  }
  if (runs > 2 && rows.length < LINES_OF_A_PAGE * runs) return () => false
  return isBlank
}

/** A line with one field only: a title, a year, a note, or prose that was wrapped. */
export function isTextLine(line: SourceLine): boolean {
  return line.width === 1
}

export function joinTokens(tokens: readonly Token[], separator: string): Token {
  const [first] = tokens
  return {
    text: tokens.map((token) => token.text).join(separator),
    column: first?.column ?? 0,
    locators: tokens.flatMap((token) => token.locators),
    confidence: Math.min(1, ...tokens.map((token) => token.confidence)),
  }
}

/** How many fields most lines have. */
export function usualWidth(lines: readonly SourceLine[]): number {
  const counts = new Map<number, number>()
  for (const { width } of lines) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  return most?.[0] ?? 0
}
