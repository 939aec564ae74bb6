/** Ends of labels that narrow columns break, which look like heads by themselves. */
import type { Head } from './head.ts'
import type { Phrase } from './phrase.ts'

/**
 * The heads without those whose lines are the end of a longer label: `执行率（%）` below `预算` names no column. `labels`:
 * the lines of each known label, as `brokenLabels` gives them.
 */
export function withoutRests(
  heads: readonly Head[],
  labels: readonly (readonly Phrase[])[],
): readonly Head[] {
  const ends = new Map<Phrase, Phrase[]>()
  for (const lines of labels)
    for (const [index, line] of lines.entries())
      if (index > 0) ends.set(line, [...(ends.get(line) ?? []), ...lines.slice(-1)])
  return heads.filter(({ lines }) => {
    const [first, last] = [lines[0], lines.at(-1)]
    return first === undefined || last === undefined || ends.get(first)?.includes(last) !== true
  })
}
