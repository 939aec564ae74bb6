/** Reads text whose columns are aligned by spaces (`pdftotext -layout`) as marks painted on a grid of characters. */
import type { Box } from '@backfile/model'
import { rulingsOf } from './box-drawing.ts'
import {
  characterWidth,
  lineHeight,
  type PlacedCharacter,
  placedCharacters,
  wideWidth,
} from './character-grid.ts'
import { decodeStart } from './charset.ts'
import { readText } from './read-text.ts'
import type { Reader } from './reader.ts'
import type { Glyph, PaintedPage } from './source-document.ts'
import { textShape } from './text-shape.ts'

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
    // One width for all pages, so that their edges agree.
    const columns = Math.max(1, ...painted.flat().map((line) => line.at(-1)?.end ?? 0))
    return {
      kind: 'painted',
      mediaType: 'text/plain',
      doubts,
      pageCount: painted.length,
      pages: async function* () {
        for (const [index, lines] of painted.entries()) yield paintedPage(index + 1, lines, columns)
      },
    }
  },
}

function paintedPage(
  number: number,
  lines: readonly (readonly PlacedCharacter[])[],
  columns: number,
): PaintedPage {
  const { rulings, isDrawn } = rulingsOf(lines)
  const glyphs: Glyph[] = []
  for (const [row, line] of lines.entries()) {
    for (const [place, character] of line.entries()) {
      if (/^\s*$/.test(character.text) || isDrawn(row, character)) continue
      const box: Box = [
        character.start * characterWidth,
        row * lineHeight,
        (isBeforeInnerSpace(line, place) ? character.end + 1 : character.end) * characterWidth,
        (row + 1) * lineHeight,
      ]
      glyphs.push({
        text: character.text,
        box,
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
