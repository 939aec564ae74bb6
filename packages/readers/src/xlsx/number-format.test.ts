import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText, storedDecimal } from './decimal.ts'
import { shownNumber } from './number-format.ts'

const shown = (value: string, code: string): { readonly text: string; readonly hides: boolean } => {
  const decimal = storedDecimal(value)
  if (decimal === null) throw new Error(`${value} is no number`)
  return shownNumber(decimal, code)
}

describe('a number in a cell', () => {
  it.each([
    ['1096.5200000000001', 'General', '1096.52'],
    ['320500000123', 'General', '320500000123'],
    ['1.5E-3', 'General', '0.0015'],
    ['2330.5', '#,##0.00', '2,330.50'],
    ['1234567', '#,##0', '1,234,567'],
    ['0', '0.00', '0.00'],
    ['80', '000000', '000080'],
    ['0.85', '0%', '85%'],
    ['0.855', '0.0%', '85.5%'],
    ['-3.5', '0.00', '-3.50'],
    ['-3.5', '0.00_);(0.00)', '(3.50)'],
    ['2190.36', '0.00"万元"', '2190.36万元'],
    ['2190.36', '0.00万元', '2190.36万元'],
    ['12', '¥#,##0.00', '¥12.00'],
    ['12', '[$¥-804]#,##0.00', '¥12.00'],
    ['3', 'General"人"', '3人'],
    ['1.5', '#,##0.####', '1.5'],
    ['2', '#,##0.####', '2'],
    ['0.5', '#.00', '.50'],
    ['2021', '@', '2021'],
    ['0.5', '# ?/?', '0.5'],
    ['12', '[DBNum1][$-804]General', '12'],
    ['5', '[>=10]0.0;0', '5'],
    ['0', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-'],
    ['-5.5', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-5.50'],
    ['2000', '"约"#,##0', '约2,000'],
  ])('%s as %s is seen as %s', (value, code, text) => {
    expect(shown(value, code)).toEqual({ text, hides: false })
  })

  it.each([
    ['0.373', '0.0', '0.4', 'digits'],
    ['0.373', '0%', '37%', 'digits'],
    ['1.005', '0.00', '1.01', 'digits, rounded as Excel rounds decimals'],
    ['12345', '0!.0,', '1.2', 'its thousands'],
    ['123456', '#,##0,', '123', 'its thousands'],
    ['-1.5', '0.00;[Red]0.00', '-1.50', 'a minus that only a colour shows'],
    ['5', ';;;', '5', 'everything'],
    ['0', '0;-0;;@', '', 'a zero'],
  ])('%s as %s is given as %s, for the format hides something: %s', (value, code, text) => {
    expect(shown(value, code)).toEqual({ text, hides: true })
  })

  it('is the same figure when it is written with all its decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (digits, scale) => {
        const value = plainText({ digits: BigInt(digits), scale })
        const { text, hides } = shown(value, '#,##0.0000')
        expect(Number(text.replaceAll(',', ''))).toBe(Number(value))
        expect(hides).toBe(false)
      }),
    )
  })

  it('keeps every decimal of up to fifteen digits through the binary double that stores it', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
        fc.integer({ min: 0, max: 6 }),
        (digits, scale) => {
          const text = plainText({ digits, scale })
          const stored = storedDecimal(Number(text).toPrecision(17))
          expect(stored === null ? null : plainText(stored)).toBe(text)
        },
      ),
    )
  })
})
