/** Exact decimals: figures are strings of digits from the first parse to the last export, never binary floats. */
import { Decimal as DecimalJs } from 'decimal.js'
import { foldWidth } from './text.ts'

/** Digits that a figure may have; a longer run of digits is an account or telephone number, or an attack. */
const longestFigure = 40

/** Enough digits that adding a million of the longest figures is still exact. */
const Decimal = DecimalJs.clone({
  precision: 2 * longestFigure + 10,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
})

/**
 * The canonical writing of a figure, its written precision kept (`2,330.50` gives `2330.50`), or null where the
 * text is not one well-formed figure.
 *
 * Full-width is folded. Thousands separators (`,` `'` or a space, one kind in a figure) must stand before every
 * third digit: `1,23` could be a decimal comma or a lost digit, so it is null, and so is `10 96.52`.
 * Negative is a leading `-` (any dash), `△` or `▲` (usual in Chinese accounts), or brackets: `(1,234.50)`.
 * An apostrophe in front is how figures are kept as text in spreadsheets, and shows in what is copied from them.
 * A dash alone means "nothing here" and is null, as is the empty text: neither is zero.
 */
export function parseDecimal(text: string): string | null {
  if (text.length > 2 * longestFigure) return null
  const folded = foldWidth(text)
    .trim()
    .replace(/[−–—]/g, '-')
    .replace(/[’‘`´]/g, "'")
    .replace(/^'(?=[+\-\d])/, '')
  const bracketed = /^\(\s*([^()]*?)\s*\)$/.exec(folded)
  const signed = bracketed ? `-${bracketed[1]}` : folded
  const parts = /^(?:([+\-△▲])\s*)?(\d[\d,' ]*|(?=\.))(?:\s?\.\s?(\d+))?$/.exec(signed)
  if (!parts) return null
  const [, sign, grouped = '', fraction] = parts
  const integer = ungroup(grouped.trim())
  if (integer === null || integer.length + (fraction?.length ?? 0) > longestFigure) return null
  const digits = integer.replace(/^0+(?=\d)/, '') || '0'
  const unsigned = fraction === undefined ? digits : `${digits}.${fraction}`
  const negative = sign !== undefined && sign !== '+' && /[1-9]/.test(unsigned)
  return negative ? `-${unsigned}` : unsigned
}

/** The exact sum, written with the precision of its most precise part; nothing sums to `0`. */
export function sumDecimals(values: readonly string[]): string {
  const sum = values.reduce((total, value) => total.plus(value), new Decimal(0))
  return sum.toFixed(Math.max(0, ...values.map(decimalPlaces)))
}

/** −1, 0 or 1, by value: `2.50` equals `2.5`. */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const order = new Decimal(left).comparedTo(right)
  return order < 0 ? -1 : order > 0 ? 1 : 0
}

/** `left − right`, exact, written with the precision of the more precise. */
export function differenceOf(left: string, right: string): string {
  return new Decimal(left).minus(right).toFixed(Math.max(decimalPlaces(left), decimalPlaces(right)))
}

/** The value without its sign. */
export function absoluteOf(value: string): string {
  return value.startsWith('-') ? value.slice(1) : value
}

/** `left × right`, exact. */
export function productOf(left: string, right: string): string {
  return new Decimal(left).times(right).toFixed(decimalPlaces(left) + decimalPlaces(right))
}

/** `part ÷ whole` in per cent, rounded half up to `places` decimals; null where the whole is zero. */
export function percentageOf(part: string, whole: string, places: number): string | null {
  if (compareDecimals(whole, '0') === 0) return null
  return new Decimal(part).times(100).dividedBy(whole).toFixed(places)
}

/** The value written with at least `places` decimals; no digit is dropped. */
export function withPlaces(value: string, places: number): string {
  return new Decimal(value).toFixed(Math.max(places, decimalPlaces(value)))
}

/** How many decimals the figure is written with: 2 for `2330.50`. */
export function decimalPlaces(value: string): number {
  const point = value.indexOf('.')
  return point === -1 ? 0 : value.length - point - 1
}

/** The digits without separators, or null where separators are mixed or not before every third digit. */
function ungroup(grouped: string): string | null {
  if (/^\d*$/.test(grouped)) return grouped
  for (const separator of [',', "'", ' ']) {
    const groups = grouped.split(separator)
    const wellFormed = groups.every((group, i) => (i === 0 ? /^[1-9]\d{0,2}$/ : /^\d{3}$/).test(group))
    if (groups.length > 1 && wellFormed) return groups.join('')
  }
  return null
}
