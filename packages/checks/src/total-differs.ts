/** Parts against totals: every sum that the form's own layout promises is added up again. */
import type { Amount, Doubt, FundSection, Measure } from '@backfile/model'
import {
  absoluteOf,
  compareDecimals,
  decimalPlaces,
  differenceOf,
  inYuan,
  productOf,
  withPlaces,
} from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'
import {
  addUp,
  amountOf,
  fundTree,
  lineName,
  type PlacedLine,
  type PromisedSum,
  promisedSums,
} from './fund-lines.ts'
import { addition, measureNames, sectionNames } from './wording.ts'

export const totalDiffers: Check = {
  ids: ['funds/total-differs'],
  title: { zh: '分项之和与合计不符', en: 'Parts do not add up to their total' },
  why: {
    zh: '合计与分项不符，说明有项目漏列、重列或数字填错，按任何一个数安排资金都可能出错。',
    en: 'Where parts and total differ, a line was left out, entered twice or mistyped, and money planned by either figure may be wrong.',
  },
  source:
    'The form’s own arithmetic; 《中华人民共和国预算法》第三十二条 (a unit drafts its budget by the prescribed classification and requirements)',
  run: (filing) =>
    sections.flatMap((section) => measures.flatMap((measure) => differences(filing, section, measure))),
}

const sections: readonly FundSection[] = ['income', 'expenditure', 'composition', 'source', 'execution']

/** Measures that add up; rates and scores do not. */
const measures: readonly Measure[] = [
  'fullYearBudget',
  'halfYearPlan',
  'budgetAmount',
  'totalInvestment',
  'priorYearFunds',
  'currentYearPlan',
  'amount',
  'initialBudget',
  'executed',
]

/** Below this confidence a figure may be misread, and the difference may be ours. */
const sureFigure = 0.9

function differences(filing: FilingToCheck, section: FundSection, measure: Measure): readonly Doubt[] {
  return promisedSums(fundTree(filing, section), measure).flatMap(
    (promised) => difference(promised, section, measure) ?? [],
  )
}

function difference(promised: PromisedSum, section: FundSection, measure: Measure): Doubt | undefined {
  const stated = amountOf(promised.total, measure)
  const amounts = figuresOf(promised.parts, measure)
  const found = stated && compare(stated, amounts)
  if (!found || found.equal) return undefined
  if (promised.otherwise.some((parts) => compare(stated, figuresOf(parts, measure))?.equal)) return undefined
  const empty = promised.parts.filter((part) => amountOf(part, measure)?.value == null)
  const unsure = [stated, ...amounts].some(({ confidence }) => confidence < sureFigure)
  const rounding = withinRounding(found.off, stated, amounts)
  const [name, unit] = [lineName(promised.total), found.unit ?? '']
  const sum = `${addition(amounts.map(({ value }) => value ?? ''))} = ${found.actual}`
  const remarks = {
    zh: [empty.length > 0 ? `${empty.length}个分项没有数字` : '', rounding ? '可能由四舍五入造成' : ''],
    en: [
      empty.length > 0 ? `${empty.length} of the parts have no figure` : '',
      rounding ? 'rounding may explain it' : '',
    ],
  }
  const measured = measureNames[measure]
  return {
    check: 'funds/total-differs',
    severity: rounding || unsure || empty.length > 0 ? 'warning' : 'error',
    message: {
      zh: [
        `${sectionNames[section].zh}“${name}”的${measured.zh}为${found.expected}${unit}，各项之和为${found.actual}${unit}（${sum}），相差${found.off}${unit}`,
        ...remarks.zh.filter((remark) => remark !== ''),
      ].join('；'),
      en: [
        `${sectionNames[section].en}: the ${measured.en} of “${name}” is ${found.expected}${unit}, its parts add up to ${found.actual}${unit} (${sum}), a difference of ${found.off}${unit}`,
        ...remarks.en.filter((remark) => remark !== ''),
      ].join('; '),
    },
    subjects: [promised.total, ...promised.parts].map(({ subject }) => subject),
    expected: found.expected,
    actual: found.actual,
    locators: [stated, ...amounts].flatMap(({ locators }) => locators),
  }
}

interface Compared {
  readonly expected: string
  readonly actual: string
  readonly off: string
  readonly unit: string | null
  readonly equal: boolean
}

/** Stated and added, in one unit and written with the same precision; null where no part has a figure. */
function compare(stated: Amount, amounts: readonly Amount[]): Compared | null {
  if (amounts.length === 0) return null
  const mixed = amounts.some(({ unit }) => unit !== stated.unit)
  const sum = addUp(mixed ? amounts.map(asYuan) : amounts)
  const expected = mixed ? asYuan(stated).value : stated.value
  if (!sum || expected === null || (mixed && sum.unit !== '元')) return null
  const places = Math.max(decimalPlaces(expected), decimalPlaces(sum.value))
  return {
    expected,
    actual: withPlaces(sum.value, places),
    off: absoluteOf(differenceOf(expected, sum.value)),
    unit: sum.unit,
    equal: compareDecimals(expected, sum.value) === 0,
  }
}

/** The amount in 元, or as it is where its unit is not of money. */
function asYuan(amount: Amount): Amount {
  const value = amount.value === null ? null : inYuan(amount.value, amount.unit)
  return value === null ? amount : { ...amount, value, unit: '元' }
}

function figuresOf(parts: readonly PlacedLine[], measure: Measure): readonly Amount[] {
  return parts.flatMap((part) => amountOf(part, measure) ?? []).filter(({ value }) => value !== null)
}

/**
 * Whether rounding explains the difference: each figure written to the finest place may be off by half a unit of
 * that place. Figures written with fewer decimals (`5` beside `299.62`) were not rounded there, so 299.62 against
 * 5 + 57 + 129.5 + … = 299.60 is no rounding.
 */
function withinRounding(off: string, stated: Amount, amounts: readonly Amount[]): boolean {
  const figures = [stated, ...amounts].flatMap(({ value }) => (value === null ? [] : [value]))
  const places = Math.max(...figures.map(decimalPlaces))
  const rounded = figures.filter((value) => decimalPlaces(value) === places).length
  if (rounded < 2) return false
  const halfUnit = `0.${'0'.repeat(places)}5`
  return compareDecimals(off, productOf(`${rounded}`, halfUnit)) <= 0
}
