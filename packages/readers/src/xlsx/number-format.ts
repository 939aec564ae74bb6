/** A number as its cell shows it, computed in exact decimals, and what the showing hides. */
import { type Decimal, digitsAround, plainText, rounded, sameValue, shifted } from './decimal.ts'
import { type FormatToken, formatSections } from './format-code.ts'

export interface ShownNumber {
  readonly text: string
  /** True where the text does not say the stored figure: digits rounded away, thousands dropped, a sign left out. */
  readonly hides: boolean
}

/**
 * What a person sees in the cell. A sign that a format leaves to a colour is written; a figure that a format does not
 * show at all, and one whose format is not understood (fractions, exponents, Chinese numerals), is given as stored.
 */
export function shownNumber(value: Decimal, code: string): ShownNumber {
  const stored = plainText(value)
  const chosen = chosenSection(value, formatSections(code))
  if (chosen === null || chosen.tokens.some(isBeyondUs)) return { text: stored, hides: false }
  const { tokens, signed } = chosen
  const isNegative = value.digits < 0n
  if (!tokens.some(isPlaceholder)) {
    const literal = literalText(tokens).trim()
    if (tokens.some(isGeneral)) {
      const text = tokens
        .map((token) => (isGeneral(token) ? stored.replace('-', '') : literalText([token])))
        .join('')
      return withSign(text.trim(), isNegative, signed)
    }
    // Zero that is shown as a dash, or not at all, is what the form's author wanted; any other figure is lost to the eye.
    return value.digits === 0n ? { text: literal, hides: literal === '' } : { text: stored, hides: true }
  }
  const figure = written(value, tokens)
  const shown = withSign(figure.text, isNegative, signed)
  return { text: shown.text, hides: shown.hides || figure.hides }
}

interface ChosenSection {
  readonly tokens: readonly FormatToken[]
  /** The section is one for both signs: a minus is written before it. */
  readonly signed: boolean
}

function chosenSection(value: Decimal, sections: readonly (readonly FormatToken[])[]): ChosenSection | null {
  const numeric = sections.filter((tokens, index) => index < 3 && !tokens.some(isTextMark))
  const [first, second, third] = numeric
  if (first === undefined) return { tokens: sections[0] ?? [], signed: true }
  if (numeric.some((tokens) => condition(tokens) !== null)) return conditionalSection(value, numeric)
  if (second === undefined) return { tokens: first, signed: true }
  if (value.digits < 0n) return { tokens: second, signed: false }
  return { tokens: value.digits === 0n && third !== undefined ? third : first, signed: true }
}

function conditionalSection(
  value: Decimal,
  sections: readonly (readonly FormatToken[])[],
): ChosenSection | null {
  const number = Number(plainText(value))
  const tokens =
    sections.find((section) => condition(section)?.(number) === true) ??
    sections.find((section) => condition(section) === null)
  return tokens === undefined ? null : { tokens, signed: true }
}

function condition(tokens: readonly FormatToken[]): ((value: number) => boolean) | null {
  for (const { kind, text } of tokens) {
    const parts = kind === 'bracket' ? /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$/.exec(text) : null
    const limit = Number(parts?.[2])
    if (parts === null) continue
    return (value) => {
      if (parts[1] === '<') return value < limit
      if (parts[1] === '<=') return value <= limit
      if (parts[1] === '>') return value > limit
      if (parts[1] === '>=') return value >= limit
      return parts[1] === '=' ? value === limit : value !== limit
    }
  }
  return null
}

/** Fills the section's places with the figure's digits. */
function written(value: Decimal, tokens: readonly FormatToken[]): ShownNumber {
  const places = tokens.flatMap((token, index) => (isPlaceholder(token) ? [index] : []))
  const lastPlace = places.at(-1) ?? -1
  const point = tokens.findIndex((token) => isMark(token, '.'))
  const wholePlaces = places.filter((index) => point === -1 || index < point)
  const decimalPlaces = places.filter((index) => point !== -1 && index > point)
  const percents = tokens.filter((token) => isMark(token, '%')).length
  // Commas after the last place divide by a thousand each; a comma between places separates thousands.
  const scalers = tokens.filter((token, index) => isMark(token, ',') && index > lastPlace).length
  const lastWhole = wholePlaces.at(-1) ?? -1
  const grouped = tokens.some((token, index) => isMark(token, ',') && index < lastWhole)
  const seen = shifted(value, 2 * percents - 3 * scalers)
  const figure = rounded(seen, decimalPlaces.length)
  const [whole, fraction] = digitsAround(figure, decimalPlaces.length)
  const writing = new Map<number, string>([
    ...wholeDigits(tokens, wholePlaces, whole, grouped),
    ...decimalDigits(tokens, decimalPlaces, fraction),
  ])
  const splitByLiteral = tokens.some(
    (token, index) =>
      token.kind === 'literal' && token.text.trim() !== '' && index > (places[0] ?? 0) && index < lastPlace,
  )
  const noDecimals = decimalPlaces.every((index) => (writing.get(index) ?? '') === '')
  const text = tokens
    .map((token, index) => {
      if (writing.has(index)) return writing.get(index)
      if (isMark(token, '.')) return noDecimals ? '' : '.'
      if (isMark(token, '%')) return '%'
      return literalText([token])
    })
    .join('')
  const noWhole = wholePlaces.length === 0 && whole !== '' ? whole : ''
  return { text: noWhole + text.trim(), hides: !sameValue(seen, figure) || scalers > 0 || splitByLiteral }
}

/** Digits from the right; the leftmost place takes all that remain. */
function wholeDigits(
  tokens: readonly FormatToken[],
  places: readonly number[],
  whole: string,
  grouped: boolean,
): readonly (readonly [number, string])[] {
  return places.map((index, place) => {
    const right = places.length - 1 - place
    const digits = place === 0 ? whole.slice(0, Math.max(0, whole.length - right)) : whole.at(-1 - right)
    const shown = digits === undefined || digits === '' ? (tokens[index]?.text === '0' ? '0' : '') : digits
    if (!grouped || shown === '') return [index, shown]
    const separated = [...shown].map((digit, at) => {
      const after = shown.length - 1 - at + right
      return after > 0 && after % 3 === 0 ? `${digit},` : digit
    })
    return [index, separated.join('')]
  })
}

/** `0` always writes its digit, `#` and `?` only where another digit follows or their own is not zero. */
function decimalDigits(
  tokens: readonly FormatToken[],
  places: readonly number[],
  fraction: string,
): readonly (readonly [number, string])[] {
  const lastNeeded = places.findLastIndex(
    (index, place) => tokens[index]?.text === '0' || fraction[place] !== '0',
  )
  return places.map((index, place) => [index, place <= lastNeeded ? (fraction[place] ?? '') : ''])
}

/** Writes the minus that the section leaves out; a bracket, a dash or a triangle says it as well. */
function withSign(text: string, isNegative: boolean, signed: boolean): ShownNumber {
  if (!isNegative) return { text, hides: false }
  if (signed) return { text: `-${text}`, hides: false }
  return /[-−–—(（△▲]|负/.test(text) ? { text, hides: false } : { text: `-${text}`, hides: true }
}

function literalText(tokens: readonly FormatToken[]): string {
  return tokens
    .map(({ kind, text }) => (kind === 'literal' || (kind === 'mark' && text === '/') ? text : ''))
    .join('')
}

function isMark(token: FormatToken, text: string): boolean {
  return token.kind === 'mark' && token.text === text
}

function isPlaceholder(token: FormatToken): boolean {
  return token.kind === 'mark' && /^[0#?]$/.test(token.text)
}

function isGeneral(token: FormatToken): boolean {
  return token.kind === 'mark' && /^(?:General|G\/通用格式|@)$/i.test(token.text)
}

function isTextMark(token: FormatToken): boolean {
  return isMark(token, '@')
}

/** Exponents, fractions and digits in Chinese: rare on figures, and the stored figure says the same. */
function isBeyondUs(token: FormatToken): boolean {
  return token.kind === 'mark'
    ? /^(?:E[+-]|\/)$/i.test(token.text)
    : token.kind === 'bracket' && /^DBNum/i.test(token.text)
}
