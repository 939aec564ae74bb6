/** What reading the funds leaves in doubt. */
import type { Cell } from '@backfile/layout'
import { type Doubt, type FundLine, joinLines } from '@backfile/model'

/** Figures among the funds without a label. */
export function lineWithoutLabel(values: readonly Cell[]): Doubt {
  const raw = values.map((cell) => cell.text).join(' · ')
  return {
    check: 'funds/line-without-label',
    severity: 'error',
    message: {
      zh: `资金部分有一行只有数字、没有名称，未读入：${raw}。`,
      en: `A line of the funds has figures but no label and was not taken: ${raw}.`,
    },
    subjects: ['form'],
    expected: null,
    actual: raw,
    locators: values.flatMap((cell) => cell.locators),
  }
}

/** Lines whose amounts stand under no heading: one doubt about them all. */
export function measureAssumed(funds: readonly FundLine[], lines: ReadonlySet<number>): Doubt[] {
  if (lines.size === 0) return []
  const concerned = [...lines].flatMap((index) => funds[index] ?? [])
  const read = concerned
    .map(
      ({ path, amounts }) => `${path.join('/')}: ${amounts.map((a) => `${a.measure} = ${a.raw}`).join(', ')}`,
    )
    .join('; ')
  return [
    {
      check: 'funds/measure-assumed',
      severity: 'warning',
      message: {
        zh: `${lines.size}行资金的金额不在其栏目之下，按次序读为：${read}。`,
        en: `The amounts of ${lines.size} fund lines do not stand under their headings; read in order as ${read}.`,
      },
      subjects: [...lines].map((index) => `funds/${index}`),
      expected: null,
      actual: read,
      locators: concerned.flatMap(({ amounts }) => amounts.flatMap((amount) => amount.locators)),
    },
  ]
}

/** A second column that is headed like another: of which year its amounts are, nothing says. */
export function measureTwice(heading: Cell): Doubt {
  const text = joinLines(heading.text)
  return {
    check: 'funds/measure-headed-twice',
    severity: 'warning',
    message: {
      zh: `资金部分有两栏都是“${text}”，只读取了前一栏，请核对哪一栏是本年度的。`,
      en: `Two columns of the funds are headed “${text}”; only the first was taken: see which of them is this year’s.`,
    },
    subjects: ['form'],
    expected: null,
    actual: text,
    locators: heading.locators,
  }
}

/** A column beside the amounts whose heading is none of the block's measures: 执行率分值. */
export function columnUnknown(heading: Cell): Doubt {
  const text = joinLines(heading.text)
  return {
    check: 'form/column-unknown',
    severity: 'info',
    message: {
      zh: `资金部分有一栏“${text}”，模型没有对应的位置，未读入。`,
      en: `The funds have a column “${text}” that the model has no place for; it was not taken.`,
    },
    subjects: ['form'],
    expected: null,
    actual: text,
    locators: heading.locators,
  }
}
