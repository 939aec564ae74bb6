/** Variants that LibreOffice prints, from workbooks and Word documents, many in one start. */
import { printWithLibreOffice } from '../fixtures/print-libreoffice.ts'
import { seededRandom } from '../fixtures/random.ts'
import { type GeneratedForm, randomFiling } from '../fixtures/random-filing.ts'
import { randomDocumentPrint, randomWorkbookPrint } from '../fixtures/random-office-print.ts'
import type { Sheet } from '../fixtures/sheet.ts'
import { type DocumentPrint, writeDocx } from '../fixtures/write-docx.ts'
import { type WorkbookPrint, writeXlsx } from '../fixtures/write-xlsx.ts'
import { randomForm } from './drawn.ts'
import type { MadeVariant, Variant, VariantTraits } from './variant.ts'

export interface PrintedVariant extends Variant {
  /** Makes the file that is printed. */
  readonly write: () => Uint8Array
  readonly extension: 'xlsx' | 'docx'
}

export function printedVariant(seed: number, forms: readonly GeneratedForm[]): PrintedVariant {
  const random = seededRandom(seed)
  const form = randomForm(random, forms)
  const extension = random.chance(0.65) ? 'xlsx' : 'docx'
  const count = extension === 'xlsx' && random.chance(0.12) ? 2 : 1
  const filings = Array.from({ length: count }, (_, index) => randomFiling(seed + index * 10_007, form))
  const sheets = filings.map(({ sheet }) => sheet)
  const shared: Omit<PrintedVariant, 'traits' | 'write'> = {
    route: 'libreoffice',
    seed,
    name: `libreoffice-${extension}-${form.split('-')[0]}-${seed}.pdf`,
    expected: filings.map(({ expected }) => expected),
    sheets,
    extension,
  }
  const traits: VariantTraits = { form: form.split('-')[0] ?? form, filings: `${count}`, source: extension }
  const [first] = sheets
  if (first === undefined) throw new Error(`The variant ${shared.name} has no filing`)
  if (extension === 'docx') {
    const print = randomDocumentPrint(random)
    return {
      ...shared,
      traits: { ...traits, ...documentTraits(print) },
      write: () => writeDocx(first, print),
    }
  }
  const print = randomWorkbookPrint(random, first)
  return {
    ...shared,
    traits: { ...traits, ...workbookTraits(print, first) },
    write: () => writeXlsx(sheets, print),
  }
}

/** Throws where LibreOffice is not installed. */
export async function makePrinted(variants: readonly PrintedVariant[]): Promise<readonly MadeVariant[]> {
  const files = variants.map(({ seed, extension, write }) => ({
    name: `${seed}.${extension}`,
    bytes: write(),
  }))
  const printed = await printWithLibreOffice(files)
  return variants.map((variant, index) => ({ ...variant, bytes: printed[index] ?? new Uint8Array() }))
}

function workbookTraits(print: WorkbookPrint, sheet: Sheet): VariantTraits {
  const papers = { A4: 595, A3: 842, B5: 499, letter: 612 }
  const sides = { A4: 842, A3: 1191, B5: 709, letter: 792 }
  const paper = print.orientation === 'portrait' ? papers[print.paper] : sides[print.paper]
  const width = sheet.widths.reduce((sum, each) => sum + each, 0)
  const room = paper - 2 * 72 * print.margin
  const overflows =
    print.scale !== 'fit-width' && (width * print.scale) / 100 / (print.columnBreaks.length + 1) > room
  return {
    borders: print.lettering.borders ?? 'none',
    font: print.lettering.font,
    paper: `${print.paper} ${print.orientation}`,
    scale: `${print.scale}`,
    bands:
      print.columnBreaks.length > 0
        ? `${print.columnBreaks.length + 1} by hand`
        : overflows
          ? 'as the paper ends'
          : '1',
    order: print.pageOrder,
    'row breaks': print.rowBreaks.length > 0 ? 'by hand' : 'as the paper ends',
    heads: print.repeatHead ? 'repeated' : 'once',
    'repeated columns': `${print.repeatColumns}`,
    vertical: print.lettering.vertical,
    looseness: `${print.looseness}`,
    header: print.header === null ? 'no' : 'yes',
    'page numbers': print.pageNumbers ? 'yes' : 'no',
  }
}

function documentTraits(print: DocumentPrint): VariantTraits {
  return {
    borders: print.borders,
    font: print.font,
    orientation: print.paper[0] > print.paper[1] ? 'landscape' : 'portrait',
    size: `${print.size}`,
    heads: print.repeatHeads ? 'repeated' : 'once',
    'row cuts': print.breakRows ? 'anywhere' : 'at rows',
    'page numbers': print.pageNumbers ? 'yes' : 'no',
  }
}
