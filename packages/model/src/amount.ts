/** An amount as a fund cell writes it: a figure and, where the cell has one, a unit of its own. */
import { parseDecimal, productOf } from './decimal.ts'
import type { Message } from './finding.ts'
import { foldWidth } from './text.ts'

/** `value` is null where the cell has no figure; `doubtful` says what a person should look at, ready for a finding. */
export interface ParsedAmount {
  readonly value: string | null
  readonly unit: string | null
  readonly doubtful?: Message
}

/** What one of each money unit is in yuan. */
const yuan: Readonly<Record<string, string>> = {
  元: '1',
  圆: '1',
  千元: '1000',
  万元: '10000',
  万圆: '10000',
  十万元: '100000',
  百万元: '1000000',
  千万元: '10000000',
  亿元: '100000000',
}

const money = Object.keys(yuan).join('|')
const currency = /^(?:¥|￥|RMB|CNY|人民币)\s*/i
const ownUnit = new RegExp(`^(.*?)\\s*\\(?(${money}|万|亿|%|‰|分)(?:整|人民币)?\\)?$`)
const unitInFront = new RegExp(`^\\(?(${money})\\)?\\s*:?\\s*(.*)$`)

/** An amount with its currency and unit is shorter; what is longer is prose. */
const longestAmount = 60

/** What people write in a cell to say that it has no amount. */
const nothing = /^(?:[-−–—―⸺⸻─/\\*]+|无|暂无|N\/?A|不适用)?$/i

/**
 * Reads `2,330.50`, `2330.50万元` (the cell's own unit wins over the column's), `¥1,200.00元`, `45%`.
 * Empty, a dash and 无 are no amount and no doubt; anything else that is not one figure is doubtful.
 * A doubtful text never gives a guessed figure, except where only the unit is in doubt.
 */
export function parseAmount(raw: string, defaultUnit: string | null): ParsedAmount {
  const text = foldWidth(raw).trim()
  if (nothing.test(text)) return { value: null, unit: null }
  if (text.length > longestAmount) return { value: null, unit: null, doubtful: notOneFigure(raw) }
  const bare = text.replace(currency, '')
  const plain = parseDecimal(bare)
  if (plain !== null) return withDoubt(plain, defaultUnit, spaceDoubt(bare))
  const behind = ownUnit.exec(bare)
  const inFront = behind ? null : unitInFront.exec(bare)
  const figure = behind?.[1] ?? inFront?.[2]
  const unit = behind?.[2] ?? inFront?.[1]
  const value = figure === undefined ? null : parseDecimal(figure.replace(currency, ''))
  if (value === null || unit === undefined) return { value: null, unit: null, doubtful: notOneFigure(raw) }
  return withDoubt(value, unit, unitDoubt(unit, defaultUnit) ?? spaceDoubt(bare))
}

/** The amount in yuan, exact; null where the unit is not one of money. */
export function inYuan(value: string, unit: string | null): string | null {
  const factor = unit === null ? undefined : yuan[unit]
  return factor === undefined ? null : productOf(value, factor)
}

function withDoubt(value: string, unit: string | null, doubtful: Message | undefined): ParsedAmount {
  return doubtful ? { value, unit, doubtful } : { value, unit }
}

/** A space before every third digit is a thousands separator, or two figures of neighbouring cells run together. */
export function spaceDoubt(text: string): Message | undefined {
  if (!/\d\s+\d/.test(text)) return undefined
  return {
    zh: `“${text}”数字中有空格，可能是一个数，也可能是相邻两格的数连在一起`,
    en: `“${text}” has a space among its digits: one figure, or two of neighbouring cells run together`,
  }
}

function unitDoubt(own: string, column: string | null): Message | undefined {
  if (own === '万' || own === '亿') {
    return {
      zh: `“${own}”之后没有写“元”，单位存疑`,
      en: `“${own}” is not followed by 元: the unit is uncertain`,
    }
  }
  if (column === null || isMoney(own) === isMoney(column)) return undefined
  return {
    zh: `单位“${own}”与本列单位“${column}”不是同类`,
    en: `its unit ${own} is of another kind than the column's, ${column}`,
  }
}

function isMoney(unit: string): boolean {
  return yuan[unit] !== undefined
}

function notOneFigure(raw: string): Message {
  return { zh: `“${raw}”不是一个可确认的数字`, en: `“${raw}” is not one well-formed figure` }
}
