import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeStart, decodeText } from './charset.ts'

const filing = '单位名称\t苏州市电化教育馆\n全年预算数\t2190.36\n一级指标\t决策\n'
const bytesOf = (...parts: (number | string)[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part, 'utf8'))),
  )
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16()
/** 单位名称\t苏州市\n in GBK. */
const gbk = Buffer.from('b5a5cebbc3fbb3c609cbd5d6ddcad00a', 'hex')
/** 單位名稱\t市立\n in Big5. */
const big5 = Buffer.from('b3e6a6eca657bad909a5aba5df0a', 'hex')

describe('the characters of a text filing', () => {
  it('are read in UTF-8, with and without a byte order mark', () => {
    expect(decodeText(bytesOf(filing))).toEqual({ text: filing, doubts: [] })
    expect(decodeText(bytesOf(0xef, 0xbb, 0xbf, filing))?.text).toBe(filing)
  })

  it('are read in UTF-16 of either order, marked or not', () => {
    expect(decodeText(Buffer.from(`\ufeff${filing}`, 'utf16le'))?.text).toBe(filing)
    expect(decodeText(utf16be(`\ufeff${filing}`))?.text).toBe(filing)
    expect(decodeText(Buffer.from(filing, 'utf16le'))?.text).toBe(filing)
    expect(decodeText(utf16be(filing))?.text).toBe(filing)
  })

  it('are read in GB18030 without a doubt', () => {
    expect(decodeText(gbk)).toEqual({ text: '单位名称\t苏州市\n', doubts: [] })
  })

  it('are read in Big5 only where the bytes speak for it, and with a doubt', () => {
    const decoded = decodeText(big5)
    expect(decoded?.text).toBe('單位名稱\t市立\n')
    expect(decoded?.doubts.map(({ check }) => check)).toEqual(['reader/charset-doubtful'])
  })

  it('stay UTF-8 where one is cut in half, and the line is named', () => {
    const whole = bytesOf(filing.repeat(5))
    const broken = Buffer.concat([
      bytesOf('第一行完好，没有问题，文字足够多\n单位'),
      Buffer.from([0xe5, 0x90]),
      bytesOf('\n'),
      whole,
    ])
    const decoded = decodeText(broken)
    expect(decoded?.text).toContain('苏州市电化教育馆')
    expect(decoded?.doubts[0]).toMatchObject({
      check: 'reader/characters-lost',
      locators: [{ line: 2, column: 1 }],
    })
  })

  it('are none in binary junk', () => {
    expect(decodeText(Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 256))).toBeNull()
    expect(decodeText(bytesOf('文字', 0, 0, 0, '文字'))).toBeNull()
    expect(decodeText(Buffer.from('\u0001\u0002\u0003abc\u0004'))).toBeNull()
  })

  it('are found from the start of a file that is cut in mid-character', () => {
    expect(decodeStart(bytesOf('a', '馆'.repeat(40_000)))?.slice(0, 3)).toBe('a馆馆')
  })

  it('survive UTF-8 whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/\p{Cc}|\ufffd/u.test(text) && !text.startsWith('\ufeff'))
        expect(decodeText(bytesOf(text))?.text).toBe(text)
      }),
    )
  })
})
