import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inYuan, parseAmount } from './amount.ts'
import { foldWidth } from './text.ts'

describe('the amount of a fund cell', () => {
  it.each([
    ['2,330.50', '2330.50', '万元'],
    ['2330.50元', '2330.50', '元'],
    ['2330.50万元', '2330.50', '万元'],
    ['2330.50（万元）', '2330.50', '万元'],
    ['¥1,200.00元', '1200.00', '元'],
    ['￥1,200.00', '1200.00', '万元'],
    ['人民币1200元整', '1200', '元'],
    ['万元：12.5', '12.5', '万元'],
    ['（1,234.50）', '-1234.50', '万元'],
    ['0', '0', '万元'],
  ])('%s is %s %s, in a column of 万元', (raw, value, unit) => {
    expect(parseAmount(raw, '万元')).toEqual({ value, unit })
  })

  it('a rate has per cent as its unit, from the cell or from the column', () => {
    expect(parseAmount('45%', null)).toEqual({ value: '45', unit: '%' })
    expect(parseAmount('0', '%')).toEqual({ value: '0', unit: '%' })
  })

  it.each(['', '  ', '—', '⸺', '-', '/', '无'])(
    '"%s" says that there is no amount: neither zero nor a doubt',
    (raw) => {
      expect(parseAmount(raw, '万元')).toEqual({ value: null, unit: null })
    },
  )

  it.each(['见附件', '1,23', '12 10', '壹佰万元整', '约120', '5.'])(
    '%s is doubtful, and no figure is guessed',
    (raw) => {
      const parsed = parseAmount(raw, '万元')
      expect(parsed.value).toBeNull()
      expect(parsed.doubtful?.zh).toContain(raw)
    },
  )

  it.each([
    ['45%', '45', '%'],
    ['80万', '80', '万'],
    ['1 096.52', '1096.52', '万元'],
  ])('%s is read, but a person should look', (raw, value, unit) => {
    const parsed = parseAmount(raw, '万元')
    expect(parsed).toMatchObject({ value, unit })
    expect(parsed.doubtful).toBeDefined()
  })

  it('in another unit is the same money', () => {
    expect(inYuan('2330.50', '万元')).toBe('23305000.00')
    expect(inYuan('1.5', '亿元')).toBe('150000000.0')
    expect(inYuan('45', '%')).toBeNull()
    expect(inYuan('45', null)).toBeNull()
  })

  it('never throws, and what is not read is either empty or doubtful', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const parsed = parseAmount(raw, '万元')
        const empty = /^(?:[-−–—―⸺⸻─/\\*]*|无|N\/?A)$/i.test(foldWidth(raw).trim())
        expect(parsed.value !== null || parsed.doubtful !== undefined || empty).toBe(true)
      }),
    )
  })
})
