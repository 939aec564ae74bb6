/** Where the tables of a printed report stand: the links that lie over them. */
import type { Box } from '@backfile/model'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import type { TablePlace } from './report.ts'
import { TABLE_LINK } from './report-html.ts'

/** The places, in points from the page's top left corner. */
export async function tablePlaces(pdf: Uint8Array): Promise<readonly TablePlace[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  return document.getPages().flatMap((page, index) => {
    const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
    const height = page.getHeight()
    return (annotations?.asArray() ?? []).flatMap((reference) => {
      const link = document.context.lookup(reference, PDFDict)
      const address = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookupMaybe(PDFName.of('URI'), PDFString)
      const sides = link.lookup(PDFName.of('Rect'), PDFArray).asArray()
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = sides.map((side) =>
        side instanceof PDFNumber ? side.asNumber() : 0,
      )
      const found = address?.asString()
      if (!found?.startsWith(TABLE_LINK)) return []
      const box: Box = [x0, height - y1, x1, height - y0]
      return [{ table: Number(found.slice(TABLE_LINK.length)), page: index + 1, box }]
    })
  })
}
