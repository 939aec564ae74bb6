import { describe, expect, it } from 'vitest'
import { lettersForDigits } from './recognised-digits.ts'

describe('a text with letters among its digits', () => {
  it('is doubted as a whole, since other figures may have lost a point', () => {
    const [doubt] = lettersForDigits('绿地面积\t≥16003万平方米\n合计\tl,263.86\n新增绿道\t=3O公里\n')
    expect(doubt).toMatchObject({ check: 'reader/letters-for-digits', subjects: ['source'] })
    expect(doubt?.message.en).toContain('l,263.86、3O')
  })

  it('is not doubted for units, names and codes that hold letters', () => {
    expect(lettersForDigits('臭氧O3、O2浓度\t≥10l\t20l\tPM10\tI2C总线\tISO9001\t=50TB\t12315')).toEqual([])
  })

  it('is looked through once, however long its runs of dots and letters are', () => {
    expect(lettersForDigits('o.'.repeat(200_000))).toEqual([])
  })

  it('is not doubted for one figure that was typed so', () => {
    expect(lettersForDigits('合计\tl,263.86\t1,263.86')).toEqual([])
  })
})
