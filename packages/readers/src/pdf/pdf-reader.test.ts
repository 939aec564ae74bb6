import { describe, expect, it } from 'vitest'
import { UnreadableError } from '../unreadable.ts'
import { pdfOf, readPages, textOf, ucs2 } from './pdf.testing.ts'
import { pdfReader } from './pdf-reader.ts'
import { drawOver, renderPage } from './render.ts'

/** An empty page, encrypted with AES-128 under the user password `secret`. */
const ENCRYPTED =
  'JVBERi0xLjcKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMyAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwg' +
  'L0NyZWF0aW9uRGF0ZSA8ZmZkODQ5ODA0NmE1ZDhhODg3MTNlYmQ5NjMzYTE0ZWI1NzQ4NTE3OTI3NzY0OWRhNDY4ZDRjYjNjOTli' +
  'YTg5ODk3NGE3OTM0YWQ5NGY4MTc4ZTk3MzU5Mjg2YTJkY2I5PiAvQ3JlYXRvciA8N2FiYTk3NjZmY2M3NWI0MDRiNmVhMDNmNDdi' +
  'OGE5NGFlMjg1ZmIzMDQ5ZGExOWVlMTdjYmQyZjIxYjEzMjlhYzIyYzA1ZTdhYjZmNWMxY2I1YTJhZjFjNDUyYTQwY2NjMjQxYjQw' +
  'OWEzOWQ4N2EyZDliNWI1YjE0MTAyZTYyOTUyNDVhMmM2ZGM1OGM2MDJjMzM3YTc0OTA4OTg3ZjdiYjYwNzZjMDg2Y2IzZjZkYzFi' +
  'ZTg1OTI4MWIwYTk5MjFlZTg4MWFiYWQzZjEzMDczMGNiYTE4OWIyMWRhYWY2MmM+IC9Nb2REYXRlIDxiMzA4NWUwNzkwOGM2Njdm' +
  'MDk5MzdiYWVhYmUyZjM3MzUyYmQxNGMyZDM5ZWFiNDNiZWRiZTgwMmExNTI3YzZiYjJmNmMxNTk4YTQ4NGFhZjJlNDliOGFhZjM4' +
  'OGExZDM+IC9Qcm9kdWNlciA8OTNjZDMyMDkyYjc3YzA1MzQ1MjZmMDc5ZmNjMjRkNGZmMWIyZTIwMmQyNTBkYWEyYTIxYzdhZmU3' +
  'NDMwZmUyN2ZkNmFjNTNjMmI4ZWIwZjQ5NWQxNDcxMDQzZjQ4YmJiZWFjMjk0NzUxZWRlOTM0ZTk0ZmZmODI2MGM1NTNkYjI5MmRi' +
  'Mjc5ZGEzYTE1M2I0NjI1MDc2ZTczYjQ1M2QxNDZjNDU1N2M1MTViNzhjOTQ0ODhkZTM0ZTQ2NjBhY2JkMTk5NGUzMjFhYWI5NmJl' +
  'ZjIwMzQ4Yjg2MTE5OTA5ODA+ID4+CmVuZG9iagozIDAgb2JqCjw8IC9Db3VudCAxIC9LaWRzIFsgNCAwIFIgXSAvVHlwZSAvUGFn' +
  'ZXMgPj4KZW5kb2JqCjQgMCBvYmoKPDwgL01lZGlhQm94IFsgMCAwIDEwMCAxMDAgXSAvUGFyZW50IDMgMCBSIC9SZXNvdXJjZXMg' +
  'PDwgPj4gL1R5cGUgL1BhZ2UgPj4KZW5kb2JqCjUgMCBvYmoKPDwgL0NGIDw8IC9TdGRDRiA8PCAvQXV0aEV2ZW50IC9Eb2NPcGVu' +
  'IC9DRk0gL0FFU1YyIC9MZW5ndGggMTYgPj4gPj4gL0ZpbHRlciAvU3RhbmRhcmQgL0xlbmd0aCAxMjggL08gPDBkYjU4NTVmYzUz' +
  'MjY1NjllNzY1OTA2Y2FmNjRlNDQyOWE0YzIwZDZlOTk2ZmRlZjk2M2U5YjUwODBmOWUwODM+IC9QIC00IC9SIDQgL1N0bUYgL1N0' +
  'ZENGIC9TdHJGIC9TdGRDRiAvVSA8MTI5ZmYyNjZjMTljNjBhODFhNWZkZjM5YzhjYTlkODIwMTIyNDU2YTkxYmFlNTEzNDI3M2E2' +
  'ZGIxMzRjODdjND4gL1YgNCA+PgplbmRvYmoKeHJlZgowIDYKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDE1IDAwMDAwIG4g' +
  'CjAwMDAwMDAwNjQgMDAwMDAgbiAKMDAwMDAwMDc3OSAwMDAwMCBuIAowMDAwMDAwODM4IDAwMDAwIG4gCjAwMDAwMDA5MjggMDAw' +
  'MDAgbiAKdHJhaWxlciA8PCAvSW5mbyAyIDAgUiAvUm9vdCAxIDAgUiAvU2l6ZSA2IC9JRCBbPGZlM2I0NTkyNWFiYWZlMDk1MTE0' +
  'NTI1OTkxMzFlZjdiPjxmZTNiNDU5MjVhYmFmZTA5NTExNDUyNTk5MTMxZWY3Yj5dIC9FbmNyeXB0IDUgMCBSID4+CnN0YXJ0eHJl' +
  'ZgoxMjI3CiUlRU9GCg=='

/** The same under an empty user password: anybody may open it. */
const ENCRYPTED_WITHOUT_PASSWORD =
  'JVBERi0xLjcKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMyAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwg' +
  'L0NyZWF0aW9uRGF0ZSA8YTMzYjcyNDQyOTdhMzE2NDM2NTMwYjRkN2Y2ZWMyOWJlMzQ0MTA1MzY1ZDBmMWY1Nzc3ZTc3NzNmMTRk' +
  'NGI4MDkxNTEzOWYxMDRiMTVlZGI1ZjI1ZTU4MmY1OWU0ODY1PiAvQ3JlYXRvciA8MzAzMjViNWMyYjlhNDk0ZjhkYTUxZGQ4Zjcx' +
  'NWEzZjkxMDZhNWI4OTA4MDM5Njg1NzMyMDBlZTE4ZDMwY2U1NDRiYWEzYzhlMWExYTRlODAyMTc2YjQ4MjU1MzJmOGFiNjFmODZh' +
  'NmE5NzVhYmU3YmExMWE3NjMwZTc1MzIzZDAyZTM2NDY4OGQ4OTU3YTcyNzc3MjRlYTcxYWU2ZmMwZGU3NjEyY2IxYThjMmQzNTc2' +
  'MTVhMWU5NmJhZjAyYTZkYzMxYzAyOTJhMDdkMDU0NzM1NmU3MTI1NjJiZDZjZjU+IC9Nb2REYXRlIDxiYTFmODljODg2NGVlNmRj' +
  'ZDQ1NDRhMzI5Nzk0M2Y1MmM0ZDA4OWI3ZjRkZDdiYzk1MjQwMDVmZmI4MDBhNWY3YWNmYTI5N2JlOWI5ZjJlYTg5NWU1NTcyZDgz' +
  'MjM0OWM+IC9Qcm9kdWNlciA8OTQzZTkyZTk3Y2QzZjE0MzdhOTJjYjdhY2M3MmQxYzcyZTM1N2ExMTkyMjE3OTQwMjE4ZDY5M2Q2' +
  'OWI4OGI0MzZiMjJiYjljMjkxZmNmMWJhYjM4NDE1YTU3Njg1MmRiZDFhMWNkNmI5NjIxNzgwNWE0NDhmODcxZTE1NWQwNzMxNThl' +
  'ZWEwMzBiMWIxNDFlYzRmOGQ0Nzk4Y2JhODgzNjhmZmE2MmNlMjBjOGExYWUyM2U4NzRlZDEwNGQzNTcwZmExMDFkMjEzMDc2NzY2' +
  'ZmYzYjAyZGI5NThmMWZiYzE+ID4+CmVuZG9iagozIDAgb2JqCjw8IC9Db3VudCAxIC9LaWRzIFsgNCAwIFIgXSAvVHlwZSAvUGFn' +
  'ZXMgPj4KZW5kb2JqCjQgMCBvYmoKPDwgL01lZGlhQm94IFsgMCAwIDEwMCAxMDAgXSAvUGFyZW50IDMgMCBSIC9SZXNvdXJjZXMg' +
  'PDwgPj4gL1R5cGUgL1BhZ2UgPj4KZW5kb2JqCjUgMCBvYmoKPDwgL0NGIDw8IC9TdGRDRiA8PCAvQXV0aEV2ZW50IC9Eb2NPcGVu' +
  'IC9DRk0gL0FFU1YyIC9MZW5ndGggMTYgPj4gPj4gL0ZpbHRlciAvU3RhbmRhcmQgL0xlbmd0aCAxMjggL08gPDU2NmZhODczZWUz' +
  'M2M3OTdjZDNiOTA0ZmRhZGY4MTRhZmEzNGRmOWEzOGY2ZWQ0MWI5ODRlMmM2ZGEyYWE2ZjU+IC9QIC00IC9SIDQgL1N0bUYgL1N0' +
  'ZENGIC9TdHJGIC9TdGRDRiAvVSA8NjgwNDMxZDU5MmIxNTFmNDk0OTJlYWI4NDVmYTU4MGIwMTIyNDU2YTkxYmFlNTEzNDI3M2E2' +
  'ZGIxMzRjODdjND4gL1YgNCA+PgplbmRvYmoKeHJlZgowIDYKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDE1IDAwMDAwIG4g' +
  'CjAwMDAwMDAwNjQgMDAwMDAgbiAKMDAwMDAwMDc3OSAwMDAwMCBuIAowMDAwMDAwODM4IDAwMDAwIG4gCjAwMDAwMDA5MjggMDAw' +
  'MDAgbiAKdHJhaWxlciA8PCAvSW5mbyAyIDAgUiAvUm9vdCAxIDAgUiAvU2l6ZSA2IC9JRCBbPDljYmU3NTY0MjU1ZGEwYjQ4ZGI1' +
  'ZmY5ZmM2MWI1Yjc1Pjw5Y2JlNzU2NDI1NWRhMGI0OGRiNWZmOWZjNjFiNWI3NT5dIC9FbmNyeXB0IDUgMCBSID4+CnN0YXJ0eHJl' +
  'ZgoxMjI3CiUlRU9GCg=='

const page = (text: string): { content: string } => ({
  content: `BT /S 10 Tf 100 700 Td ${ucs2(text)} Tj ET`,
})

async function refusal(bytes: Uint8Array): Promise<UnreadableError> {
  const error: unknown = await pdfReader.read(bytes).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof UnreadableError)) throw new Error('the file was read')
  return error
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

describe('which files are PDFs', () => {
  it('the bytes decide, not the name', async () => {
    expect(pdfReader.sniff(await pdfOf(page('甲')), 'filing.doc')).toBe(1)
    expect(pdfReader.sniff(bytesOf(`\n\n${'%PDF-1.4'}`), 'a')).toBeGreaterThan(0.5)
    expect(pdfReader.sniff(bytesOf('PK\x03\x04'), 'filing.pdf')).toBe(0)
  })
})

describe('a whole file', () => {
  it('gives its pages in order, and leaves the bytes alone', async () => {
    const bytes = await pdfOf(page('甲'), page('乙'), page('丙'))
    const before = bytes.slice()
    const document = await pdfReader.read(bytes)
    expect(document).toMatchObject({
      kind: 'painted',
      pageCount: 3,
      mediaType: 'application/pdf',
      doubts: [],
    })
    expect((await readPages(bytes)).map((read) => [read.number, textOf(read)])).toEqual([
      [1, '甲'],
      [2, '乙'],
      [3, '丙'],
    ])
    expect(bytes).toEqual(before)
  })

  it('may be left after its first page', async () => {
    const document = await pdfReader.read(await pdfOf(page('甲'), page('乙')))
    if (document.kind !== 'painted') throw new Error('a PDF is painted')
    for await (const first of document.pages()) {
      expect(textOf(first)).toBe('甲')
      break
    }
  })

  it('reads the same twice', async () => {
    const bytes = await pdfOf(page('绩效'), { content: '100 700 m 300 700 l S 0.5 g 100 600 50 50 re f' })
    expect(JSON.stringify(await readPages(bytes))).toBe(JSON.stringify(await readPages(bytes)))
  })
})

describe('files that cannot be read', () => {
  it('a file that is no PDF', async () => {
    const error = await refusal(bytesOf('hello, this is a letter'))
    expect(error.code).toBe('damaged')
    expect(error.reason).toEqual({ zh: '不是PDF文件', en: 'this is not a PDF file' })
  })

  it('a PDF cut off near its start', async () => {
    const error = await refusal((await pdfOf(page('甲'))).slice(0, 100))
    expect(error.code).toBe('damaged')
    expect(error.reason.zh).toContain('损坏')
  })

  it('an empty file', async () => {
    expect((await refusal(new Uint8Array())).code).toBe('empty')
  })

  it('a PDF with a password', async () => {
    const error = await refusal(new Uint8Array(Buffer.from(ENCRYPTED, 'base64')))
    expect(error.code).toBe('password-protected')
  })

  it('but an empty password opens', async () => {
    const document = await pdfReader.read(new Uint8Array(Buffer.from(ENCRYPTED_WITHOUT_PASSWORD, 'base64')))
    expect(document).toMatchObject({ pageCount: 1 })
  })
})

describe('files that are partly damaged', () => {
  it('one without its index is read, with a doubt', async () => {
    const bytes = await pdfOf(page('甲'))
    const text = Buffer.from(bytes).toString('latin1')
    const cut = bytes.slice(0, text.lastIndexOf('startxref'))
    const document = await pdfReader.read(cut)
    expect(document.doubts.map((doubt) => doubt.check)).toEqual(['reader/file-repaired'])
    expect((await readPages(cut)).map(textOf)).toEqual(['甲'])
  })

  it('one whose index points elsewhere is read, with a doubt', async () => {
    const text = Buffer.from(await pdfOf(page('甲'))).toString('latin1')
    const wrong = bytesOf(text.replace(/startxref\n\d+/, 'startxref\n7'))
    expect((await pdfReader.read(wrong)).doubts.map((doubt) => doubt.check)).toEqual(['reader/file-repaired'])
    expect((await readPages(wrong)).map(textOf)).toEqual(['甲'])
  })

  it('a page with a fault gives what can be read of it, with a doubt, and the others are whole', async () => {
    const fault = `/Missing Do BT /S 10 Tf 100 700 Td ${ucs2('余')} Tj ET`
    const read = await readPages(await pdfOf(page('甲'), { content: fault }, page('丙')))
    expect(read.map(textOf)).toEqual(['甲', '余', '丙'])
    expect(read.map(({ doubts }) => doubts.map(({ check, severity }) => [check, severity]))).toEqual([
      [],
      [['reader/page-damaged', 'warning']],
      [],
    ])
  })
})

describe('pictures for people', () => {
  it('a page is painted at the resolution asked for, and can be drawn over', async () => {
    const bytes = await pdfOf(page('预算绩效'))
    const picture = await renderPage(bytes, 1, 36)
    expect([picture.width, picture.height]).toEqual([300, 400])
    const over = await drawOver(
      picture.png,
      [
        { box: [100, 90, 140, 102], colour: 'red', width: 1, label: '格' },
        { box: [0, 400, 600, 400], colour: 'blue', width: 2 },
      ],
      0.5,
    )
    expect(Buffer.from(over.subarray(1, 4)).toString()).toBe('PNG')
    expect(Buffer.from(over).equals(Buffer.from(picture.png))).toBe(false)
  })
})
