/** Levels that are blank throughout, or stand where forms do not put them: a label was lost, or read a row off. */
import type { Doubt, Indicator } from '@backfile/model'
import type { FormDefinition, IndicatorColumnRole, KnownLevel1 } from './form-definition.ts'
import { isWording } from './labels.ts'

/**
 * A doubt for each pair of levels that contradicts the form's usual ones, where the filing itself has the usual first
 * level elsewhere; what a form is known to contain is a prior, so that nothing is changed.
 */
export function levelDoubts(indicators: readonly Indicator[], form: FormDefinition): readonly Doubt[] {
  const firsts = [...new Set(indicators.flatMap(({ level1 }) => level1 ?? []))]
  const pairs = new Map<string, { indicator: Indicator; usual: string; index: number }[]>()
  for (const [index, indicator] of indicators.entries()) {
    const usual = usualLevel1(indicator, firsts, form.knownLevels)
    if (usual === null) continue
    const key = `${indicator.level1}\t${indicator.level2}`
    pairs.set(key, [...(pairs.get(key) ?? []), { indicator, usual, index }])
  }
  return [...pairs.values()].flatMap((rows): readonly Doubt[] => {
    const [first] = rows
    if (first === undefined) return []
    const { level1, level2 } = first.indicator
    const names = rows.map(({ indicator }) => indicator.name)
    return [
      {
        check: 'indicators/level-unusual',
        severity: 'warning',
        message: {
          zh: `“${names.join('”“')}”的二级指标“${level2}”在一级指标“${level1}”下，通常在“${first.usual}”下：两者之一可能读错或填错`,
          en: `“${names.join('”, “')}” of “${level2}” under “${level1}”, which usually stands under “${first.usual}”: one of the two may be wrong`,
        },
        subjects: rows.map(({ index }) => `indicators/${index}`),
        expected: first.usual,
        actual: level1,
        locators: rows.flatMap(({ indicator }) => indicator.locators),
      },
    ]
  })
}

/**
 * A doubt where a column of levels is headed and no indicator has any: forms do not head what nobody fills in, so that
 * its labels were lost, or stand on a page that was not joined.
 */
export function blankLevelDoubts(
  indicators: readonly Indicator[],
  headed: ReadonlySet<IndicatorColumnRole>,
): readonly Doubt[] {
  return (['level1', 'level2'] as const).flatMap((level): readonly Doubt[] => {
    const isBlank = indicators.length > 0 && indicators.every((indicator) => indicator[level] === null)
    if (!headed.has(level) || !isBlank) return []
    const [zh, en] = level === 'level1' ? ['一级指标', 'first levels'] : ['二级指标', 'second levels']
    return [
      {
        check: 'indicators/levels-blank',
        severity: 'warning',
        message: {
          zh: `表中有“${zh}”一栏，但 ${indicators.length} 个指标都没有读到：是未填，还是读取时漏掉，请对照原件`,
          en: `The table has a column of ${en}, and none of the ${indicators.length} indicators has one: it is blank, or reading lost it`,
        },
        subjects: indicators.map((_, index) => `indicators/${index}`),
        expected: null,
        actual: null,
        locators: indicators.flatMap(({ locators }) => locators),
      },
    ]
  })
}

/** The filing's first level under which the indicator's second one usually stands; null where its own does not contradict. */
function usualLevel1(
  { level1, level2 }: Indicator,
  firsts: readonly string[],
  known: readonly KnownLevel1[],
): string | null {
  if (level1 === null || level2 === null) return null
  const own = known.filter(({ labels }) => isWording(level1, labels))
  const homes = known.filter((first) => first.level2.some(({ labels }) => isWording(level2, labels)))
  // A first level without known second ones may have any.
  if (own.length === 0 || own.some((first) => homes.includes(first) || first.level2.length === 0)) return null
  return firsts.find((text) => homes.some(({ labels }) => isWording(text, labels))) ?? null
}
