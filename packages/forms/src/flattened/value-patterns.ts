/** What a text looks like by itself: an amount, a target, the kind of thing an indicator measures. */
import { foldWidth, parseAmount, parseTarget } from '@backfile/model'
import {
  costName,
  type IndicatorKind,
  nameEnding,
  qualityName,
  quantityName,
  timelinessName,
} from './words.ts'

/** A figure, or a dash that stands for none; spreadsheets mark figures that are kept as text by an apostrophe. */
export function isAmount(text: string): boolean {
  if (text.length > 24) return false
  const folded = foldWidth(text).trim()
  if (/^[-—–/]+$/.test(folded)) return true
  return /^['’]?[-(（¥￥+]*\d/.test(folded) && parseAmount(folded, null).value !== null
}

/** Whether a text is a target's value for sure: with a relation, or a figure and its unit. */
export function isSureTarget(text: string): boolean {
  return targetLikeness(text) >= 3
}

/**
 * How much a text looks like a target's value: 3 with a relation or a figure and unit, 1 for a short word,
 * below 0 for what is rather a name or prose.
 */
export function targetLikeness(text: string): number {
  const folded = foldWidth(text).trim()
  if (/^[=≥≤<>≈±]/.test(folded)) return 3
  if (/^[-/—]+$/.test(folded)) return 2
  const parsed = parseTarget(text)
  if (parsed.value !== null) return parsed.text === null ? 3 : 1.5
  if (folded.length > 3 && nameEnding.test(folded)) return -2.5
  if (/^[每按][年季月周日天]/.test(folded) || /^\d/.test(folded)) return folded.length <= 10 ? 1.5 : 0
  if (folded.length <= 4) return 1
  return folded.length <= 12 ? -0.3 : -2
}

/** What an indicator measures, by its name first and its target's unit second; null where neither tells. */
export function kindOf(name: string, targets: readonly string[]): IndicatorKind | null {
  if (timelinessName.test(name)) return 'timeliness'
  if (costName.test(name)) return 'cost'
  const units = targets.map((target) => parseTarget(target).unit).filter((unit) => unit !== null)
  if (units.some((unit) => unit !== '%' && unit !== '‰')) return 'quantity'
  if (quantityName.test(name)) return 'quantity'
  return qualityName.test(name) ? 'quality' : null
}
