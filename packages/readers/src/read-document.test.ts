import { describe, expect, it } from 'vitest'
import { container, word, workbook } from './office-files.test-support.ts'
import { readDocument } from './read-document.ts'
import { UnreadableError } from './unreadable.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const compound = (...streams: readonly string[]): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...streams.map((name) => Buffer.concat([Buffer.from(`${name}\0`, 'utf16le'), Buffer.alloc(64)])),
  ])
const sheet = { name: '表1', rows: '<row r="1"><c r="A1"><v>1</v></c></row>' }

/** The code and the English reason of the refusal. */
async function refusal(bytes: Uint8Array, name: string): Promise<readonly [string, string]> {
  const error: unknown = await readDocument(bytes, name).catch((thrown: unknown) => thrown)
  if (!(error instanceof UnreadableError)) throw new Error(`not refused: ${name}`)
  expect(error.reason.zh).toMatch(/\p{Script=Han}/u)
  return [error.code, error.reason.en]
}

describe('a file', () => {
  it('is read by what its bytes are, whatever its name says', async () => {
    expect(await readDocument(workbook([sheet]), '2024.pdf')).toMatchObject({
      kind: 'grids',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
    expect(await readDocument(word('<w:p><w:r><w:t>甲</w:t></w:r></w:p>'), 'x')).toMatchObject({
      kind: 'grids',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    })
  })

  it('of text is read by the shape of its tables', async () => {
    const read = async (text: string, name: string): Promise<readonly string[]> => {
      const { kind, mediaType } = await readDocument(Buffer.from(text), name)
      return [kind, mediaType]
    }
    expect(await read('单位\t甲\n年度\t2024\n', 'a.txt')).toEqual(['flattened', 'text/plain'])
    expect(await read('只有一段说明文字。\n没有表格。\n', 'a.txt')).toEqual(['flattened', 'text/plain'])
    expect(await read('甲,乙,丙\n1,2,3\n4,5,"6,0"\n', 'a.txt')).toEqual(['flattened', 'text/csv'])
    expect(await read('甲,乙\n1,2\n', 'a.csv')).toEqual(['flattened', 'text/csv'])
    expect(await read('预算数为1,234,567.00元,\n其中，项目1,000,000元,\n合计见下\n', 'a.txt')).toEqual([
      'flattened',
      'text/plain',
    ])
    expect(await read('指标    半年    全年\n健全性    1    2\n合计   3    4\n', 'a.txt')).toEqual([
      'painted',
      'text/plain',
    ])
  })

  it('of rows between pipes is read so, whatever tabs stand beside the pipes', async () => {
    const table = '|\t指标\t|\t目标\t|\n|---|---|\n|\t检查次数\t|\t≥4次\t|\n'
    const read = await readDocument(new TextEncoder().encode(table), 'a.txt')
    const lines = read.kind === 'flattened' ? read.lines.map(({ fields }) => fields) : []
    expect(lines).toContainEqual(['检查次数', '≥4次'])
  })

  it('that is empty is refused', async () => {
    expect((await refusal(new Uint8Array(), 'a.pdf'))[0]).toBe('empty')
    expect((await refusal(Buffer.from(' \n\n'), 'a.txt'))[0]).toBe('empty')
  })

  it('that is a picture is refused by what it is', async () => {
    expect(await refusal(png, '2024.pdf')).toEqual([
      'unsupported',
      'this is a PNG picture, not a PDF: submit the original file',
    ])
    expect((await refusal(png, '扫描.png'))[1]).toContain('PNG picture')
    for (const start of [
      'ffd8ffe000104a46',
      '474946383961',
      '424d3600000000000000',
      '49492a0008000000',
      '524946460000000057454250',
    ]) {
      expect((await refusal(Buffer.from(start, 'hex'), 'a'))[1]).toContain('picture')
    }
  })

  it('that is encrypted is refused as password-protected', async () => {
    expect((await refusal(compound('EncryptionInfo', 'EncryptedPackage'), 'a.xlsx'))[0]).toBe(
      'password-protected',
    )
  })

  it('of an old or other format is refused with what to do', async () => {
    expect(await refusal(compound('WordDocument'), 'a.docx')).toEqual([
      'unsupported',
      'the old Word format (.doc) is not supported yet; save it as .docx',
    ])
    expect((await refusal(compound('Workbook'), 'a.xls'))[1]).toContain('.xls')
    expect((await refusal(container({ 'OFD.xml': '<x/>' }), 'a.ofd'))[1]).toContain('OFD')
    expect((await refusal(container({ 'readme.txt': 'x' }), 'a.zip'))[0]).toBe('unsupported')
    expect((await refusal(Buffer.from('{\\rtf1 x}'), 'a.doc'))[1]).toContain('RTF')
    expect((await refusal(Buffer.from('<html><table></table></html>'), 'a.xls'))[1]).toContain('HTML')
    expect((await refusal(Buffer.from('<meta charset="utf-8"><table>'), 'a.xls'))[1]).toContain('HTML')
    expect((await refusal(Buffer.from('\n<table border="1">'), 'a.xls'))[1]).toContain('HTML')
  })

  it('that nobody knows is refused with what its name promised', async () => {
    const junk = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256)
    expect(await refusal(junk, 'a.xlsx')).toEqual([
      'unsupported',
      'it is named .xlsx but is no Excel workbook, nor any other known format',
    ])
    expect((await refusal(junk, 'a'))[0]).toBe('unsupported')
  })

  it('that is cut short or damaged is refused as damaged', async () => {
    const whole = workbook([sheet])
    for (const length of [whole.length - 1, whole.length / 2, 40]) {
      expect((await refusal(whole.slice(0, length), 'a.xlsx'))[0]).toBe('damaged')
    }
    const broken = Buffer.from(word('<w:p/>'))
    broken.fill(0x55, 60, 120)
    expect((await refusal(broken, 'a.docx'))[0]).toBe('damaged')
    expect((await refusal(word('<w:p>'), 'a.docx'))[0]).toBe('damaged')
    expect((await refusal(container({ 'xl/workbook.xml': '<a/>', 'word/x.xml': '' }), 'a.xlsx'))[0]).toBe(
      'damaged',
    )
  })

  it('that is a bomb is refused before it is unpacked', async () => {
    const bomb = container({
      'xl/workbook.xml': '<a/>',
      'xl/worksheets/sheet1.xml': ' '.repeat(60 * 1024 * 1024),
    })
    expect(bomb.length).toBeLessThan(200_000)
    expect((await refusal(bomb, 'a.xlsx'))[0]).toBe('too-large')
  })

  it('whose declared sizes lie is refused while it is unpacked', async () => {
    const bomb = Buffer.from(container({ 'xl/workbook.xml': ' '.repeat(10_000_000) }))
    const real = Buffer.alloc(4)
    real.writeUInt32LE(10_000_000)
    for (let at = bomb.indexOf(real); at !== -1; at = bomb.indexOf(real, at + 1)) bomb.writeUInt32LE(1000, at)
    expect((await refusal(bomb, 'a.xlsx'))[0]).toBe('damaged')
  })

  it('that nests without end, or names entities, is refused', async () => {
    expect((await refusal(word('<w:p>'.repeat(20_000) + '</w:p>'.repeat(20_000)), 'a.docx'))[0]).toBe(
      'damaged',
    )
    expect((await refusal(word('<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>'), 'a.docx'))[0]).toBe('damaged')
  })
})
