import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareDecimals,
  decimalPlaces,
  differenceOf,
  parseDecimal,
  percentageOf,
  productOf,
  sumDecimals,
  withPlaces,
} from './decimal.ts'

/** A figure as a filing may hold it: up to twelve digits before and four behind the point. */
const figures = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 999_999_999_999 }), fc.stringMatching(/^\d{0,4}$/))
  .map(([negative, integer, fraction]) => {
    const unsigned = fraction === '' ? `${integer}` : `${integer}.${fraction}`
    return negative && /[1-9]/.test(unsigned) ? `-${unsigned}` : unsigned
  })

const grouped = (figure: string, separator: string): string =>
  figure.replace(/^(-?)(\d+)/, (_, sign: string, integer: string) => {
    return sign + integer.replace(/\B(?=(\d{3})+$)/g, separator)
  })

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

describe('a figure as it is written', () => {
  it.each([
    ['2,330.50', '2330.50'],
    ['２，３３０．５０', '2330.50'],
    ['0', '0'],
    ['0.00', '0.00'],
    [' 1096.52 ', '1096.52'],
    ['1 096.52', '1096.52'],
    ["1'096'000", '1096000'],
    ['.5', '0.5'],
    ['007', '7'],
    ["'2,330.50", '2330.50'],
    ['+5', '5'],
  ])('%s is %s', (written, canonical) => {
    expect(parseDecimal(written)).toBe(canonical)
  })

  it.each(['-1,234.50', '−1,234.50', '－1,234.50', '△1234.50', '▲1,234.50', '(1,234.50)', '（1,234.50）'])(
    '%s is negative',
    (written) => {
      expect(parseDecimal(written)).toBe('-1234.50')
    },
  )

  it('is never a negative zero', () => {
    expect(parseDecimal('-0.00')).toBe('0.00')
  })

  it.each(['', '—', '-', '－', ' '])('a cell with "%s" has no figure, which is not zero', (written) => {
    expect(parseDecimal(written)).toBeNull()
  })

  it.each([
    '1,23', // a decimal comma, or a lost digit
    '12,34,567',
    '0,234',
    '1,234 567',
    '10 96.52',
    '12 10',
    '1.2.3',
    '5.',
    '1e5',
    '0x10',
    '(-5)',
    '5-',
    '12a',
    '万',
    'NaN',
    'Infinity',
  ])('%s is not one well-formed figure', (written) => {
    expect(parseDecimal(written)).toBeNull()
  })

  it('with more digits than any budget has is not a figure', () => {
    expect(parseDecimal('9'.repeat(41))).toBeNull()
    expect(parseDecimal(' '.repeat(100_000))).toBeNull()
  })

  it('reads back as itself, grouped or not, half-width or full-width', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(',', ' ', "'"), (figure, separator) => {
        expect(parseDecimal(figure)).toBe(figure)
        expect(parseDecimal(grouped(figure, separator))).toBe(figure)
        expect(parseDecimal(fullWidth(figure))).toBe(figure)
      }),
    )
  })

  it('never throws and gives only canonical decimals, whatever the cell holds', () => {
    const canonical = /^-?\d+(\.\d+)?$/
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseDecimal(text)
        expect(parsed === null || canonical.test(parsed)).toBe(true)
      }),
    )
  })
})

describe('arithmetic on figures', () => {
  it('is exact where binary floats are not', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3')
    expect(differenceOf('299.62', '299.6')).toBe('0.02')
    expect(productOf('2330.50', '10000')).toBe('23305000.00')
  })

  it('keeps the written precision of the most precise part', () => {
    expect(sumDecimals(['2,330.50', '1,201.00'].map((text) => parseDecimal(text) ?? ''))).toBe('3531.50')
    expect(sumDecimals(['5', '129.50'])).toBe('134.50')
    expect(sumDecimals([])).toBe('0')
    expect(withPlaces('299.6', 2)).toBe('299.60')
    expect(withPlaces('299.625', 2)).toBe('299.625')
    expect(decimalPlaces('299.60')).toBe(2)
  })

  it('compares by value, not by writing', () => {
    expect(compareDecimals('2.50', '2.5')).toBe(0)
    expect(compareDecimals('10', '9')).toBe(1)
    expect(compareDecimals('-10', '9')).toBe(-1)
  })

  it('rounds a percentage half up and has none of a zero whole', () => {
    expect(percentageOf('816.54', '2190.36', 1)).toBe('37.3')
    expect(percentageOf('1', '8', 1)).toBe('12.5')
    expect(percentageOf('1', '16', 1)).toBe('6.3')
    expect(percentageOf('5', '0', 1)).toBeNull()
  })

  it('sums in any order to the same figure, and a part taken away leaves the rest', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 20 }), figures, (parts, other) => {
        const sum = sumDecimals(parts)
        expect(sumDecimals([...parts].reverse())).toBe(sum)
        expect(compareDecimals(differenceOf(sumDecimals([...parts, other]), other), sum)).toBe(0)
      }),
    )
  })
})
