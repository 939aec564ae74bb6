/** Puts the values of a form's fields among the marks of their page, where the file does not paint them itself. */
import { type Box, type Doubt, foldWidth, parseDecimal, withoutSpace } from '@backfile/model'
import type { FormField } from './form-fields.ts'
import type { PageMarks } from './interpret.ts'
import type { TextMark } from './marks.ts'
import { fieldDiffers, fieldNotPainted } from './page-doubts.ts'

/** Points: the size of a value whose field leaves it to the reader, where it fits. */
const USUAL_SIZE = 12
/** Height of a line, and the blank left and right of it, in shares of the size. */
const LINE_HEIGHT = 1.2
const PADDING = 0.2
/** A value is set smaller until it fits, but no smaller than this, in points. */
const SMALLEST_SIZE = 2

export interface WithFieldValues {
  readonly text: readonly TextMark[]
  readonly doubts: readonly Doubt[]
}

/**
 * The text of a page with the values of its fields. What the file paints in a field's place is what is seen; where it
 * paints nothing, a program that shows the form makes the picture itself, and so the value is set there, with a doubt.
 * Boxes to tick are signs of their own (`☑`, `☐`) instead of their drawings.
 */
export function withFieldValues(
  page: number,
  { text, painted }: PageMarks,
  fields: readonly FormField[],
): WithFieldValues {
  const paintedIn = new Map<string, TextMark[]>()
  for (const mark of text) {
    if (mark.field === null) continue
    const marks = paintedIn.get(mark.field)
    if (marks === undefined) paintedIn.set(mark.field, [mark])
    else marks.push(mark)
  }
  const added: TextMark[] = []
  const doubts: Doubt[] = []
  const boxes = new Set<string>()
  let paint = painted + 1
  for (const field of fields) {
    const own = paintedIn.get(field.id) ?? []
    if (field.kind === 'box') {
      boxes.add(field.id)
      added.push(...signsOf(field, () => paint++))
    } else if (own.length > 0) {
      const shown = own.map((mark) => mark.text).join('')
      if (differ(shown, field.value))
        doubts.push(fieldDiffers(page, field.box, field.name, shown, field.value))
    } else if (field.value !== '') {
      added.push(...signsOf(field, () => paint++))
      doubts.push(fieldNotPainted(page, field.box, field.name, field.value))
    }
  }
  if (added.length === 0) return { text, doubts }
  const kept = text.filter((mark) => mark.field === null || !boxes.has(mark.field))
  return { text: [...kept, ...added], doubts }
}

/** Figures may be shown with separators, a unit and fewer decimals than are stored; other text as it is. */
function differ(shown: string, value: string): boolean {
  const [a, b] = [plain(shown), plain(value)]
  if (a === b) return false
  const [one, other] = [figureOf(a), figureOf(b)]
  if (one === null || other === null) return true
  const decimals = /\.(\d+)/.exec(one)?.[1]?.length ?? 0
  return Math.abs(Number(one) - Number(other)) > 0.5000001 * 10 ** -decimals
}

function plain(text: string): string {
  return withoutSpace(foldWidth(text))
}

function figureOf(text: string): string | null {
  return parseDecimal(text.replace(/^[¥￥$]/, '').replace(/[元%]$/, ''))
}

/** The value set in the field: one line in the middle of its height, or as many lines as it takes. */
function signsOf(field: FormField, nextPaint: () => number): readonly TextMark[] {
  const [x0, y0, x1, y1] = field.box
  const paragraphs = field.value.split(/\r\n|\r|\n/)
  let size = field.size > 0 ? field.size : Math.min(USUAL_SIZE, (y1 - y0) * 0.8)
  let lines = linesOf(paragraphs, (x1 - x0) / size - 2 * PADDING)
  while (lines.length * size * LINE_HEIGHT > y1 - y0 && size > SMALLEST_SIZE) {
    size = Math.max(SMALLEST_SIZE, size * 0.9)
    lines = linesOf(paragraphs, (x1 - x0) / size - 2 * PADDING)
  }
  const top = (y0 + y1) / 2 - (lines.length * size * LINE_HEIGHT) / 2
  return lines.flatMap((line, index) => {
    const y = top + index * size * LINE_HEIGHT
    return marksOf(line, [x0 + PADDING * size, y, x1, y + size * LINE_HEIGHT], size, field.id, nextPaint)
  })
}

function linesOf(paragraphs: readonly string[], width: number): readonly string[] {
  return paragraphs.flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    let filled = 0
    for (const character of paragraph) {
      if (line !== '' && filled + advanceOf(character) > width) {
        lines.push(line)
        line = ''
        filled = 0
      }
      line += character
      filled += advanceOf(character)
    }
    return [...lines, line]
  })
}

function marksOf(
  line: string,
  box: Box,
  size: number,
  field: string,
  nextPaint: () => number,
): readonly TextMark[] {
  const marks: TextMark[] = []
  let x = box[0]
  let afterSpace = false
  for (const text of line) {
    const x1 = x + advanceOf(text) * size
    if (text.trim() !== '') {
      marks.push({
        text,
        x0: x,
        y0: box[1],
        x1,
        y1: box[3],
        size,
        visible: 1,
        angle: 0,
        vertical: false,
        degrees: 0,
        oblique: false,
        colour: 0,
        hidden: 'no',
        unmapped: false,
        guessed: false,
        stencil: false,
        afterSpace,
        field,
        paint: nextPaint(),
      })
    }
    afterSpace = text.trim() === ''
    x = x1
  }
  return marks
}

/** Ems: half a square for the characters of Western type. */
function advanceOf(character: string): number {
  return character.charCodeAt(0) < 0x2000 ? 0.5 : 1
}
