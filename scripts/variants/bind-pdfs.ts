/** Binds PDFs into one, as offices do with the filings of many units. */
import { PDFDocument } from 'pdf-lib'

/** One of `between`, as long as there are any, stands before each of `printed`. */
export async function bindPdfs(
  between: readonly Uint8Array[],
  printed: readonly Uint8Array[],
): Promise<Uint8Array> {
  const book = await PDFDocument.create({ updateMetadata: false })
  for (const [index, pdf] of printed.entries())
    for (const bytes of [between[index], pdf]) {
      if (bytes === undefined) continue
      const source = await PDFDocument.load(bytes, { updateMetadata: false })
      for (const page of await book.copyPages(source, source.getPageIndices())) book.addPage(page)
    }
  return book.save({ useObjectStreams: true })
}
