/** Exact decimals as a workbook stores and shows them: a whole number of units of a power of ten. */

export interface Decimal {
  /** The value is `digits` / 10^`scale`. */
  readonly digits: bigint
  readonly scale: number
}

/** Excel keeps and shows at most this many significant digits; what a stored double has beyond them is binary noise. */
const significantDigits = 15

/** The stored figure as Excel takes it (`1096.5200000000001` is 1096.52), or null where the text is no number. */
export function storedDecimal(raw: string): Decimal | null {
  const value = raw.trim() === '' ? Number.NaN : Number(raw)
  if (!Number.isFinite(value)) return null
  const [mantissa = '0', exponent = '0'] = value.toExponential(significantDigits - 1).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return reduced({ digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) })
}

/** The decimal in plain writing: no exponent, no zeros at its end. */
export function plainText(decimal: Decimal): string {
  const { digits, scale } = reduced(decimal)
  const sign = digits < 0n ? '-' : ''
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
}

/** Rounded to so many decimals, half away from zero, as Excel shows it. */
export function rounded(decimal: Decimal, decimals: number): Decimal {
  if (decimal.scale <= decimals) return decimal
  const unit = 10n ** BigInt(decimal.scale - decimals)
  const half = decimal.digits < 0n ? -unit / 2n : unit / 2n
  return { digits: (decimal.digits + half) / unit, scale: decimals }
}

/** Times ten to the power. */
export function shifted(decimal: Decimal, power: number): Decimal {
  return reduced({ digits: decimal.digits, scale: decimal.scale - power })
}

export function sameValue(one: Decimal, other: Decimal): boolean {
  const [a, b] = [reduced(one), reduced(other)]
  return a.digits === b.digits && a.scale === b.scale
}

/** Its digits before and after the point, at least `decimals` of the latter; the sign is left out. */
export function digitsAround(decimal: Decimal, decimals: number): readonly [string, string] {
  const scale = Math.max(decimal.scale, decimals)
  const digits = decimal.digits * 10n ** BigInt(scale - decimal.scale)
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  return [whole === '0' ? '' : whole, text.slice(text.length - scale)]
}

/** The same value with the smallest scale, and never a negative one. */
function reduced({ digits, scale }: Decimal): Decimal {
  if (digits === 0n) return { digits: 0n, scale: 0 }
  let [d, s] = [digits, scale]
  if (s < 0) [d, s] = [d * 10n ** BigInt(-s), 0]
  while (s > 0 && d % 10n === 0n) [d, s] = [d / 10n, s - 1]
  return { digits: d, scale: s }
}
