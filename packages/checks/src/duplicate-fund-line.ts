/** Fund lines that stand twice in one section: with the same amounts, or as its total with others. */
import type { Doubt, FundLine, Measure } from '@backfile/model'
import { compareDecimals, foldKey, inYuan } from '@backfile/model'
import type { Check } from './check.ts'
import { amountOf, type PlacedLine } from './fund-lines.ts'

export const duplicateFundLine: Check = {
  ids: ['funds/duplicate', 'funds/total-twice'],
  title: { zh: '同一资金项目重复', en: 'A fund line stands twice' },
  why: {
    zh: '名称和金额都相同的行多为重复录入或粘贴；两行都计入，资金就多算了一倍。同一部分有两个不同的合计时，不知以哪一个为准。',
    en: 'Lines with one name and the same amounts were mostly entered or pasted twice: where both count, the money counts double. Where a section has two totals that differ, nobody knows which one binds.',
  },
  source: 'The form’s own arithmetic: each line has its place once',
  run: ({ funds }) => {
    const groups = new Map<string, PlacedLine[]>()
    for (const [index, line] of funds.entries()) {
      const key = JSON.stringify([line.section, line.path.map(foldKey)])
      groups.set(key, [...(groups.get(key) ?? []), { subject: `funds/${index}`, line }])
    }
    return [...groups.values()].flatMap((group): Doubt[] => {
      const again = group.filter((placed) =>
        group.some((other) => other !== placed && saysTheSame(placed, other)),
      )
      const [first] = again
      return [
        ...(first === undefined ? [] : [standsAgain(first.line, again)]),
        ...(totalsDiffer(group) ? [totalTwice(group)] : []),
      ]
    })
  },
}

/** Whether both lines have amounts, no measure differs, and one that both state is more than zero. */
function saysTheSame(one: PlacedLine, other: PlacedLine): boolean {
  const shared = one.line.amounts.flatMap(({ measure, value }) => {
    const second = amountOf(other, measure)?.value ?? null
    return value === null || second === null ? [] : [{ value, second }]
  })
  return (
    shared.every(({ value, second }) => compareDecimals(value, second) === 0) &&
    shared.some(({ value }) => compareDecimals(value, '0') !== 0)
  )
}

/** Whether lines of one name are totals of which two state other figures for one measure. */
function totalsDiffer(group: readonly PlacedLine[]): boolean {
  if (group.some(({ line }) => line.role !== 'total')) return false
  const first = new Map<Measure, string>()
  return group
    .flatMap(({ line }) => [...line.amounts])
    .some(({ measure, value, unit }) => {
      const yuan = value === null ? null : inYuan(value, unit)
      if (yuan === null) return false
      const other = first.get(measure)
      if (other === undefined) first.set(measure, yuan)
      return other !== undefined && compareDecimals(other, yuan) !== 0
    })
}

function totalTwice(group: readonly PlacedLine[]): Doubt {
  const label = group[0]?.line.path.join('/') ?? ''
  const figures = group.map(({ line }) => line.amounts.map(({ raw }) => raw).join(' / '))
  const shown = figures.slice(0, MOST_SHOWN).join('; ') + (figures.length > MOST_SHOWN ? ' …' : '')
  return {
    check: 'funds/total-twice',
    severity: 'warning',
    message: {
      zh: `合计“${label}”在同一部分出现${group.length}次，金额不同：${shown}`,
      en: `The total “${label}” stands ${group.length} times in one section with other amounts: ${shown}`,
    },
    subjects: group.map(({ subject }) => subject),
    expected: '1',
    actual: `${group.length}`,
    locators: group.flatMap(({ line }) => line.amounts.flatMap(({ locators }) => locators)),
  }
}

/** Amounts that a finding shows, no more. */
const MOST_SHOWN = 6

function standsAgain({ path, amounts }: FundLine, again: readonly PlacedLine[]): Doubt {
  const label = path.join('/')
  const figures = amounts
    .filter(({ raw }) => raw.trim() !== '')
    .map(({ raw }) => raw)
    .join(' / ')
  return {
    check: 'funds/duplicate',
    severity: 'warning',
    message: {
      zh: `“${label}”在同一部分出现${again.length}次，金额均为${figures}`,
      en: `“${label}” stands ${again.length} times in one section, each time with ${figures}`,
    },
    subjects: again.map(({ subject }) => subject),
    expected: '1',
    actual: `${again.length}`,
    locators: again.flatMap(({ line }) => line.amounts.flatMap(({ locators }) => locators)),
  }
}
