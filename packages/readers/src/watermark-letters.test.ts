import { describe, expect, it } from 'vitest'
import { alignedTextReader } from './aligned-text.ts'

async function read(text: string) {
  const document = await alignedTextReader.read(Buffer.from(text))
  if (document.kind !== 'painted') throw new Error('not painted')
  const pages: string[] = []
  for await (const { glyphs } of document.pages()) pages.push(glyphs.map(({ text }) => text).join(''))
  return { pages, doubts: document.doubts }
}

const page = (name: string): string =>
  [
    `${name}                预算数`,
    '                           稿',
    '资金总额                   3402.28',
    '                      审   社保基金',
    '上年结转                    615.44',
    '                送',
    '其他资金                    65.01',
  ].join('\n')

describe('the letters of a slanted watermark in space-aligned text', () => {
  it('are left out where the slant recurs, and one finding says which', async () => {
    const { pages, doubts } = await read([page('收入'), page('支出'), page('结余')].join('\f'))
    expect(pages.join('')).not.toMatch(/[稿审送]/)
    expect(pages[0]).toContain('社保基金')
    expect(doubts).toMatchObject([{ check: 'reader/watermark-left-out', severity: 'warning' }])
    expect(doubts[0]?.locators).toHaveLength(9)
    expect(doubts[0]?.message.en).toContain('稿、审、送')
  })

  it('stay where they are seen once, or the slant does not recur', async () => {
    expect((await read(page('收入'))).pages[0]).toMatch(/稿.*审.*送/)
  })

  it('are not the ends of texts that narrow cells break: those stand on lines with other texts', async () => {
    const row = [
      '抽检信息公示  ≥75%  考察抽检信息公示情  采购文件和验收资',
      '                     况             料',
    ]
    const rows = Array.from({ length: 6 }, () => row).flat()
    const { pages, doubts } = await read(rows.join('\n'))
    expect(pages[0]?.match(/况料/g)).toHaveLength(6)
    expect(doubts).toEqual([])
  })
})
