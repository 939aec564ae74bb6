/** A variant: filings whose content is known, in one file of some route and print, still to be made. */
import type { FilingContent } from '../fixtures/filing-content.ts'
import type { Sheet } from '../fixtures/sheet.ts'

export type Route =
  | 'draw'
  | 'libreoffice'
  | 'pdftotext'
  | 'pdftotext-office'
  | 'flattened'
  | 'aligned'
  | 'docx'
  | 'xlsx'
  | 'text'
  | 'edited'

export const routes: readonly Route[] = [
  'draw',
  'libreoffice',
  'pdftotext',
  'pdftotext-office',
  'flattened',
  'aligned',
  'docx',
  'xlsx',
  'text',
  'edited',
]

/** What a variant is like, by which results are grouped: `{ rulings: 'dashed', bands: '2' }`. */
export type VariantTraits = Readonly<Record<string, string>>

export interface Variant {
  readonly route: Route
  readonly seed: number
  /** File name, with the extension by which readers know the format. */
  readonly name: string
  readonly traits: VariantTraits
  /** What must be read, in the order in which the filings stand in the file. */
  readonly expected: readonly FilingContent[]
  readonly sheets: readonly Sheet[]
}

export interface MadeVariant extends Variant {
  readonly bytes: Uint8Array
}
