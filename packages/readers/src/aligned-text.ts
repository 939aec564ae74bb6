/** Reads text whose columns are aligned by spaces (`pdftotext -layout`) as marks painted on a grid of characters. */
import type { Box, Doubt } from '@backfile/model'
import { rulingsOf } from './box-drawing.ts'
import {
  characterWidth,
  lineHeight,
  type PlacedCharacter,
  placedCharacters,
  wideWidth,
} from './character-grid.ts'
import { decodeStart } from './charset.ts'
import { sourceDoubt } from './doubt.ts'
import { readText } from './read-text.ts'
import type { Reader } from './reader.ts'
import type { FlattenedLine, Glyph, PaintedPage } from './source-document.ts'
import { textShape } from './text-shape.ts'
import { type PlacedLetter, watermarkLetters } from './watermark-letters.ts'

export const alignedTextReader: Reader = {
  mediaType: 'text/plain',
  extensions: ['txt', 'text'],
  sniff: (bytes, name) => {
    const start = decodeStart(bytes)
    return start !== null && textShape(start, name) === 'aligned' ? 0.6 : 0
  },
  read: async (bytes) => {
    const { text, doubts } = readText(bytes)
    const pages = text
      .replace(/\f\s*$/, '')
      .split('\f')
      .map((page) => page.split(/\r\n|\r|\n/))
    const wide = wideWidth(pages.flat())
    const painted = pages.map((lines) => lines.map((line) => placedCharacters(line, wide)))
    const letters = watermarkLetters(painted)
    const stamped = new Set([...letters].map(({ character }) => character))
    // One width for all pages, so that their edges agree.
    const columns = Math.max(1, ...painted.flat().map((line) => line.at(-1)?.end ?? 0))
    return {
      kind: 'painted',
      mediaType: 'text/plain',
      doubts: [...doubts, ...watermarkLeftOut([...letters])],
      pageCount: painted.length,
      ...(painted.every((lines) => rulingsOf(lines).rulings.length === 0) && {
        gapLines: gapLines(painted, stamped, wide),
      }),
      pages: async function* () {
        for (const [index, lines] of painted.entries()) yield paintedPage(index + 1, lines, columns, stamped)
      },
    }
  },
}

function paintedPage(
  number: number,
  lines: readonly (readonly PlacedCharacter[])[],
  columns: number,
  stamped: ReadonlySet<PlacedCharacter>,
): PaintedPage {
  const { rulings, isDrawn } = rulingsOf(lines)
  const glyphs: Glyph[] = []
  for (const [row, line] of lines.entries()) {
    for (const [place, character] of line.entries()) {
      if (/^\s*$/.test(character.text) || isDrawn(row, character) || stamped.has(character)) continue
      const end = isBeforeInnerSpace(line, place) ? character.end + 1 : character.end
      glyphs.push({
        text: character.text,
        box: boxOf(row, character.start, end),
        size: lineHeight,
        visible: 1,
        angle: 0,
        vertical: false,
        order: glyphs.length,
        ...(line[place - 1]?.text.trim() === '' && { afterSpace: true }),
      })
    }
  }
  return {
    number,
    width: columns * characterWidth,
    height: Math.max(1, lines.length) * lineHeight,
    glyphs,
    rulings,
    fills: [],
    pictures: [],
    doubts: [],
  }
}

/** Where a wide character takes one column, a single space is as wide as it is, and parts cells. */
function gapLines(
  pages: readonly (readonly (readonly PlacedCharacter[])[])[],
  stamped: ReadonlySet<PlacedCharacter>,
  wide: number,
): readonly FlattenedLine[] {
  const lines: FlattenedLine[] = []
  for (const [page, own] of pages.entries())
    for (const [row, line] of own.entries()) {
      const fields = fieldsOf(line, stamped, wide)
      lines.push({ line: lines.length + 1, fields, afterFormFeed: page > 0 && row === 0 })
    }
  return lines
}

function fieldsOf(
  line: readonly PlacedCharacter[],
  stamped: ReadonlySet<PlacedCharacter>,
  wide: number,
): readonly string[] {
  const fields: string[] = []
  let spaces = 0
  let isOpen = false
  for (const [place, character] of line.entries()) {
    if (character.text.trim() === '' || stamped.has(character)) {
      spaces += 1
      continue
    }
    const isInner = spaces === 0 || (spaces === 1 && (wide > 1 || isBeforeInnerSpace(line, place - 2)))
    if (isOpen && isInner) fields.push(`${fields.pop() ?? ''}${' '.repeat(spaces)}${character.text}`)
    else fields.push(character.text)
    isOpen = true
    spaces = 0
  }
  return fields.length === 0 ? [''] : fields
}

function boxOf(row: number, start: number, end: number): Box {
  return [start * characterWidth, row * lineHeight, end * characterWidth, (row + 1) * lineHeight]
}

/** One finding with every letter's place: that they are a watermark's was inferred. */
function watermarkLeftOut(letters: readonly PlacedLetter[]): Doubt[] {
  if (letters.length === 0) return []
  const texts = [...new Set(letters.map(({ character }) => character.text))].join('、')
  return [
    sourceDoubt(
      'reader/watermark-left-out',
      'warning',
      {
        zh: `文本中重复出现的斜排单字被视为水印，未作为表格内容读取：${texts}`,
        en: `Single characters that recur along a slant were taken for a watermark and left out: ${texts}`,
      },
      letters.map(({ page, row, character: { start, end } }) => ({
        page,
        bbox: [...boxOf(row, start, end)],
      })),
    ),
  ]
}

/**
 * Whether the single space behind a character stands within a text, as writers put it: behind the number of a paragraph
 * and between words of letters. Such a space belongs to the character; others may part cells.
 */
function isBeforeInnerSpace(line: readonly PlacedCharacter[], place: number): boolean {
  const [space, next] = [line[place + 1], line[place + 2]]
  if (space?.text !== ' ' || next === undefined || next.text.trim() === '') return false
  const before = line
    .slice(Math.max(0, place - LONGEST_NUMBER), place + 1)
    .map(({ text }) => text)
    .join('')
  return paragraphNumber.test(before) || (endOfWord.test(before) && letter.test(next.text))
}

/** Most characters of a paragraph's number, as of `（12）`. */
const LONGEST_NUMBER = 4
const paragraphNumber = /(?:^|\s)(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）])$/
const endOfWord = /[A-Za-z],?$/
const letter = /[A-Za-z]/
