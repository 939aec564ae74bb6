/** What a form requires, and a filing does not have. */
import type { Doubt, FormId } from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'

export const missingFields: Check = {
  ids: ['fields/missing'],
  title: { zh: '必填内容缺失', en: 'Required contents are missing' },
  why: {
    zh: '没有单位、年度或目标的申报表无法归档、比较和考核；也可能是读取时漏掉了，需要对照原件。',
    en: 'A filing without unit, year or goals cannot be filed, compared or held to anything; or reading lost it, and the original must be looked at.',
  },
  source:
    '《中央部门预算绩效目标管理办法》(财预〔2015〕88号) and 《项目支出绩效评价管理办法》(财预〔2020〕10号): the contents of their forms',
  run: (filing) =>
    filing.form.id === 'unknown'
      ? []
      : [...missingIdentity(filing), ...missingKeys(filing), ...missingBlocks(filing)],
}

interface Requirements {
  /** Without it the filing says nothing: missed even where the form has no such label. */
  readonly always: Readonly<Record<string, string>>
  /** Must be filled in where the form has its label; other places' forms may not. */
  readonly whereAsked: readonly string[]
  /** A field that serves where the form asks for no other: forms with one goal call it that of the project. */
  readonly served?: Readonly<Record<string, string>>
}

/** What each form requires, by field key; signatures, dates and telephone numbers are not among it. */
export const requiredFields: Readonly<Record<Exclude<FormId, 'unknown'>, Requirements>> = {
  'department-performance-target': {
    always: { annualGoal: '年度目标' },
    whereAsked: ['mainFunctions', 'organisationAndStaffing', 'longTermGoal'],
  },
  'project-performance-target': {
    always: { projectName: '项目名称', annualGoal: '年度绩效目标' },
    whereAsked: [
      'projectOverview',
      'legalBasis',
      'necessity',
      'safeguards',
      'implementationPlan',
      'overallGoal',
    ],
    served: { annualGoal: 'overallGoal' },
  },
  'project-self-evaluation': {
    always: { projectName: '项目名称', annualGoal: '年初设定目标', actualCompletion: '实际完成情况' },
    whereAsked: ['competentDepartment', 'implementingUnit'],
  },
}

function missingKeys(filing: FilingToCheck): readonly Doubt[] {
  if (filing.form.id === 'unknown') return []
  const { always, whereAsked, served } = requiredFields[filing.form.id]
  const filled = new Set(filing.fields.flatMap(({ key, text }) => (text?.trim() ? [key] : [])))
  const asked = new Set(filing.fields.map(({ key }) => key))
  const absent = Object.entries(always).flatMap(([key, label]) =>
    asked.has(key) || filled.has(served?.[key] ?? '') ? [] : [missing(`“${label}”`, `“${label}”`, 'form')],
  )
  const empty = filing.fields.flatMap(({ key, label, locators }, index): Doubt[] => {
    const required = key in always || whereAsked.includes(key)
    if (!required || filled.has(key)) return []
    return [{ ...missing(`“${label}”`, `“${label}”`, `fields/${index}`), locators }]
  })
  return [...absent, ...empty]
}

function missingIdentity(filing: FilingToCheck): readonly Doubt[] {
  return [
    ...(filing.unit.name?.trim() ? [] : [missing('单位名称', 'the unit’s name', 'form')]),
    ...(filing.fiscalYear === null ? [missing('年度', 'the fiscal year', 'form')] : []),
  ]
}

/** A form of targets without funds or indicators was hardly meant so: reading it may have lost a block. */
function missingBlocks(filing: FilingToCheck): readonly Doubt[] {
  const hasFigures = filing.funds.some(({ amounts }) => amounts.some(({ value }) => value !== null))
  return [
    ...(hasFigures ? [] : [{ ...missing('资金', 'funds', 'form'), severity: 'error' as const }]),
    ...(filing.indicators.length > 0
      ? []
      : [{ ...missing('指标', 'indicators', 'form'), severity: 'error' as const }]),
  ]
}

function missing(zh: string, en: string, subject: string): Doubt {
  return {
    check: 'fields/missing',
    severity: 'warning',
    message: { zh: `缺少${zh}`, en: `${en} is missing` },
    subjects: [subject],
    expected: null,
    actual: null,
    locators: [],
  }
}
