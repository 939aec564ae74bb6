import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit from '@pdf-lib/fontkit'
import { PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { readPages, textOf } from './pdf.testing.ts'

describe('characters', () => {
  it('are doubted where the font does not say which they are, and its glyphs are counted otherwise', async () => {
    const bytes = await pdfWithNumberedGlyphs('12')
    const [page] = await readPages(bytes)
    expect(page === undefined ? '' : textOf(page)).toBe('34')
    expect(page?.doubts.map(({ check, severity }) => [check, severity])).toEqual([
      ['reader/characters-guessed', 'error'],
    ])
  })
})

/** The text in an embedded TrueType font with Identity-H, without ToUnicode, that names the collection Adobe-GB1. */
async function pdfWithNumberedGlyphs(text: string): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const file = createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf')
  const font = await document.embedFont(await readFile(file))
  document.addPage([200, 100]).drawText(text, { x: 20, y: 50, size: 12, font })
  await document.flush()
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict)) continue
    const subtype = object.get(PDFName.of('Subtype'))
    if (subtype === PDFName.of('Type0')) object.delete(PDFName.of('ToUnicode'))
    if (subtype === PDFName.of('CIDFontType2')) {
      const names = { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('GB1'), Supplement: 2 }
      object.set(PDFName.of('CIDSystemInfo'), document.context.obj(names))
    }
  }
  return document.save({ useObjectStreams: false })
}
