/** Values read with less than full confidence that nothing else explains: nothing doubtful goes without a finding. */
import type { Doubt, Locator } from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'
import { indicatorName, listed } from './wording.ts'

export const inferredAlignment: Check = {
  ids: ['alignment/inferred'],
  title: { zh: '位置或文字系推断所得', en: 'Values whose place or characters were inferred' },
  why: {
    zh: '表格线或列位置在原件中丢失时，数值归属是推断的；推断可能出错，引用前应对照原件。',
    en: 'Where the source lost its rulings or columns, what a value belongs to was inferred: look at the original before it is relied upon.',
  },
  source:
    'The model’s own promise: of the values given confidence 0.9, about nine in ten are right; below that a person looks',
  run: (filing) => {
    const explained = new Set(filing.doubts.flatMap(({ subjects }) => subjects))
    const places = new Set(
      filing.doubts.flatMap(({ locators }) => locators.map((locator) => JSON.stringify(locator))),
    )
    const isExplained = (value: Value): boolean =>
      explained.has(value.subject) ||
      (value.locators.length > 0 && value.locators.every((locator) => places.has(JSON.stringify(locator))))
    return kindsOf(filing).flatMap(({ kind, values }): Doubt[] => {
      const unsure = values.filter((value) => value.confidence < sureValue && !isExplained(value))
      if (unsure.length === 0) return []
      const lowest = Math.min(...unsure.map(({ confidence }) => confidence)).toFixed(2)
      const names = listed(unsure.map(({ name }) => name))
      return [
        {
          check: 'alignment/inferred',
          severity: 'warning',
          message: {
            zh: `${unsure.length}个${kind.zh}的可信度低于${sureValue}（最低${lowest}）：${names.zh}`,
            en: `${unsure.length} ${kind.en} have a confidence below ${sureValue} (lowest ${lowest}): ${names.en}`,
          },
          subjects: unsure.map(({ subject }) => subject),
          expected: null,
          actual: null,
          locators: unsure.flatMap(({ locators }) => locators),
        },
      ]
    })
  },
}

/** From here on a value is given as certain: about nine in ten are right, and checks speak for the rest. */
const sureValue = 0.9

interface Value {
  readonly subject: string
  readonly name: string
  readonly confidence: number
  readonly locators: readonly Locator[]
}

interface Kind {
  readonly kind: { readonly zh: string; readonly en: string }
  readonly values: readonly Value[]
}

function kindsOf(filing: FilingToCheck): readonly Kind[] {
  const form: Value = {
    subject: 'form',
    name: filing.form.title ?? filing.form.id,
    confidence: filing.form.id === 'unknown' ? 1 : filing.form.confidence,
    locators: [],
  }
  const fields = filing.fields.map(({ label, confidence, locators }, index) => ({
    subject: `fields/${index}`,
    name: label,
    confidence,
    locators,
  }))
  const funds = filing.funds.map(({ path, amounts }, index) => ({
    subject: `funds/${index}`,
    name: path.join('/'),
    ...leastSure(1, [], amounts),
  }))
  const indicators = filing.indicators.map((indicator, index) => ({
    subject: `indicators/${index}`,
    name: indicatorName(indicator),
    ...leastSure(indicator.confidence, indicator.locators, indicator.targets),
  }))
  return [
    { kind: { zh: '表式', en: 'forms' }, values: [form] },
    { kind: { zh: '栏目', en: 'fields' }, values: fields },
    { kind: { zh: '资金项目', en: 'fund lines' }, values: funds },
    { kind: { zh: '指标', en: 'indicators' }, values: indicators },
  ]
}

/** The lowest confidence of a row and its values, with the places of what is below the mark. */
function leastSure(
  own: number,
  places: readonly Locator[],
  values: readonly { readonly confidence: number; readonly locators: readonly Locator[] }[],
): Pick<Value, 'confidence' | 'locators'> {
  const unsure = values.filter(({ confidence }) => confidence < sureValue)
  return {
    confidence: Math.min(own, ...values.map(({ confidence }) => confidence)),
    locators: [...(own < sureValue ? places : []), ...unsure.flatMap(({ locators }) => locators)],
  }
}
