/** Opens a PDF with pdf.js: the one place that knows how pdf.js has to be set up. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { loadPdfjs } from './load-pdfjs.ts'

/**
 * Pictures above so many pixels are not decoded: we need where they are, not what they show, and decoding a
 * scanned page costs more than everything else on it. pdf.js then leaves out the operator that paints them.
 */
const MAX_DECODED_PIXELS = 1_000_000

export interface OpenPdf {
  readonly document: PDFDocumentProxy
  readonly close: () => Promise<void>
}

export type Strictness =
  /** A page with any fault is refused. */
  | 'strict'
  /** What can be read of a page is given. */
  | 'tolerant'
  /** As `tolerant`, and pictures of every size are decoded: for painting. */
  | 'painting'

/** Opens the file; throws pdf.js' own errors. An empty password opens what it can. */
export async function openPdf(bytes: Uint8Array, strictness: Strictness): Promise<OpenPdf> {
  const { getDocument } = await loadPdfjs()
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    // pdf.js takes the buffer over, so it gets a copy (`slice` of a Buffer would be none).
    data: new Uint8Array(bytes),
    cMapUrl: `${folder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}/standard_fonts/`,
    wasmUrl: `${folder}/wasm/`,
    useSystemFonts: false,
    disableFontFace: true,
    // Tells which character codes a font maps to nothing.
    fontExtraProperties: strictness !== 'painting',
    isEvalSupported: false,
    stopAtErrors: strictness === 'strict',
    maxImageSize: strictness === 'painting' ? -1 : MAX_DECODED_PIXELS,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    return { document, close: () => task.destroy() }
  } catch (error) {
    await task.destroy()
    throw error
  }
}

export interface ReadOperators {
  readonly operators: OperatorList
  /** Why the list ends early; null where it is whole. */
  readonly fault: unknown
}

/**
 * The operators of a page. pdf.js 5 resolves with what it has when a page's content fails, and tells the failure
 * only to a rendering that waits; so we wait like one. Without that, half a page would pass for a whole one.
 */
export async function operatorsOf(page: PDFPageProxy): Promise<ReadOperators> {
  let fault: unknown = null
  const reading = page.getOperatorList()
  const states: unknown = Reflect.get(page, '_intentStates')
  const waiting = {
    resolve: (): void => undefined,
    reject: (reason: unknown): void => {
      fault = reason
    },
  }
  for (const state of states instanceof Map ? states.values() : []) {
    if (typeof state === 'object' && state !== null) Reflect.set(state, 'displayReadyCapability', waiting)
  }
  const operators = await reading
  return { operators, fault }
}

/** True for the error with which a strict page refuses a picture above the size that is decoded. */
export function isPictureTooLarge(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Image exceeded maximum allowed size')
}

/** The operators of pdf.js' operator list that matter here, by their codes in pdf.js 5. */
export const OP = {
  setLineWidth: 2,
  setGState: 9,
  save: 10,
  restore: 11,
  transform: 12,
  stroke: 20,
  closeStroke: 21,
  fill: 22,
  eoFill: 23,
  fillStroke: 24,
  eoFillStroke: 25,
  closeFillStroke: 26,
  closeEOFillStroke: 27,
  clip: 29,
  eoClip: 30,
  beginText: 31,
  setCharSpacing: 33,
  setWordSpacing: 34,
  setHScale: 35,
  setLeading: 36,
  setFont: 37,
  setTextRenderingMode: 38,
  setTextRise: 39,
  moveText: 40,
  setLeadingMoveText: 41,
  setTextMatrix: 42,
  nextLine: 43,
  showText: 44,
  setStrokeColorN: 53,
  setFillColorN: 55,
  setStrokeRGBColor: 58,
  setFillRGBColor: 59,
  shadingFill: 62,
  beginMarkedContent: 69,
  beginMarkedContentProps: 70,
  endMarkedContent: 71,
  paintFormXObjectBegin: 74,
  paintFormXObjectEnd: 75,
  beginGroup: 76,
  endGroup: 77,
  beginAnnotation: 80,
  endAnnotation: 81,
  paintImageMaskXObject: 83,
  paintImageXObject: 85,
  paintInlineImageXObject: 86,
  paintSolidColorImageMask: 90,
  constructPath: 91,
  setStrokeTransparent: 92,
  setFillTransparent: 93,
} as const

/** What pdf.js tells of a page: operator codes, and the operands of each. */
export interface OperatorList {
  readonly fnArray: ArrayLike<number>
  readonly argsArray: ArrayLike<unknown>
}
