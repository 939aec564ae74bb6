/** From a page's marks to the page that layout reads, with what is doubtful about it. */
import type { Box, Doubt } from '@backfile/model'
import type { Fill, Glyph, PaintedPage } from '../source-document.ts'
import { coveredTexts } from './covered-texts.ts'
import { cutTexts } from './cut-texts.ts'
import type { PageMarks } from './interpret.ts'
import { letterStrokesOf } from './letter-strokes.ts'
import { areaAround, contrast, hexOf, type TextMark, WHITE } from './marks.ts'
import { areaOf } from './matrix.ts'
import { overprintedTexts } from './overprinted-texts.ts'
import {
  charactersGuessed,
  coversUnknown,
  glyphsUnmapped,
  hiddenText,
  letterTooWide,
  pageTooLarge,
  scanWithoutText,
  sealText,
  textAsClip,
  textAsShapes,
  textCovered,
  textCut,
  textLayerOfScan,
  textOverText,
  textStruck,
  textUnderPicture,
  tooManyLines,
  watermark,
} from './page-doubts.ts'
import { linesBetweenCells } from './panel-gaps.ts'
import { rulingsOf } from './rulings.ts'
import { type SeenText, seenText } from './seen-text.ts'
import { struckTexts } from './struck-texts.ts'
import { wideLetters } from './wide-letters.ts'

/** A page whose pictures cover this share is (mostly) a picture. */
const SCAN_SHARE = 0.5
/** A picture page with fewer glyphs than this carries a stamp or page number; with more, a background. */
const FEW_GLYPHS = 60
/** Without any text, a picture of this share of the page may hold some. */
const PICTURE_SHARE = 0.03
/** Without any text, so many filled outlines are likely to be letters. */
const MANY_SHAPES = 40
/** The densest printed sheets, every cell with borders of its own and all of them dotted, have some thirty thousand. */
const MANY_LINES = 50_000
/** Fills that differ by less, of 255, from paper are only covers. */
const MIN_FILL_CONTRAST = 6
/** Characters of a text that a doubt quotes. */
const SAMPLE_LENGTH = 40

/** The page with this number and size, its text apart from its other marks. `doubts` come first among its own. */
export function paintedPage(
  number: number,
  width: number,
  height: number,
  marks: PageMarks,
  marked: readonly TextMark[],
  doubts: readonly Doubt[],
): PaintedPage {
  if (marks.tooMany)
    return emptyPage(number, width, height, [...doubts, pageTooLarge(number, [0, 0, width, height])])
  const undecoded = marks.undecoded.map(({ box }) => box)
  const pictures = [...marks.pictures, ...undecoded]
  const between = linesBetweenCells(marks.areas)
  const text = seenText(marked, marks.raster, [...marks.sheerPictures, ...undecoded])
  const scan = scanOf(text, pictures, width * height)
  const given =
    scan === null ? text.seen : [...text.seen, ...text.layer].toSorted((a, b) => a.paint - b.paint)
  const isLetterStroke = letterStrokesOf(given)
  // Strokes of letters in lines one above the other would become one ruling, which is longer than a letter.
  const horizontal = marks.horizontal.filter(
    ({ outline, at, from, to }) =>
      outline !== true || !isLetterStroke({ x0: from, y0: at, x1: to, y1: at }, true),
  )
  const vertical = marks.vertical.filter(
    ({ outline, at, from, to }) =>
      outline !== true || !isLetterStroke({ x0: at, y0: from, x1: at, y1: to }, true),
  )
  const lines = rulingsOf(
    [...horizontal, ...between.horizontal],
    [...vertical, ...between.vertical],
    marks.raster,
  )
  const strokes = new Set(lines.filter((ruling) => isLetterStroke(ruling, false)))
  const struck = struckTexts(given, [...strokes])
  const crossedOut = new Set(struck.flat())
  return {
    number,
    width,
    height,
    glyphs: given.filter((mark) => !crossedOut.has(mark)).map(glyphOf),
    rulings: lines.filter((ruling) => !strokes.has(ruling)),
    fills: fillsOf(marks),
    pictures,
    ...(marks.traces.length > 0 && { traces: marks.traces }),
    doubts: [
      ...doubts,
      ...doubtsOf(number, width, height, marks, text, given, scan, pictures),
      ...struck.map((marks) => textStruck(number, areaAround(marks), sample(marks))),
    ],
  }
}

/** A page of which nothing could be read. */
export function emptyPage(
  number: number,
  width: number,
  height: number,
  doubts: readonly Doubt[],
): PaintedPage {
  return { number, width, height, glyphs: [], rulings: [], fills: [], pictures: [], doubts }
}

/** The largest picture of a scanned page whose text is an invisible layer. */
function scanOf(text: SeenText, pictures: readonly Box[], pageArea: number): Box | null {
  if (text.layer.length === 0 || text.layer.length < text.seen.length) return null
  return pictureShare(pictures, pageArea) >= SCAN_SHARE ? largest(pictures) : null
}

function doubtsOf(
  number: number,
  width: number,
  height: number,
  marks: PageMarks,
  text: SeenText,
  given: readonly TextMark[],
  scan: Box | null,
  pictures: readonly Box[],
): readonly Doubt[] {
  const doubts: Doubt[] = []
  const share = pictureShare(pictures, width * height)
  const picture = largest(pictures)
  if (scan !== null) doubts.push(textLayerOfScan(number, scan))
  else if (picture !== null && given.length === 0 && share >= PICTURE_SHARE) {
    doubts.push(scanWithoutText(number, picture, false))
  } else if (picture !== null && given.length < FEW_GLYPHS && share >= SCAN_SHARE) {
    doubts.push(scanWithoutText(number, picture, true))
  } else if (given.length === 0 && marks.shapes >= MANY_SHAPES) {
    doubts.push(textAsShapes(number, [0, 0, width, height]))
  }
  doubts.push(
    ...cutTexts(marks, text.seen).map(({ box, shown, whole }) => textCut(number, box, shown, whole)),
  )
  if (scan === null) {
    doubts.push(
      ...coveredTexts(text.painted, text.covered).map(({ box, shown, whole }) =>
        textCovered(number, box, shown, whole),
      ),
    )
  }
  doubts.push(
    ...overprintedTexts(text.seen, width, height).map(({ box, above, below }) =>
      textOverText(number, box, above, below),
    ),
  )
  const veil = veilOf(marks, text.seen)
  if (veil !== null) doubts.push(textUnderPicture(number, veil))
  const unmapped = given.filter((mark) => mark.unmapped)
  if (unmapped.length > 0) {
    doubts.push(glyphsUnmapped(number, areaAround(unmapped), unmapped.length, unmapped.length / given.length))
  }
  const guessed = given.filter((mark) => mark.guessed)
  if (guessed.length > 0) {
    doubts.push(charactersGuessed(number, areaAround(guessed), guessed.length, sample(guessed)))
  }
  doubts.push(...wideLetters(given).map(({ text, box }) => letterTooWide(number, box, text)))
  const stencils = given.filter((mark) => mark.stencil)
  if (stencils.length > 0) doubts.push(textAsClip(number, areaAround(stencils), sample(stencils)))
  const dropped = scan === null ? text.hidden : text.hidden.filter((mark) => !text.layer.includes(mark))
  if (dropped.length > 0)
    doubts.push(hiddenText(number, areaAround(dropped), dropped.length, sample(dropped)))
  doubts.push(...text.seals.map((seal) => sealText(number, areaAround(seal), sample(seal))))
  if (text.watermarks.length > 0)
    doubts.push(watermark(number, areaAround(text.watermarks), sample(text.watermarks)))
  const lines = marks.horizontal.length + marks.vertical.length
  if (lines > MANY_LINES) doubts.push(tooManyLines(number, [0, 0, width, height], lines))
  if (marks.raster.exhausted) doubts.push(coversUnknown(number, [0, 0, width, height]))
  return doubts
}

/** A picture that was not decoded and that was painted after text which stands below it. */
function veilOf(marks: PageMarks, seen: readonly TextMark[]): Box | null {
  const veil = marks.undecoded.find(({ box, paint }) =>
    seen.some(
      (mark) =>
        mark.paint < paint && mark.x0 < box[2] && mark.x1 > box[0] && mark.y0 < box[3] && mark.y1 > box[1],
    ),
  )
  return veil?.box ?? null
}

/** White is paper; what shows other colours is given once for each place. */
function fillsOf(marks: PageMarks): readonly Fill[] {
  return marks.areas
    .filter((area) => !area.picture && contrast(area.colour, WHITE) >= MIN_FILL_CONTRAST)
    .map((area) => ({ box: area.box, colour: hexOf(area.colour) }))
}

function glyphOf(mark: TextMark, order: number): Glyph {
  return {
    text: mark.text,
    box: [mark.x0, mark.y0, mark.x1, mark.y1],
    size: mark.size,
    visible: Math.min(1, mark.visible),
    angle: mark.angle,
    vertical: mark.vertical,
    order,
    ...(mark.afterSpace && { afterSpace: true }),
  }
}

/** Strips and tiles of one scan add up; overlaps count twice, which does no harm above the limit. */
function pictureShare(pictures: readonly Box[], pageArea: number): number {
  return pictures.reduce((sum, box) => sum + areaOf(box), 0) / pageArea
}

function largest(boxes: readonly Box[]): Box | null {
  return boxes.reduce<Box | null>(
    (best, box) => (best === null || areaOf(box) > areaOf(best) ? box : best),
    null,
  )
}

function sample(marks: readonly TextMark[]): string {
  const text = marks.slice(0, SAMPLE_LENGTH).map((mark) => mark.text)
  return text.join('') + (marks.length > SAMPLE_LENGTH ? '…' : '')
}
