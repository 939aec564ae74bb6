/** Fund lines that stand twice in one section with the same amounts. */
import type { Doubt, FundLine } from '@backfile/model'
import { compareDecimals, foldKey } from '@backfile/model'
import type { Check } from './check.ts'
import { amountOf, type PlacedLine } from './fund-lines.ts'

export const duplicateFundLine: Check = {
  ids: ['funds/duplicate'],
  title: { zh: '同一资金项目重复', en: 'A fund line stands twice with the same amounts' },
  why: {
    zh: '名称和金额都相同的行多为重复录入或粘贴；两行都计入，资金就多算了一倍。',
    en: 'Lines with one name and the same amounts were mostly entered or pasted twice: where both count, the money counts double.',
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
      return first === undefined ? [] : [standsAgain(first.line, again)]
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
