/** Official reports drawn straight into a PDF: prose around tables, in one column or two, charts and lists between. */
import { readFile } from 'node:fs/promises'
import fontkit from '@pdf-lib/fontkit'
import { grayscale, PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib'
import { type Random, seededRandom } from '../fixtures/random.ts'
import { officialTable } from './official-tables.ts'
import type { PrintedReport, ReportTable, TablePlace } from './report.ts'
import { drawnWidth, type Face, typesetTable } from './typeset-table.ts'
import { type Language, label, languages, paragraph, sentence } from './words.ts'

const PAPERS = { A4: [595, 842], Letter: [612, 792] } as const

/** The report of this seed, always the same. */
export async function officialReport(seed: number): Promise<PrintedReport> {
  const random = seededRandom(seed * 104_729 + 7)
  const language = random.chance(0.75) ? languages[0] : random.pick(languages)
  const document = await PDFDocument.create({ updateMetadata: false })
  const face = random.chance(0.5) ? await times(document) : await liberation(document)
  const [short, long] = PAPERS[random.pick<keyof typeof PAPERS>(['A4', 'Letter'])]
  const isLandscape = random.chance(0.12)
  const columns = isLandscape ? 1 : random.pick([1, 1, 2])
  const writer = new PageWriter(document, face, random, language, {
    page: isLandscape ? [long, short] : [short, long],
    columns,
    size: random.pick(columns === 2 ? [8.5, 9, 10] : [9, 10, 11, 12]),
    isJustified: random.chance(0.6),
    header: random.chance(0.6) ? label(random, language, 5) : null,
    hasNumbers: random.chance(0.7),
  })
  const count = random.whole(1, 3)
  for (let number = 1; number <= count; number += 1) {
    for (let block = random.whole(0, 3); block > 0; block -= 1) writer.block()
    writer.table(officialTable(random, language, writer.width, number))
  }
  for (let block = random.whole(0, 3); block > 0; block -= 1) writer.block()
  return {
    name: `official-${seed}`,
    what: writer.what.join(', '),
    tables: writer.tables,
    places: writer.places,
    pdf: await document.save(),
  }
}

/** One of the faces that every viewer has. */
async function times(document: PDFDocument): Promise<Face> {
  return {
    regular: await document.embedFont(StandardFonts.TimesRoman),
    bold: await document.embedFont(StandardFonts.TimesRomanBold),
  }
}

async function liberation(document: PDFDocument): Promise<Face> {
  document.registerFontkit(fontkit)
  const embedded = async (weight: string): Promise<PDFFont> =>
    document.embedFont(await readFile(`node_modules/pdfjs-dist/standard_fonts/LiberationSans-${weight}.ttf`))
  return { regular: await embedded('Regular'), bold: await embedded('Bold') }
}

interface Layout {
  readonly page: readonly [number, number]
  readonly columns: number
  readonly size: number
  readonly isJustified: boolean
  readonly header: string | null
  readonly hasNumbers: boolean
}

const MARGIN = 62
const GUTTER = 20
const LEADING = 1.22

/** Fills pages column by column, top to bottom. */
class PageWriter {
  readonly width: number
  readonly what: string[] = []
  readonly tables: ReportTable[] = []
  readonly places: TablePlace[] = []
  private page: PDFPage
  private number = 0
  private column = 0
  private y = MARGIN

  private readonly document: PDFDocument
  private readonly face: Face
  private readonly random: Random
  private readonly language: Language
  private readonly layout: Layout

  constructor(document: PDFDocument, face: Face, random: Random, language: Language, layout: Layout) {
    this.document = document
    this.face = face
    this.random = random
    this.language = language
    this.layout = layout
    const { page, columns } = layout
    this.width = (page[0] - MARGIN * 2 - GUTTER * (columns - 1)) / columns
    this.page = this.newPage()
  }

  /** Prose, or what looks like a table and is none. */
  block(): void {
    const { random, language } = this
    const kind = random.pick([
      'prose',
      'prose',
      'prose',
      'heading',
      'bullets',
      'chart',
      'contents',
      'glossary',
    ])
    if (kind !== 'prose' && kind !== 'heading') this.what.push(kind)
    if (kind === 'prose') this.prose(paragraph(random, language, random.whole(1, 6)))
    if (kind === 'heading') this.prose(label(random, language, random.whole(2, 6)), 1.25)
    if (kind === 'bullets')
      for (let item = random.whole(2, 5); item > 0; item -= 1)
        this.prose(`• ${sentence(random, language)}`, 1, 10)
    if (kind === 'glossary')
      for (let item = random.whole(3, 6); item > 0; item -= 1)
        this.prose(`${label(random, language, 1)}: ${sentence(random, language)}`, 1, 20)
    if (kind === 'chart') this.chart()
    if (kind === 'contents') this.contents()
  }

  table(table: ReportTable): void {
    const set = typesetTable(table, this.face, this.width)
    const { size } = this.layout
    const notesRoom = table.notes.length * size * 3 + (table.caption === null ? 0 : size * 3)
    if (set.height + notesRoom > this.room && set.height < this.layout.page[1] - MARGIN * 2) this.nextColumn()
    if (set.height + notesRoom > this.room) return
    this.what.push(`${table.kind}/${table.style.rules}${table.style.hasLeaders ? '/leaders' : ''}`)
    if (table.caption !== null && table.isCaptionAbove) this.prose(table.caption, 1, 0, true)
    const left = this.left + (table.style.place === 'center' ? (this.width - set.width) / 2 : 0)
    this.y += 3
    for (const { box, grey } of set.boxes)
      this.fill(left + box[0], this.y + box[1], box[2] - box[0], box[3] - box[1], grey)
    for (const { text, x, y, size: em, bold } of set.texts) this.write(text, left + x, this.y + y, em, bold)
    this.places.push({
      table: this.tables.length,
      page: this.number,
      box: [left - 1, this.y - 1, left + set.width + 1, this.y + set.height + 1],
    })
    this.tables.push(table)
    this.y += set.height + size * 0.5
    if (table.caption !== null && !table.isCaptionAbove) this.prose(table.caption, 1, 0, true)
    for (const note of table.notes) this.prose(note, 0.8)
    this.y += size * 0.8
  }

  private get left(): number {
    return MARGIN + this.column * (this.width + GUTTER)
  }

  private get room(): number {
    return this.layout.page[1] - MARGIN - this.y
  }

  private newPage(): PDFPage {
    const { page, header, hasNumbers } = this.layout
    this.page = this.document.addPage([page[0], page[1]])
    this.number += 1
    this.column = 0
    this.y = MARGIN
    if (header !== null) this.write(header, MARGIN, MARGIN - 24, 8, false)
    if (hasNumbers) this.write(`${this.number + 11}`, page[0] / 2, page[1] - MARGIN + 26, 8, false)
    return this.page
  }

  private nextColumn(): void {
    if (this.column + 1 < this.layout.columns) {
      this.column += 1
      this.y = MARGIN
    } else this.newPage()
  }

  private prose(text: string, scale = 1, indent = 0, isBold = scale > 1): void {
    const size = this.layout.size * scale
    const font = isBold ? this.face.bold : this.face.regular
    const lines = this.broken(text, size, this.width - indent, isBold)
    for (const [index, line] of lines.entries()) {
      if (this.room < size * 1.5) this.nextColumn()
      this.y += size * LEADING
      const x = this.left + (index > 0 ? indent : 0)
      const words = line.split(' ')
      const isLast = index === lines.length - 1
      const isStretched = this.layout.isJustified && !isBold && !isLast && words.length > 2
      if (!isStretched) this.write(line, x, this.y, size, isBold)
      else {
        const bare = words.reduce((sum, word) => sum + drawnWidth(word, font, size), 0)
        const gap = (this.left + this.width - x - bare) / (words.length - 1)
        let at = x
        for (const word of words) {
          this.write(word, at, this.y, size, isBold)
          at += drawnWidth(word, font, size) + gap
        }
      }
    }
    this.y += size * 0.55
  }

  private broken(text: string, size: number, width: number, isBold: boolean): string[] {
    const font = isBold ? this.face.bold : this.face.regular
    const lines: string[] = []
    for (const word of text.split(' ')) {
      const last = lines.at(-1)
      const longer = `${last} ${word}`
      if (last !== undefined && drawnWidth(longer, font, size) <= width) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  }

  private chart(): void {
    const { random, language } = this
    const [width, height] = [Math.min(this.width, 300), 130]
    if (this.room < height + 60) this.nextColumn()
    this.prose(`${language.figure} ${random.whole(1, 9)}. ${label(random, language, 5)}`, 1, 0, true)
    const [left, top] = [this.left + 30, this.y + 6]
    this.fill(left, top, 0.5, height, 0)
    this.fill(left, top + height, width - 40, 0.5, 0)
    const step = random.pick([5, 10, 20, 50, 0.5])
    for (let tick = 0; tick <= 5; tick += 1)
      this.write(`${tick * step}`, left - 22, top + height - (tick * height) / 5 + 3, 7, false)
    const bars = random.whole(4, 9)
    const areBars = random.chance(0.6)
    const isLabelled = random.chance(0.5)
    for (let bar = 0; bar < bars; bar += 1) {
      const x = left + 8 + (bar * (width - 50)) / bars
      const tall = random.fraction() * height * 0.9
      if (areBars) this.fill(x, top + height - tall, 12, tall, 0.5)
      if (isLabelled)
        this.write(`${Math.round((tall / height) * 5 * step)}`, x + 1, top + height - tall - 3, 7, false)
      this.write(`${1995 + bar}`, x - 2, top + height + 9, 7, false)
    }
    for (let item = 0; item < 2; item += 1)
      this.write(label(random, language, 2), left + item * 110, top + height + 22, 7, false)
    this.y = top + height + 40
  }

  private contents(): void {
    const { random, language } = this
    const size = this.layout.size
    const isLed = random.chance(0.7)
    let number = random.whole(1, 5)
    for (let entry = random.whole(5, 12); entry > 0; entry -= 1) {
      if (this.room < size * 2) this.nextColumn()
      this.y += size * 1.4
      number += random.whole(0, 7)
      const title = label(random, language, random.whole(2, 5))
      const [end, wide] = [this.left + this.width, drawnWidth(title, this.face.regular, size)]
      this.write(title, this.left, this.y, size, false)
      const page = `${number}`
      this.write(page, end - drawnWidth(page, this.face.regular, size), this.y, size, false)
      const dots = Math.floor((this.width - wide - size * 3) / drawnWidth('. ', this.face.regular, size))
      if (isLed && dots > 2)
        this.write('. '.repeat(dots).trim(), this.left + wide + size, this.y, size, false)
    }
    this.y += size
  }

  private write(text: string, x: number, y: number, size: number, bold: boolean): void {
    this.page.drawText(text, {
      x,
      y: this.layout.page[1] - y,
      size,
      font: bold ? this.face.bold : this.face.regular,
    })
  }

  private fill(x: number, y: number, width: number, height: number, grey: number): void {
    this.page.drawRectangle({ x, y: this.layout.page[1] - y - height, width, height, color: grayscale(grey) })
  }
}
