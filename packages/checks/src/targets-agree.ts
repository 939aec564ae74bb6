/** Half-year and full-year targets of one indicator against each other: kind, unit, direction and size. */
import type { Doubt, Indicator, Target } from '@backfile/model'
import { compareDecimals, foldKey, productOf } from '@backfile/model'
import type { Check } from './check.ts'

export const targetsAgree: Check = {
  ids: ['indicators/targets-differ-in-kind', 'indicators/half-exceeds-full'],
  title: { zh: '半年与全年指标值不一致', en: 'Half-year and full-year targets do not agree' },
  why: {
    zh: '半年指标值用来检查全年目标的进度；两者类型、单位或方向不同就无法比较，半年大于全年则必有一处有误。',
    en: 'The half-year target measures progress to the full-year one: targets of another kind, unit or direction cannot be compared, and a half larger than the whole is wrong somewhere.',
  },
  source:
    '《中央部门预算绩效目标管理办法》(财预〔2015〕88号): targets are to be specific, quantified and measurable; 半年指标值 is the same indicator at mid-year',
  run: (filing) =>
    filing.indicators.flatMap((indicator, index) => {
      const half = indicator.targets.find(({ period }) => period === 'halfYear')
      const full = indicator.targets.find(({ period }) => period === 'fullYear')
      if (!half || !full || isAbsent(half) || isAbsent(full)) return []
      const doubt = disagreement(indicator, half, full)
      return doubt
        ? [{ ...doubt, subjects: [`indicators/${index}`], locators: [...half.locators, ...full.locators] }]
        : []
    }),
}

type Disagreement = Omit<Doubt, 'subjects' | 'locators'>

function disagreement(indicator: Indicator, half: Target, full: Target): Disagreement | undefined {
  const stated = { expected: full.raw, actual: half.raw }
  const [zh, en] = [
    `“${indicator.name}”半年指标值“${half.raw}”与全年指标值“${full.raw}”`,
    `“${indicator.name}”: the half-year target “${half.raw}” and the full-year target “${full.raw}”`,
  ]
  const unlike = (why: { zh: string; en: string }): Disagreement => ({
    check: 'indicators/targets-differ-in-kind',
    severity: 'warning',
    message: { zh: `${zh}${why.zh}`, en: `${en} ${why.en}` },
    ...stated,
  })
  if ((half.value === null) !== (full.value === null)) {
    return unlike({ zh: '一个是数量，一个是文字', en: 'are a figure and a text' })
  }
  if (half.value === null || full.value === null) return undefined
  const [halfUnit, fullUnit] = [unitOf(half), unitOf(full)]
  const bareZero = (isZero(half) && half.unit === null) || (isZero(full) && full.unit === null)
  if (halfUnit.base !== fullUnit.base && !bareZero) {
    return unlike({ zh: '单位不同', en: 'have different units' })
  }
  if (directionOf(half) * directionOf(full) < 0) {
    return unlike({ zh: '方向相反', en: 'point in opposite directions' })
  }
  const exceeds =
    compareDecimals(productOf(half.value, halfUnit.factor), productOf(full.value, fullUnit.factor)) > 0
  if (!exceeds || !accumulates(half, halfUnit.base) || !accumulates(full, fullUnit.base)) return undefined
  return {
    check: 'indicators/half-exceeds-full',
    severity: halfUnit.base === '%' ? 'info' : 'warning',
    message: { zh: `${zh}相比，半年大于全年`, en: `${en}: the half exceeds the whole` },
    ...stated,
  }
}

/** Texts that say a period has no target, which is no disagreement with one that has. */
const absent = new Set(['', '无', '暂无', '不适用', '/', '-'])

/** Units of duration: 30 days in the half year and 15 in the whole may well be meant. */
const durations = /^(?:秒|分钟|小时|个小时|天|日|工作日|个工作日|周|个?星期|个?月|个?季度|年)$/

const multiples: Readonly<Record<string, string>> = {
  十: '10',
  百: '100',
  千: '1000',
  万: '10000',
  十万: '100000',
  百万: '1000000',
  千万: '10000000',
  亿: '100000000',
}

function isAbsent(target: Target): boolean {
  return target.value === null && absent.has(foldKey(target.text ?? ''))
}

function isZero(target: Target): boolean {
  return target.value !== null && compareDecimals(target.value, '0') === 0
}

/** `万人次` is 人次, ten thousand at a time. */
function unitOf(target: Target): { readonly base: string; readonly factor: string } {
  const unit = foldKey(target.unit ?? '')
  const [, multiple = '', base = ''] = /^((?:十|百|千)?万|[十百千亿])?(.*)$/.exec(unit) ?? []
  return { base, factor: multiples[multiple] ?? '1' }
}

/** 1 for at least, −1 for at most, 0 for exactly or not said. */
function directionOf(target: Target): -1 | 0 | 1 {
  if (target.operator === '>=' || target.operator === '>') return 1
  return target.operator === '<=' || target.operator === '<' ? -1 : 0
}

/** A count or rate to be reached grows through the year; an upper limit, a duration or an exact rate need not. */
function accumulates(target: Target, base: string): boolean {
  if (directionOf(target) < 0 || durations.test(base) || target.upper !== null) return false
  return base !== '%' || directionOf(target) > 0
}
