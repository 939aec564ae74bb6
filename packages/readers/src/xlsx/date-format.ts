/** A date or a time as its cell shows it. */
import { type FormatToken, formatSections } from './format-code.ts'

const millisecondsADay = 86_400_000
/** Day 0 of the two date systems. Excel's 1900 has a 29 February that never was: later dates count from the 30th. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/** The serial number as the format writes it; a plain date where the format has marks that are not known. */
export function shownDate(serial: number, code: string, from1904: boolean): string {
  // The serial is kept to the second: its fraction is a binary share of the day.
  const seconds = Math.round(serial * 86_400)
  const date = new Date((from1904 ? epoch1904 : epoch1900) + seconds * 1000)
  const tokens = formatSections(code)[0] ?? []
  const hasHalves = tokens.some(({ kind, text }) => kind === 'mark' && halves.test(text))
  const parts = tokens.map((_, index) => shownPart(date, seconds, tokens, index, hasHalves))
  if (parts.every((part) => part !== null)) return parts.join('').trim()
  const day = `${date.getUTCFullYear()}/${date.getUTCMonth() + 1}/${date.getUTCDate()}`
  const time = `${date.getUTCHours()}:${pad(date.getUTCMinutes())}`
  return date.getTime() % millisecondsADay === 0 ? day : `${day} ${time}`
}

const halves = /^(?:AM\/PM|A\/P|上午\/下午)$/i
const weekdays = ['日', '一', '二', '三', '四', '五', '六']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function shownPart(
  date: Date,
  seconds: number,
  tokens: readonly FormatToken[],
  index: number,
  hasHalves: boolean,
): string | null {
  const token = tokens[index]
  if (token === undefined) return null
  const { kind, text } = token
  if (kind === 'literal') return text
  const width = text.length
  const number = (value: number): string => (width === 1 ? String(value) : pad(value))
  if (kind === 'bracket') {
    if (/^h+$/i.test(text)) return number(Math.floor(seconds / 3600))
    if (/^m+$/i.test(text)) return number(Math.floor(seconds / 60))
    return /^s+$/i.test(text) ? number(seconds) : ''
  }
  if (/^y+$/i.test(text)) return width <= 2 ? pad(date.getUTCFullYear() % 100) : String(date.getUTCFullYear())
  if (/^e+$/i.test(text)) return String(date.getUTCFullYear())
  if (/^d+$/i.test(text))
    return width <= 2 ? number(date.getUTCDate()) : `星期${weekdays[date.getUTCDay()] ?? ''}`
  if (/^a{3,4}$/i.test(text)) return (width === 4 ? '星期' : '') + (weekdays[date.getUTCDay()] ?? '')
  if (/^h+$/i.test(text)) return number(hasHalves ? date.getUTCHours() % 12 || 12 : date.getUTCHours())
  if (/^s+$/i.test(text)) return number(date.getUTCSeconds())
  if (/^m+$/i.test(text)) {
    if (isMinute(tokens, index)) return number(date.getUTCMinutes())
    return width <= 2 ? number(date.getUTCMonth() + 1) : (months[date.getUTCMonth()] ?? null)
  }
  if (halves.test(text)) {
    const [morning, afternoon] = text.split('/')
    return (date.getUTCHours() < 12 ? morning : afternoon) ?? null
  }
  return /^[/,.]$/.test(text) ? text : null
}

/** `m` means minutes right after hours or right before seconds, else months. */
function isMinute(tokens: readonly FormatToken[], index: number): boolean {
  const isTime = (token: FormatToken | undefined, pattern: RegExp): boolean =>
    token !== undefined && token.kind !== 'literal' && pattern.test(token.text)
  const isDatePart = (token: FormatToken): boolean =>
    token.kind !== 'literal' && /^[ymdhs]+$/i.test(token.text)
  return (
    isTime(tokens.slice(0, index).findLast(isDatePart), /^h+$/i) ||
    isTime(tokens.slice(index + 1).find(isDatePart), /^s+$/i)
  )
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
