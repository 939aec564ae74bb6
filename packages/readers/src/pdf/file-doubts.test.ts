import { PDFDocument, PDFName, PDFNumber } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { UnreadableError } from '../unreadable.ts'
import { pdfOf } from './pdf.testing.ts'
import { pdfReader } from './pdf-reader.ts'

/** A file of one page that has been changed so. */
async function changed(change: (document: PDFDocument) => Promise<void> | void): Promise<Uint8Array> {
  const document = await PDFDocument.load(await pdfOf({ content: 'BT /H 10 Tf 100 700 Td (12.5) Tj ET' }))
  await change(document)
  return document.save({ useObjectStreams: false })
}

const doubtsOf = async (bytes: Uint8Array) =>
  (await pdfReader.read(bytes)).doubts.map(({ check, severity }) => `${severity} ${check}`)

const attach = (document: PDFDocument) => document.attach(new Uint8Array([1, 2, 3]), 'table.xlsx')

describe('a PDF whose content is not on its pages', () => {
  it('as a dynamic form is said not to have been read', async () => {
    const bytes = await changed(({ catalog, context }) => {
      const template = context.register(context.stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>'))
      catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], XFA: template }))
    })
    expect(await doubtsOf(bytes)).toEqual(['error reader/dynamic-form'])
  })

  it('as a portfolio names the files that have to be submitted one by one', async () => {
    const bytes = await changed(async (document) => {
      await attach(document)
      document.catalog.set(PDFName.of('Collection'), document.context.obj({ View: 'D' }))
    })
    const { doubts } = await pdfReader.read(bytes)
    expect(doubts).toMatchObject([{ check: 'reader/portfolio', severity: 'error' }])
    expect(doubts[0]?.message.en).toContain('table.xlsx')
  })

  it('has files attached, which are not read', async () => {
    expect(await doubtsOf(await changed(attach))).toEqual(['info reader/attachments'])
  })
})

describe('a PDF whose page tree counts fewer pages than it has', () => {
  it.each([true, false])('says that some were not read (objects packed: %s)', async (useObjectStreams) => {
    const document = await PDFDocument.load(await pdfOf({ content: '' }, { content: '' }, { content: '' }))
    document.catalog.Pages().set(PDFName.of('Count'), PDFNumber.of(1))
    const { doubts } = await pdfReader.read(await document.save({ useObjectStreams }))
    expect(doubts).toMatchObject([{ check: 'reader/pages-hidden', severity: 'error' }])
    expect(doubts[0]?.message.en).toContain('1 pages and holds 3')
  })

  it('is not doubted for pages that an editor took out of the tree', async () => {
    const document = await PDFDocument.load(await pdfOf({ content: '' }, { content: '' }))
    document.removePage(1)
    expect(await doubtsOf(await document.save({ useObjectStreams: false }))).toEqual([])
  })
})

describe('a PDF of which no page can be found', () => {
  it('is refused as damaged', async () => {
    const text = Buffer.from(await changed(() => undefined)).toString('latin1')
    const bytes = new Uint8Array(Buffer.from(text.replace(/\/Count 1\b/, '/Count -1'), 'latin1'))
    await expect(pdfReader.read(bytes)).rejects.toThrow(UnreadableError)
  })
})
