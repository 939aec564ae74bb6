/** Variants drawn straight into PDFs: one to three filings, pages of other things between. */
import { drawPdf, type PdfPrint } from '../fixtures/draw-pdf.ts'
import { a3, a4, b5, letter, paginate } from '../fixtures/paginate.ts'
import { type Random, seededRandom } from '../fixtures/random.ts'
import { type GeneratedForm, randomFiling } from '../fixtures/random-filing.ts'
import { fullyRuled, randomPrint } from '../fixtures/random-print.ts'
import type { Sheet } from '../fixtures/sheet.ts'
import { typeset } from '../fixtures/typeset.ts'
import { bindPdfs } from './bind-pdfs.ts'
import { otherPages } from './other-pages.ts'
import type { MadeVariant, Variant, VariantTraits } from './variant.ts'

export interface DrawnVariant extends Variant {
  readonly print: PdfPrint
  /** Covers, contents and prose stand before and between the filings. */
  readonly bound: boolean
}

export function drawnVariant(seed: number, forms: readonly GeneratedForm[]): DrawnVariant {
  const random = seededRandom(seed)
  const form = randomForm(random, forms)
  const count = random.chance(0.12) ? random.whole(2, 3) : 1
  const filings = Array.from({ length: count }, (_, index) => randomFiling(seed + index * 10_007, form))
  const bound = random.chance(count > 1 ? 0.6 : 0.08)
  const sheets = filings.map(({ sheet }) => sheet)
  const print = randomPrint(random, sheets[0] ?? emptySheet)
  return {
    route: 'draw',
    seed,
    name: `draw-${form.split('-')[0]}-${seed}.pdf`,
    expected: filings.map(({ expected }) => expected),
    sheets,
    print,
    bound,
    traits: {
      form: form.split('-')[0] ?? form,
      filings: `${count}`,
      'other pages': bound ? 'yes' : 'no',
      ...printTraits(print, sheets[0] ?? emptySheet),
    },
  }
}

export async function makeDrawn(variant: DrawnVariant): Promise<MadeVariant> {
  const { sheets, print, bound } = variant
  if (!bound) return { ...variant, bytes: await drawPdf(sheets, print) }
  const random = seededRandom(variant.seed)
  const printed = await Promise.all(sheets.map((sheet) => drawPdf([sheet], print)))
  return { ...variant, bytes: await bindPdfs(await otherPages(random, variant.expected, print), printed) }
}

export function randomForm(random: Random, forms: readonly GeneratedForm[]): GeneratedForm {
  const drawn = random.chance(0.6) ? 0 : 1
  return forms[drawn % Math.max(1, forms.length)] ?? 'department-performance-target'
}

const emptySheet: Sheet = { title: '', subtitles: [], rows: 0, widths: [], cells: [], headRows: [] }

/** What the paddings of `randomPrint` are called. */
const fits: Readonly<Record<number, string>> = {
  0.3: 'usual',
  0.05: 'tight',
  [-0.12]: 'sticking out',
  0.8: 'loose',
}

function printTraits(print: PdfPrint, sheet: Sheet): VariantTraits {
  const { setup, style, setting } = print
  const pages = paginate(typeset(sheet, print.size, undefined, setting), setup)
  const bands = new Set(pages.map(({ band }) => band)).size
  const { columnCuts } = setup
  const edges = typeset(sheet, print.size).columnEdges
  const inCells = columnCuts !== 'at-columns' && columnCuts.some((cut) => !edges.includes(cut))
  const smallest = Math.min(setup.paper[0], setup.paper[1])
  const paper = (
    [
      ['a4', a4],
      ['a3', a3],
      ['b5', b5],
      ['letter', letter],
    ] as const
  ).find(([, [width]]) => width === smallest)
  const text = print.size * (pages[0]?.scale ?? 1)
  return {
    ruled: fullyRuled(style.rulings) ? 'fully' : style.rulings === 'none' ? 'not' : 'partly',
    rulings: style.rulings,
    'ruling width': `${style.rulingWidth}`,
    bands: `${bands}`,
    cuts: bands === 1 ? 'none' : inCells ? 'in cells' : 'at columns',
    'cut lines': bands > 1 && inCells ? style.cutLines : 'none',
    order: bands === 1 ? 'one band' : setup.pageOrder,
    'row cuts': setup.rowCuts,
    heads: setup.repeatHeads ? 'repeated' : 'once',
    rotate: `${print.rotate}`,
    'other rotation': print.otherRotation === null ? 'none' : 'one page',
    'blank pages': print.withoutBlankPages ? 'left out' : 'printed',
    margins: setup.margins.left === setup.margins.top ? 'even' : 'uneven',
    scale: [0.6, 0.75, 0.9, 1].includes(setup.scale) ? 'round' : 'odd',
    'running foot': style.runningFoot === null ? 'no' : 'yes',
    crop: print.cropped ? 'yes' : 'no',
    nested: print.nested ? 'yes' : 'no',
    paper: `${paper?.[0] ?? 'other'} ${setup.paper[0] > setup.paper[1] ? 'landscape' : 'portrait'}`,
    'text size': text < 5 ? 'below 5' : text < 7 ? '5 to 7' : text < 9 ? '7 to 9' : '9 and more',
    items: style.textItems,
    bold: style.bold,
    fit: fits[setting.padding] ?? 'other',
    vertical: setting.vertical,
    numbers: setting.numbers,
    'clipped to cells': style.clippedToCells ? 'yes' : 'no',
    'page numbers': style.pageNumbers ? 'yes' : 'no',
    'running title': style.runningTitle === null ? 'no' : 'yes',
    seal: style.seal?.kind ?? 'none',
    watermark: style.watermark === null ? 'no' : 'yes',
    'page rules': style.pageRules ? 'yes' : 'no',
    signatures: style.signatures ? 'yes' : 'no',
  }
}
