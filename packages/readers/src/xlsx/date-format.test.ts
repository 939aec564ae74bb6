import { describe, expect, it } from 'vitest'
import { shownDate } from './date-format.ts'
import { isDateFormat } from './format-code.ts'

describe('a date in a cell', () => {
  it.each([
    ['yyyy"年"m"月"d"日"', '2024年1月10日'],
    ['[$-804]yyyy年mm月', '2024年01月'],
    ['yyyy/m/d', '2024/1/10'],
    ['yyyy-mm-dd hh:mm', '2024-01-10 14:24'],
    ['上午/下午h"时"mm"分"', '下午2时24分'],
    ['yy.m.d', '24.1.10'],
    ['aaaa', '星期三'],
    ['[h]:mm', '1087238:24'],
    ['h:mm:ss', '14:24:00'],
  ])('is seen as %s says: %s', (code, text) => {
    expect(isDateFormat(code)).toBe(true)
    expect(shownDate(45301.6, code, false)).toBe(text)
  })

  it('counts from 1904 where the workbook says so', () => {
    expect(shownDate(0, 'yyyy/m/d', true)).toBe('1904/1/1')
  })

  it.each(['General', '0.00', '#,##0.00_ ;[Red]\\-#,##0.00\\ ', '0.00"days"', '@', '[$-804]0', '0.00E+00'])(
    'is none where the format is %s',
    (code) => {
      expect(isDateFormat(code)).toBe(false)
    },
  )
})
