/** A target as an indicator's cell writes it: a quantity, a range, or a quality in words. */
import { spaceDoubt } from './amount.ts'
import { compareDecimals, parseDecimal } from './decimal.ts'
import type { Operator, Target } from './filing.ts'
import type { Message } from './finding.ts'
import {
  hasFigureWithUnit,
  isKnownUnit,
  isTimeUnit,
  relationBefore,
  relationBehind,
  relationsWithin,
  unitThenWords,
  withoutApproximation,
} from './target-words.ts'
import { foldWidth, isSpreadsheetSign } from './text.ts'

/** `doubtful` says what a person should look at, ready for a finding; who copies the target lowers its confidence. */
export type ParsedTarget = Pick<Target, 'operator' | 'value' | 'upper' | 'unit' | 'text'> & {
  readonly doubtful?: Message
}

/**
 * Reads one target. The caller keeps `raw`; nothing of it is lost here either:
 * - a quantity: `≥85%` is `>=`, `85`, `%`; `100%` has no operator; a unit is kept as written (`6.4` `万人次`);
 *   以上, 以下, 以内 include the figure; `1次/月` has the unit `次/月`;
 * - a range: `30%-50%` is `value` 30, `upper` 50, and `±5%` is −5 to 5;
 * - a quality is `text`: 健全, 按月, and also what has digits but is no quantity: dates (`2024年6月30日前`), ranks
 *   (`前3名`), frequencies (`每月1次`), ratios (`1:1.5`), hours of service (`7×24小时`), grades (`A级`), several
 *   quantities in one cell (`≥95%；≤5次`, doubtful);
 * - a quantity among words has both: `达标率≥95%` and `约100人` give the figure and, in `text`, the whole cell;
 * - an empty cell, a dash or a slash gives nothing at all, nor does `###` in a column too narrow for its value (doubtful).
 */
export function parseTarget(raw: string): ParsedTarget {
  const text = raw.trim()
  const compact = compactForm(text)
  if (/^[-/\\*]*$/.test(compact)) return nothing
  if (isSpreadsheetSign(text)) return { ...nothing, doubtful: notShown }
  if (compact.length > longestQuantity) return quality(text, proseDoubt(compact))
  if (isFigureOfSpeech(compact) && relationsWithin(compact).length === 0)
    return quality(text, proseDoubt(compact))
  return readQuantity(compact, text) ?? readEmbedded(compact, text) ?? quality(text, wordsDoubt(compact))
}

const nothing: ParsedTarget = { operator: null, value: null, upper: null, unit: null, text: null }

/** A quantity with its relation, unit and a remark is shorter; what is longer is prose. */
const longestQuantity = 60

/** Words beside a figure up to this length are the noun that it counts (`3篇论文`), beyond it a clause. */
const longestNoun = 4

/** An unknown unit behind an explicit relation may be this long. */
const longestUnit = 8

const figure = String.raw`(?:[-+△▲]?(?:\d[\d,' ]*(?:\.\d+)?|\.\d+)|\((?:\d[\d,]*(?:\.\d+)?)\))`
const single = new RegExp(`^(${figure})(.*)$`)
const range = new RegExp(`^(${figure})([^\\d~-]*?)(?:-{1,2}|~|至|到)(${figure})([^\\d]*|\\D*[23])$`)

/** Half-width, one spelling of each dash and sign, no white space but between digits, no closing full stop. */
function compactForm(text: string): string {
  return foldWidth(text)
    .replace(/[−–—―‐⸺⸻─]/g, '-')
    .replace(/[∼〜﹏]/g, '~')
    .replace(/﹥/g, '>')
    .replace(/﹤/g, '<')
    .replace(/﹦/g, '=')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/(?<!\d) | (?!\d)/g, '')
    .replace(/\(含(?:本数)?\)/g, '')
    .replace(/[。;]$/, '')
}

/** Dates, ranks, frequencies, ratios, hours of service and grades: digits that are no quantity. */
function isFigureOfSpeech(compact: string): boolean {
  return figuresOfSpeech.some((pattern) => pattern.test(compact))
}

const figuresOfSpeech = [
  /^(?:19|20)\d{2}年/,
  /^(?:19|20)\d{2}-(?:19|20)\d{2}$/,
  /^(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}/,
  /^(?:\d{1,2}[-~至到])?\d{1,2}月/,
  /^\d{1,2}[日号](?:前|之前|以前|后)/,
  /^[1-4]季度/,
  /^(?:第|前|排名|名列)\d+/,
  /^(?:每|按)/,
  /^\d+(?:\.\d+)?:\d/,
  /^\d+[×xX*]\d+/,
  /^\d+\/\d+$/,
  /^\d[A-Za-z]*星?级$/,
]

function readQuantity(compact: string, text: string): ParsedTarget | null {
  const unwrapped = compact.replace(/^\(([≥≤<>=].*)\)$/, '$1')
  const { approximate, rest } = withoutApproximation(unwrapped)
  const relation = relationBefore(rest)
  const body = relation?.rest ?? rest.replace(/^(?:达到|达)(?=\d)/, '')
  const quantity =
    readRange(body, relation?.operator ?? null) ?? readSingle(body, relation?.operator ?? null, text)
  if (!quantity || !approximate) return quantity
  return { ...quantity, text, doubtful: quantity.doubtful ?? approximateFigure }
}

function readRange(body: string, operator: Operator | null): ParsedTarget | null {
  const around = /^±(\d+(?:\.\d+)?)(\D*?)(?:以内|之内|内)?$/.exec(body)
  if (around?.[1] !== undefined) {
    const upper = parseDecimal(around[1])
    if (upper === null || operator !== null) return null
    return { operator, value: parseDecimal(`-${upper}`), upper, unit: unitOrNull(around[2]), text: null }
  }
  const [, low, lowUnit, high, highUnit] = range.exec(body) ?? []
  if (low === undefined || high === undefined || (operator !== null && operator !== '=')) return null
  const [value, upper] = [parseDecimal(low), parseDecimal(high)]
  const units = [unitOrNull(lowUnit), unitOrNull(highUnit)]
  const unit = units[1] ?? units[0] ?? null
  const agree = units[0] === null || units[0] === units[1] || units[1] === null
  if (value === null || upper === null || !agree || compareDecimals(value, upper) > 0) return null
  if (unit !== null && !isKnownUnit(unit)) return null
  const parsed = { operator, value, upper, unit, text: null }
  const unsure = units[0] !== null && units[1] === null ? oneUnitOfTwo : spaceDoubt(body)
  return unsure ? { ...parsed, doubtful: unsure } : parsed
}

function readSingle(body: string, operator: Operator | null, text: string): ParsedTarget | null {
  const [, digits, behind] = single.exec(body) ?? []
  if (digits === undefined || behind === undefined) return null
  const value = parseDecimal(digits)
  if (value === null || (behind === '' && looksLikeDate(digits))) return null
  const remark = /^(.*?)\(([^()]*)\)$/.exec(behind)
  const written = remark?.[1] ?? behind
  const bare = withoutApproximation(written.replace(/^余/, ''))
  const closing = relationBehind(bare.rest)
  const relation = agreed(operator, closing?.operator ?? null)
  const measured = readUnit(
    closing?.rest ?? bare.rest,
    remark?.[2] ?? '',
    operator !== null || closing !== null,
  )
  if (!relation || !measured) return null
  const approximate = bare.approximate || written.startsWith('余')
  const doubtful =
    relation.doubtful ??
    (approximate ? approximateFigure : undefined) ??
    measured.doubtful ??
    spaceDoubt(digits.trim()) ??
    (value.startsWith('-') && isCount(measured.unit) ? negativeCount : undefined) ??
    (operator === null && /^20\d\d$/.test(value + behind) ? maybeYear : undefined) ??
    (/^20\d\d年/.test(value + behind) ? maybeYear : undefined) ??
    (closing === null && measured.unit === '月' ? maybeMonth : undefined)
  const parsed = {
    operator: relation.operator,
    value,
    upper: null,
    unit: measured.unit,
    text: measured.words || approximate ? text : null,
  }
  return doubtful ? { ...parsed, doubtful } : parsed
}

/** `不低于95%以上` says one thing twice; `≤95%以上` contradicts itself and is no quantity. */
function agreed(
  front: Operator | null,
  back: Operator | null,
): { operator: Operator | null; doubtful?: Message } | null {
  if (front === null || back === null || front === back) return { operator: front ?? back }
  if (front[0] === back[0]) return { operator: front, doubtful: twoRelations }
  return null
}

interface Measured {
  readonly unit: string | null
  /** Words other than the unit stand beside the figure. */
  readonly words: boolean
  readonly doubtful?: Message
}

function readUnit(behind: string, remark: string, related: boolean): Measured | null {
  if (behind === '') {
    if (remark === '') return { unit: null, words: false }
    return isKnownUnit(remark) || isShortWord(remark)
      ? { unit: remark, words: false }
      : { unit: null, words: true }
  }
  if (isKnownUnit(behind)) return { unit: behind, words: remark !== '' }
  const known = unitThenWords(behind)
  if (known) return unitAmongWords(known.unit, known.words, related)
  return related && isShortWord(behind) ? { unit: behind, words: remark !== '' } : null
}

function unitAmongWords(unit: string, words: string, related: boolean): Measured | null {
  if (/[\d≥≤<>=%‰]/.test(words) || (isTimeUnit(unit) && !related)) return null
  if (!/^[\p{L}]+$/u.test(words) && !related) return null
  return words.length <= longestNoun ? { unit, words: true } : { unit, words: true, doubtful: amongWords }
}

/** One quantity with its relation at the end of words: `达标率≥95%`, `每年不少于2次`. */
function readEmbedded(compact: string, text: string): ParsedTarget | null {
  const places = relationsWithin(compact)
  const place = places[0]
  if (place === undefined || place === 0 || places.length > 1) return null
  const lead = compact.slice(0, place)
  if (/[≥≤<>=%‰;]/.test(lead)) return null
  const quantity = readQuantity(compact.slice(place), text)
  return quantity && { ...quantity, text, doubtful: quantity.doubtful ?? amongWords }
}

function quality(text: string, doubtful: Message | undefined): ParsedTarget {
  return doubtful ? { ...nothing, text, doubtful } : { ...nothing, text }
}

/** What makes a person look at a text even where it is a date or prose. */
function proseDoubt(compact: string): Message | undefined {
  return /[≥≤<>=≈%‰]|百分之/.test(compact) && /[\d一二三四五六七八九十]/.test(compact)
    ? figureInWords
    : undefined
}

/** A text that may hide a figure: relation signs, per cent, digits in front or before a unit, a lone sign. */
function wordsDoubt(compact: string): Message | undefined {
  const relation = relationBefore(compact)
  const spelled = relation !== null && /^[一二两三四五六七八九十百]/.test(relation.rest)
  const lone = relation !== null && relation.rest === '' && /^[≥≤<>=]/.test(compact)
  const opens = /^[^\p{L}]*\d/u.test(compact)
  if (spelled || lone || opens || hasFigureWithUnit(compact)) return figureInWords
  return proseDoubt(compact)
}

/** Without a unit, `2024.12` is rather December than a figure. */
function looksLikeDate(digits: string): boolean {
  return /^20\d\d\.(?:0[1-9]|1[0-2])$/.test(digits)
}

function unitOrNull(written: string | undefined): string | null {
  const unit = written?.replace(/^\((.*)\)$/, '$1')
  return unit === undefined || unit === '' ? null : unit
}

function isShortWord(text: string): boolean {
  return text.length <= longestUnit && /^[\p{L}/·]+$/u.test(text)
}

/** A unit in which things are counted, which cannot be fewer than none. */
function isCount(unit: string | null): boolean {
  return unit !== null && !/[%‰元点度℃C]/.test(unit)
}

const notShown: Message = {
  zh: '列太窄或公式有误，表格软件没有显示数值；请对照原始表格',
  en: 'the spreadsheet shows no value there: its column is too narrow, or its formula fails. Compare it with the original sheet',
}
const approximateFigure: Message = { zh: '目标值为约数', en: 'the target is approximate' }
const amongWords: Message = { zh: '数值写在一段文字之中', en: 'the figure stands among words' }
const figureInWords: Message = {
  zh: '文字中似有数值，未能确认，按文字保留',
  en: 'the words seem to hold a figure that could not be confirmed; kept as text',
}
const twoRelations: Message = {
  zh: '数值前后的关系词不尽一致，以前者为准',
  en: 'the relations before and behind the figure differ; the first is taken',
}
const oneUnitOfTwo: Message = {
  zh: '区间只有下限写了单位，按上下限同一单位',
  en: 'only the lower bound has a unit; taken for both',
}
const negativeCount: Message = { zh: '计数为负，负号存疑', en: 'a count below zero: the sign is doubtful' }
const maybeMonth: Message = {
  zh: '“月”可能是月份，也可能是月数',
  en: '月 may name a month of the year or count months',
}
const maybeYear: Message = { zh: '可能是年份而不是数量', en: 'this may be a year rather than a quantity' }
