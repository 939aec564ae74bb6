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
import { type CountedText, countedText, placesAcross } from './counted-columns.ts'
import { sourceDoubt } from './doubt.ts'
import { readText } from './read-text.ts'
import type { Reader } from './reader.ts'
import type { FlattenedLine, Glyph, PaintedPage } from './source-document.ts'
import { isBeforeInnerSpace, type Spacing, spacesScripts, textsOf } from './spaced-texts.ts'
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
    const isDrawn = painted.some((lines) => rulingsOf(lines).rulings.length > 0)
    const spacing: Spacing = { wide, betweenScripts: wide === 1 && spacesScripts(text) }
    const texts = isDrawn ? null : painted.map((lines) => textsOfPage(lines, stamped, spacing))
    return {
      kind: 'painted',
      mediaType: 'text/plain',
      doubts: [...doubts, ...watermarkLeftOut([...letters])],
      pageCount: painted.length,
      ...(texts !== null && { gapLines: gapLines(texts) }),
      pages: async function* () {
        for (const [index, lines] of painted.entries()) {
          const counted = wide === 1 ? texts?.[index] : undefined
          yield counted?.isRestored === true
            ? countedPage(index + 1, counted.lines, columns)
            : {
                ...paintedPage(index + 1, lines, columns, stamped),
                ...(counted !== undefined && { isCounted: true }),
              }
        }
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

/** The page as it was printed, as far as columns tell that a tool counted in characters. */
function countedPage(
  number: number,
  lines: readonly (readonly PlacedText[])[],
  columns: number,
): PaintedPage {
  const glyphs: Glyph[] = []
  for (const [row, line] of lines.entries())
    for (const { start, characters, ends } of line)
      for (const [at, { text }] of characters.entries()) {
        if (text.trim() === '') continue
        // A space within a text belongs to the character before it; others part cells.
        const end = characters[at + 1]?.text.trim() === '' ? ends[at + 1] : ends[at]
        const [from, to] = [start + (ends[at - 1] ?? 0), start + (end ?? 0)]
        glyphs.push({
          text,
          box: [from * lineHeight, row * lineHeight, to * lineHeight, (row + 1) * lineHeight],
          size: lineHeight,
          visible: 1,
          angle: 0,
          vertical: false,
          order: glyphs.length,
          ...((at === 0 || characters[at - 1]?.text.trim() === '') && { afterSpace: true }),
        })
      }
  return {
    number,
    width: columns * lineHeight,
    height: Math.max(1, lines.length) * lineHeight,
    glyphs,
    rulings: [],
    fills: [],
    pictures: [],
    doubts: [],
    isCounted: true,
  }
}

/** A text with the place where it begins, in em. */
interface PlacedText extends CountedText {
  readonly start: number
}

interface PageTexts {
  readonly lines: readonly (readonly PlacedText[])[]
  /** The places are those of the print, as far as they can be had back. */
  readonly isRestored: boolean
}

/** Where a wide character takes one column, a single space is as wide as it is, and parts cells. */
function textsOfPage(
  lines: readonly (readonly PlacedCharacter[])[],
  stamped: ReadonlySet<PlacedCharacter>,
  spacing: Spacing,
): PageTexts {
  const texts = lines.map((line) => textsOf(line, stamped, spacing).map(countedText))
  const places = spacing.wide === 1 ? placesAcross(texts) : null
  const startOf = (text: CountedText): number =>
    places?.get(text) ?? ((text.characters[0]?.start ?? 0) * characterWidth) / lineHeight
  return {
    lines: texts.map((line) => line.map((text) => ({ ...text, start: startOf(text) }))),
    isRestored: places !== null,
  }
}

function gapLines(pages: readonly PageTexts[]): readonly FlattenedLine[] {
  const lines: FlattenedLine[] = []
  for (const [page, own] of pages.entries())
    for (const [row, line] of own.lines.entries())
      lines.push({
        line: lines.length + 1,
        fields:
          line.length === 0
            ? ['']
            : line.map(({ characters }) => characters.map(({ text }) => text).join('')),
        starts: line.map(({ start }) => start),
        afterFormFeed: page > 0 && row === 0,
      })
  return lines
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
