/** Reads PDF: pages of painted marks, as they are seen. */
import type { Doubt } from '@backfile/model'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Reader } from '../reader.ts'
import type { PaintedDocument, PaintedPage } from '../source-document.ts'
import { UnreadableError } from '../unreadable.ts'
import { withFieldValues } from './field-values.ts'
import { fileDoubts } from './file-doubts.ts'
import { fontsOf } from './font.ts'
import { formFieldsOf } from './form-fields.ts'
import { interpretPage } from './interpret.ts'
import { matrixOf } from './operands.ts'
import { pageDamaged, pageTooLarge } from './page-doubts.ts'
import { emptyPage, paintedPage } from './painted-page.ts'
import { isPictureTooLarge, type OpenPdf, openPdf, operatorsOf } from './pdfjs.ts'
import { headerAt } from './signature.ts'

/** Above so many operators a page is refused. */
const MAX_OPERATORS = 2_000_000
/** Pages after which pdf.js is told to forget fonts and pictures that it keeps for later pages. */
const PAGES_BETWEEN_CLEANUPS = 64

const MEDIA_TYPE = 'application/pdf'

/**
 * PDF. White-space glyphs are not given; the glyph behind them says that it is `afterSpace`. Ligatures, radicals and vertical forms
 * are given as the characters they mean. Vertical writing has `angle` 90 on an upright page: it reads downwards.
 */
export const pdfReader: Reader = {
  mediaType: MEDIA_TYPE,
  extensions: ['pdf'],
  sniff(bytes) {
    const at = headerAt(bytes)
    if (at < 0) return 0
    return at === 0 ? 1 : 0.9
  },
  read,
}

async function read(bytes: Uint8Array): Promise<PaintedDocument> {
  if (bytes.length === 0) throw new UnreadableError('empty', { zh: '文件是空的', en: 'the file is empty' })
  const pdf = await openOrExplain(bytes)
  if (pdf.document.numPages < 1) {
    await pdf.close()
    throw new UnreadableError('damaged', {
      zh: 'PDF文件已损坏：找不到任何页面',
      en: 'the PDF is damaged: none of its pages can be found',
    })
  }
  return {
    kind: 'painted',
    mediaType: MEDIA_TYPE,
    doubts: await fileDoubts(pdf.document, bytes),
    pageCount: pdf.document.numPages,
    pages: () => pagesOf(pdf, bytes),
  }
}

async function openOrExplain(bytes: Uint8Array): Promise<OpenPdf> {
  try {
    return await openPdf(bytes, 'strict')
  } catch (strictError) {
    if (nameOf(strictError) === 'PasswordException') throw passwordProtected(strictError)
    try {
      return await openPdf(bytes, 'tolerant')
    } catch (error) {
      if (nameOf(error) === 'PasswordException') throw passwordProtected(error)
      throw damaged(bytes, error)
    }
  }
}

function passwordProtected(cause: unknown): UnreadableError {
  return new UnreadableError(
    'password-protected',
    {
      zh: 'PDF文件有打开密码，请提供无密码的文件',
      en: 'the PDF needs a password to open; supply a copy without one',
    },
    { cause },
  )
}

function damaged(bytes: Uint8Array, cause: unknown): UnreadableError {
  if (headerAt(bytes) < 0) {
    return new UnreadableError('damaged', { zh: '不是PDF文件', en: 'this is not a PDF file' }, { cause })
  }
  return new UnreadableError(
    'damaged',
    {
      zh: `PDF文件已损坏或不完整，无法打开（${messageOf(cause)}）`,
      en: `the PDF is damaged or incomplete and cannot be opened (${messageOf(cause)})`,
    },
    { cause },
  )
}

/** Pages one at a time; closes the file at the end, also when the reader of the pages stops early. */
async function* pagesOf(strict: OpenPdf, bytes: Uint8Array): AsyncGenerator<PaintedPage> {
  let tolerant: OpenPdf | null = null
  try {
    for (let number = 1; number <= strict.document.numPages; number += 1) {
      const reading = await attempt(strict.document, number, [])
      if (reading.page !== null && reading.fault === null) {
        yield reading.page
      } else {
        tolerant ??= await openPdf(bytes, 'tolerant')
        yield await readFaultyPage(tolerant.document, number, reading.fault)
      }
      if (number % PAGES_BETWEEN_CLEANUPS === 0) await strict.document.cleanup()
    }
  } finally {
    await strict.close()
    await tolerant?.close()
  }
}

/** What can be read of a page that a strict reading refused for `fault`. */
async function readFaultyPage(
  document: PDFDocumentProxy,
  number: number,
  fault: unknown,
): Promise<PaintedPage> {
  const faults = isPictureTooLarge(fault) ? [] : [fault]
  const { page, fault: remaining } = await attempt(document, number, faults)
  if (page !== null) return page
  const [width, height] = await sizeOf(document, number)
  const box = [0, 0, width, height] as const
  return emptyPage(number, width, height, [pageDamaged(number, box, true, messageOf(remaining))])
}

interface Attempt {
  /** What was read, also where something went wrong half-way. */
  readonly page: PaintedPage | null
  readonly fault: unknown
}

async function attempt(
  document: PDFDocumentProxy,
  number: number,
  faults: readonly unknown[],
): Promise<Attempt> {
  try {
    return await readPage(document, number, faults)
  } catch (fault) {
    return { page: null, fault }
  }
}

/** Reads one page. `faults` are known already and become doubts, as does one that is found. */
async function readPage(
  document: PDFDocumentProxy,
  number: number,
  faults: readonly unknown[],
): Promise<Attempt> {
  const page = await document.getPage(number)
  try {
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const { operators, fault } = await operatorsOf(page)
    const all = fault === null || faults.length > 0 ? faults : [fault]
    const box = [0, 0, width, height] as const
    const doubts: readonly Doubt[] = all.map((reason) => pageDamaged(number, box, false, messageOf(reason)))
    if (operators.fnArray.length > MAX_OPERATORS) {
      return { page: emptyPage(number, width, height, [...doubts, pageTooLarge(number, box)]), fault }
    }
    const layers = await document.getOptionalContentConfig()
    const toPage = matrixOf(transform)
    // Documents without a form, nearly all, are spared the look at every annotation.
    const fields = (await document.getFieldObjects()) === null ? [] : await formFieldsOf(page, toPage)
    const marks = interpretPage(
      operators,
      { toPage, width, height },
      await fontsOf(page, operators),
      (group) => layers.isVisible(group),
      new Set(fields.map(({ id }) => id)),
    )
    const filled = withFieldValues(number, marks, fields)
    return {
      page: paintedPage(number, width, height, marks, filled.text, [...doubts, ...filled.doubts]),
      fault,
    }
  } finally {
    page.cleanup()
  }
}

/** Points; A4 where even that cannot be read. */
async function sizeOf(document: PDFDocumentProxy, number: number): Promise<readonly [number, number]> {
  try {
    const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 })
    return [width, height]
  } catch {
    return [595, 842]
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
