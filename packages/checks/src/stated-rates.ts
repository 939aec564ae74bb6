/** Rates of execution that a fund table states, against the amounts beside them. */
import type { Amount, Doubt } from '@backfile/model'
import {
  absoluteOf,
  compareDecimals,
  decimalPlaces,
  differenceOf,
  inYuan,
  percentageOf,
  productOf,
} from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'
import { amountOf, fundTree, lineName, type PlacedLine } from './fund-lines.ts'
import { withUnit } from './wording.ts'

export const statedRates: Check = {
  ids: ['funds/rate-differs'],
  title: { zh: '执行率、到位率与金额不符', en: 'A stated rate differs from the amounts beside it' },
  why: {
    zh: '执行率直接计分；与金额算出的比率不符，得分就站不住。',
    en: 'The execution rate is scored: where the amounts give another, so is the score wrong.',
  },
  source:
    '《项目支出绩效评价管理办法》(财预〔2020〕10号), self-evaluation form: 执行率 = 全年执行数 ÷ 全年预算数; 到位率 = 拨付 ÷ 安排, 预算执行率 = 支出 ÷ 拨付',
  run: (filing) => ratios(filing).flatMap((ratio) => difference(ratio) ?? []),
}

interface Ratio {
  readonly name: string
  readonly rate: Amount
  readonly part: Amount
  readonly whole: Amount
  readonly subjects: readonly string[]
}

function ratios(filing: FilingToCheck): readonly Ratio[] {
  const executed = fundTree(filing, 'execution').lines.flatMap((placed) => {
    const [rate, part, whole] = [
      amountOf(placed, 'rate'),
      amountOf(placed, 'executed'),
      amountOf(placed, 'fullYearBudget'),
    ]
    return rate && part && whole
      ? [{ name: lineName(placed), rate, part, whole, subjects: [placed.subject] }]
      : []
  })
  const { lines } = fundTree(filing, 'priorYearUse')
  const paid = priorYearRatio(lines, '资金到位率', '拨付资金', '安排资金')
  const spent = priorYearRatio(lines, '预算执行率', '支出资金', '拨付资金')
  return [...executed, ...paid, ...spent]
}

function priorYearRatio(
  lines: readonly PlacedLine[],
  ...names: readonly [string, string, string]
): readonly Ratio[] {
  const [rateLine, partLine, wholeLine] = names.map((name) =>
    lines.find((placed) => lineName(placed) === name),
  )
  if (!rateLine || !partLine || !wholeLine) return []
  const rate = amountOf(rateLine, 'rate') ?? amountOf(rateLine, 'amount')
  const [part, whole] = [amountOf(partLine, 'amount'), amountOf(wholeLine, 'amount')]
  const subjects = [rateLine, partLine, wholeLine].map(({ subject }) => subject)
  return rate && part && whole ? [{ name: lineName(rateLine), rate, part, whole, subjects }] : []
}

function difference({ name, rate, part, whole, subjects }: Ratio): Doubt | undefined {
  if (rate.value === null || part.value === null || whole.value === null) return undefined
  const [over, under] =
    part.unit === whole.unit
      ? [part.value, whole.value]
      : [inYuan(part.value, part.unit), inYuan(whole.value, whole.unit)]
  const places = Math.max(1, decimalPlaces(rate.value))
  const actual = over === null || under === null ? null : percentageOf(over, under, places)
  if (actual === null) return undefined
  const isFraction = !rate.raw.includes('%') && compareDecimals(rate.value, '1') <= 0
  const asFraction = over && under ? percentageOf(over, productOf(under, '100'), places + 2) : null
  const isRight =
    agrees(rate.value, actual) || (isFraction && asFraction !== null && agrees(rate.value, asFraction))
  return isRight
    ? undefined
    : {
        check: 'funds/rate-differs',
        severity: 'warning',
        message: {
          zh: `“${name}”的比率为${rate.raw}，而${withUnit(part)}÷${withUnit(whole)}=${actual}%`,
          en: `the rate of “${name}” is ${rate.raw}, but ${withUnit(part)} ÷ ${withUnit(whole)} is ${actual}%`,
        },
        subjects,
        expected: rate.value,
        actual,
        locators: [rate, part, whole].flatMap(({ locators }) => locators),
      }
}

/** Equal but for the rounding of the stated figure's last digit. */
function agrees(stated: string, actual: string): boolean {
  const rounding = `0.${'0'.repeat(decimalPlaces(stated))}5`
  return compareDecimals(absoluteOf(differenceOf(stated, actual)), rounding) <= 0
}
