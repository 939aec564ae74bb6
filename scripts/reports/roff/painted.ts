/** What groff sets, painted into a PDF: its intermediate output read mark by mark, in faces that every viewer has. */
import { execFileSync } from 'node:child_process'
import { grayscale, PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib'
import { drawnWidth } from '../typeset-table.ts'

/** A table's place: what groff painted between the marks `table N` and `end N`, in points from the top left corner. */
export interface PaintedPart {
  readonly table: number
  readonly page: number
  readonly box: readonly [number, number, number, number]
}

export interface PaintedRoff {
  readonly pdf: Uint8Array
  readonly parts: readonly PaintedPart[]
  /** Whether a table meets what is none of it, or something stands off the page: it was set wider than its column. */
  readonly isOverfull: boolean
}

const FACES: Readonly<Record<string, StandardFonts>> = {
  TR: StandardFonts.TimesRoman,
  TB: StandardFonts.TimesRomanBold,
  TI: StandardFonts.TimesRomanItalic,
  HR: StandardFonts.Helvetica,
  HB: StandardFonts.HelveticaBold,
  HI: StandardFonts.HelveticaOblique,
}

const CHARACTERS: Readonly<Record<string, string>> = {
  hy: '-',
  mi: '–',
  en: '–',
  em: '—',
  bu: '•',
  fi: 'fi',
  fl: 'fl',
  aq: "'",
  cq: '’',
  oq: '‘',
  lq: '“',
  rq: '”',
  dg: '†',
  S1: '¹',
  rs: '\\',
}

/** In groff's units a point. */
const UNITS = 1000
const RULE = 0.5

type MarkBox = [number, number, number, number]

interface Mark {
  readonly table: number | null
  readonly page: number
  readonly box: MarkBox
}

/** Sets a source of groff's with its table program, and paints it on pages of this size in points. */
export async function paintRoff(
  source: string,
  [width, height]: readonly [number, number],
): Promise<PaintedRoff> {
  const output = execFileSync('groff', ['-t', '-Tps', '-Z', `-P-p${width}x${height}`], {
    input: source,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const document = await PDFDocument.create({ updateMetadata: false })
  const fonts = new Map<string, PDFFont>()
  for (const [name, face] of Object.entries(FACES)) fonts.set(name, await document.embedFont(face))
  const mounted = new Map<string, string>()
  const marks: Mark[] = []
  let page: PDFPage | null = null
  let [x, y, size, number] = [0, 0, 10, 0]
  let font = fonts.get('TR')
  let table: number | null = null
  const mark = (box: MarkBox): void => {
    marks.push({ table, page: number, box })
  }
  const write = (text: string): number => {
    if (!font || !page) return 0
    const wide = drawnWidth(text, font, size)
    page.drawText(text, { x: x / UNITS, y: height - y / UNITS, size, font })
    mark([x / UNITS, y / UNITS - size * 0.7, x / UNITS + wide, y / UNITS + size * 0.2])
    return wide * UNITS
  }
  const rule = (right: number, down: number): void => {
    const [x0, x1] = [Math.min(x, x + right) / UNITS, Math.max(x, x + right) / UNITS]
    const [y0, y1] = [Math.min(y, y + down) / UNITS, Math.max(y, y + down) / UNITS]
    page?.drawLine({
      start: { x: x0, y: height - y0 },
      end: { x: x1, y: height - y1 },
      thickness: RULE,
      color: grayscale(0),
    })
    mark([x0, y0, x1, y1])
    x += right
    y += down
  }
  for (const whole of output.split('\n')) {
    const line = whole.replace(/^w/u, '')
    const [command, rest] = [line.charAt(0), line.slice(1)]
    if (command === 'p') {
      page = document.addPage([width, height])
      number += 1
    } else if (command === 'f') font = fonts.get(mounted.get(rest) ?? '') ?? font
    else if (command === 's') size = Number(rest) / UNITS
    else if (command === 'V') y = Number(rest)
    else if (command === 'H') x = Number(rest)
    else if (command === 'h') x += Number(rest)
    else if (command === 'v') y += Number(rest)
    else if (command === 't') x += write(rest)
    else if (command === 'C') write(CHARACTERS[rest] ?? '?')
    else if (command === 'D' && rest.startsWith('l')) {
      const [right = 0, down = 0] = rest.slice(1).trim().split(' ').map(Number)
      rule(right, down)
    } else if (command === 'x') {
      const [what, first, second] = rest.trim().split(' ')
      if (what === 'font' && first && second) mounted.set(first, second)
      if (what === 'X' && first === 'table') table = Number(second)
      if (what === 'X' && first === 'end') table = null
    }
  }
  return { pdf: await document.save(), parts: partsOf(marks), isOverfull: isOverfull(marks, width) }
}

function partsOf(marks: readonly Mark[]): PaintedPart[] {
  const parts = new Map<string, PaintedPart>()
  for (const { table, page, box } of marks) {
    if (table === null) continue
    const key = `${table}/${page}`
    const there = parts.get(key)?.box ?? box
    parts.set(key, {
      table,
      page,
      box: [
        Math.min(there[0], box[0]),
        Math.min(there[1], box[1]),
        Math.max(there[2], box[2]),
        Math.max(there[3], box[3]),
      ],
    })
  }
  return [...parts.values()].map((part) => ({
    ...part,
    box: [part.box[0] - 1, part.box[1] - 1, part.box[2] + 1, part.box[3] + 1],
  }))
}

function isOverfull(marks: readonly Mark[], width: number): boolean {
  const parts = partsOf(marks)
  if (marks.some(({ box }) => box[2] > width)) return true
  return marks.some(({ page, box, table }) =>
    parts.some(
      (part) =>
        part.page === page &&
        part.table !== table &&
        box[0] < part.box[2] &&
        box[2] > part.box[0] &&
        box[1] + 2 < part.box[3] &&
        box[3] - 2 > part.box[1],
    ),
  )
}
