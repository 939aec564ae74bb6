/** First levels that the form does not know, or none, among rows whose first levels it knows: mostly a text gone astray. */
import type { Token } from './source-lines.ts'
import type { SpreadLine } from './spread-model.ts'
import type { ColumnRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Confidence of such a first level: a unit may have one of its own, but a name or a piece of one stands there as well. */
const STRANGER = 0.7
/** Share of the rows with first levels of which the form must know them: else the unit has its own throughout. */
const SHARE_KNOWN = 0.25

/**
 * The rows with first levels doubted that are blank, or no usual ones, where others are usual; the nearest of those above,
 * or below, is the other possibility. A text that calls itself one (成本指标) is none to doubt.
 */
export function withStrangersDoubted(
  lines: readonly SpreadLine[],
  roles: readonly ColumnRole[],
  { firstLevels }: Vocabulary,
): readonly SpreadLine[] {
  const at = roles.indexOf('level1')
  const labels = lines.map((line) => line.levels[at]?.label ?? null)
  const isKnown = (label: Token | null): boolean => label !== null && firstLevels(label.text).length > 0
  const known = labels.filter(isKnown).length
  if (at < 0 || known === 0) return lines
  const ownThroughout = known < labels.filter((label) => label !== null).length * SHARE_KNOWN
  const isStranger = (label: Token | null): boolean =>
    label === null || !(ownThroughout || isKnown(label) || /指标$/u.test(label.text.trim()))
  return lines.map((line, index) => {
    const level = line.levels[at]
    if (level === undefined || !isStranger(level.label)) return line
    const label = labels.slice(0, index).findLast(isKnown) ?? labels.slice(index).find(isKnown) ?? null
    const confidence = Math.min(level.confidence, STRANGER)
    const doubted = { ...level, confidence, other: level.other ?? { label, probability: 1 - STRANGER } }
    return { ...line, levels: line.levels.with(at, doubted) }
  })
}
