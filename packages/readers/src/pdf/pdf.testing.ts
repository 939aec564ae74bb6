/** Makes small PDFs for tests: pages from content streams written by hand. */
import {
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  PDFString,
  StandardFonts,
} from 'pdf-lib'
import type { PaintedPage } from '../source-document.ts'
import { pdfReader } from './pdf-reader.ts'

type Entries = Record<string, PDFObject | string | number | boolean | readonly (string | number)[]>

export interface PageSource {
  /** Content stream. Fonts: /H Helvetica, /S non-embedded STSong-Light, /V the same written vertically. */
  readonly content: string
  readonly width?: number
  readonly height?: number
  /** Entries of the page's dictionary: Rotate, CropBox, UserUnit. */
  readonly page?: Entries
  /** Form XObjects: dictionary entries, and content. */
  readonly forms?: Record<string, { readonly entries: Entries; readonly content: string }>
  /** Graphics states; `SMask` names the form that is the soft mask. */
  readonly states?: Record<string, Entries>
  /** Names of grey pictures: two by two pixels, the same with a soft mask, or too many pixels to be decoded. */
  readonly pictures?: Record<string, PictureKind>
  /** Layers: names for marked content, and whether they are switched on. */
  readonly layers?: Record<string, boolean>
  /** Further fonts, as dictionary entries. */
  readonly fonts?: Record<string, Entries>
}

type PictureKind = 'plain' | 'masked' | 'large'

/** A PDF with these pages. */
export async function pdfOf(...pages: readonly PageSource[]): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const { context } = document
  const object = (entries: Entries): PDFObject => context.obj(entries as Record<string, string>)
  const helvetica = (await document.embedFont(StandardFonts.Helvetica)).ref
  const song = songFont(document, 'UniGB-UCS2-H')
  const vertical = songFont(document, 'UniGB-UCS2-V')
  for (const source of pages) {
    const page = document.addPage([source.width ?? 600, source.height ?? 800])
    const forms: Record<string, PDFRef> = {}
    const fonts: Record<string, PDFObject> = { H: helvetica, S: song, V: vertical }
    for (const [name, entries] of Object.entries(source.fonts ?? {})) fonts[name] = object(entries)
    const resources = context.obj({ Font: fonts, XObject: {}, ExtGState: {} })
    for (const [name, form] of Object.entries(source.forms ?? {})) {
      forms[name] = context.register(
        context.stream(form.content, {
          Type: 'XObject',
          Subtype: 'Form',
          Resources: resources,
          ...(form.entries as Record<string, string>),
        }),
      )
    }
    for (const [name, kind] of Object.entries(source.pictures ?? {})) forms[name] = picture(document, kind)
    resources.set(PDFName.of('XObject'), context.obj(forms))
    const states: Record<string, PDFObject> = {}
    for (const [name, { SMask, ...entries }] of Object.entries(source.states ?? {})) {
      const mask = typeof SMask === 'string' ? forms[SMask] : undefined
      const smask =
        mask === undefined ? {} : { SMask: context.obj({ Type: 'Mask', S: 'Luminosity', G: mask }) }
      states[name] = object({ ...entries, ...smask })
    }
    resources.set(PDFName.of('ExtGState'), context.obj(states))
    const layers: Record<string, PDFRef> = {}
    for (const name of Object.keys(source.layers ?? {})) {
      layers[name] = context.register(context.obj({ Type: 'OCG', Name: PDFString.of(name) }))
    }
    resources.set(PDFName.of('Properties'), context.obj(layers))
    const off = Object.entries(source.layers ?? {}).flatMap(([name, on]) => (on ? [] : (layers[name] ?? [])))
    if (source.layers !== undefined) {
      const properties = context.obj({ OCGs: Object.values(layers), D: { OFF: off } })
      document.catalog.set(PDFName.of('OCProperties'), properties)
    }
    page.node.set(PDFName.of('Resources'), resources)
    page.node.set(PDFName.of('Contents'), context.register(context.stream(source.content)))
    for (const [key, value] of Object.entries(source.page ?? {})) {
      page.node.set(
        PDFName.of(key),
        typeof value === 'number' ? context.obj(value) : context.obj(value as number[]),
      )
    }
  }
  return document.save({ useObjectStreams: false })
}

/** The pages that the reader gives for these bytes. */
export async function readPages(bytes: Uint8Array): Promise<readonly PaintedPage[]> {
  const document = await pdfReader.read(bytes)
  if (document.kind !== 'painted') throw new Error('a PDF is painted')
  const pages: PaintedPage[] = []
  for await (const page of document.pages()) pages.push(page)
  return pages
}

/** The page that the reader gives for a single page. */
export async function readPage(source: PageSource | string): Promise<PaintedPage> {
  const [page] = await readPages(await pdfOf(typeof source === 'string' ? { content: source } : source))
  if (page === undefined) throw new Error('the PDF has no page')
  return page
}

export function textOf(page: PaintedPage): string {
  return page.glyphs.map((glyph) => glyph.text).join('')
}

/** Text as a hexadecimal string for /S and /V. */
export function ucs2(text: string): string {
  return `<${Array.from(text, (c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`
}

function songFont(document: PDFDocument, encoding: string): PDFRef {
  const { context } = document
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'STSong-Light',
      Flags: 6,
      FontBBox: [-25, -254, 1000, 880],
      ItalicAngle: 0,
      Ascent: 880,
      Descent: -120,
      CapHeight: 880,
      StemV: 93,
    }),
  )
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType0',
      BaseFont: 'STSong-Light',
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('GB1'), Supplement: 2 },
      DW: 1000,
      FontDescriptor: descriptor,
    }),
  )
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: `STSong-Light-${encoding}`,
      Encoding: encoding,
      DescendantFonts: [descendant],
    }),
  )
}

function picture(document: PDFDocument, kind: PictureKind): PDFRef {
  const { context } = document
  const side = kind === 'large' ? 1100 : 2
  const entries = { Type: 'XObject', Subtype: 'Image', Width: side, Height: side, BitsPerComponent: 8 }
  const pixels = new Uint8Array(side * side).fill(120)
  const dictionary = context.obj({ ...entries, ColorSpace: 'DeviceGray' })
  if (kind === 'masked') {
    const mask = PDFRawStream.of(context.obj({ ...entries, ColorSpace: 'DeviceGray' }), pixels)
    dictionary.set(PDFName.of('SMask'), context.register(mask))
  }
  return context.register(PDFRawStream.of(dictionary, pixels))
}
