/**
 * Units that the filing does not state clearly: nowhere, so that the form's usual one is taken, or one here and
 * another there.
 */
import { type Amount, type Doubt, type FundLine, inYuan, parseAmount } from '@backfile/model'
import type { FormDefinition } from './form-definition.ts'

/** Confidence of an amount whose unit is assumed: nearly all forms without one are in 万元, but 元 occurs. */
const UNIT_ASSUMED = 0.85

/** The lines with every unit filled in, and one doubt about those that were assumed. `stated`: the filing's own unit. */
export function withUsualUnits(
  funds: readonly FundLine[],
  form: FormDefinition,
  stated: string | null,
): { readonly funds: readonly FundLine[]; readonly doubts: readonly Doubt[] } {
  const assumed: { readonly subject: string; readonly amount: Amount }[] = []
  const complete = funds.map((line, index) => ({
    ...line,
    amounts: line.amounts.map((amount) => {
      if (amount.unit !== null || amount.value === null) return amount
      if (stated !== null) return { ...amount, unit: stated }
      const filled = {
        ...amount,
        unit: usualUnit(form, line, amount),
        confidence: Math.min(amount.confidence, UNIT_ASSUMED),
      }
      assumed.push({ subject: `funds/${index}`, amount: filled })
      return filled
    }),
  }))
  return { funds: complete, doubts: assumed.length > 0 ? [unitAssumed(assumed)] : [] }
}

function usualUnit(form: FormDefinition, line: FundLine, amount: Amount): string | null {
  const blocks = form.funds.filter((block) => block.section === line.section)
  const measure = blocks.flatMap((block) => block.measures).find((known) => known.measure === amount.measure)
  return measure?.unit ?? null
}

/**
 * A doubt about amounts in another unit than the filing states for all of it, where their own cells state none: a label
 * or a heading of a column says one thing and a line above or below the table another. The nearer one was taken.
 */
export function unitsDiffer(funds: readonly FundLine[], stated: string | null): readonly Doubt[] {
  if (stated === null) return []
  const others = funds.flatMap(({ amounts }, index) =>
    amounts
      .filter(({ raw, value, unit }) => {
        const isMoney = value !== null && inYuan(value, unit) !== null
        return isMoney && unit !== stated && parseAmount(raw, null).unit === null
      })
      .map((amount) => ({ subject: `funds/${index}`, amount })),
  )
  if (others.length === 0) return []
  const units = [...new Set(others.map(({ amount }) => amount.unit))].join('、')
  return [
    {
      check: 'funds/units-differ',
      severity: 'warning',
      message: {
        zh: `表格上下注明的单位是“${stated}”，${others.length}个金额旁或栏目注明的却是“${units}”：按后者读取，请核对。`,
        en: `A line above or below the table states the unit ${stated}, but the labels or headings of ${others.length} amounts state ${units}; these were taken, please compare.`,
      },
      subjects: [...new Set(others.map(({ subject }) => subject))],
      expected: stated,
      actual: units,
      locators: others.flatMap(({ amount }) => amount.locators),
    },
  ]
}

function unitAssumed(assumed: readonly { readonly subject: string; readonly amount: Amount }[]): Doubt {
  const units = [...new Set(assumed.map(({ amount }) => amount.unit))].join('、')
  return {
    check: 'funds/unit-assumed',
    severity: 'warning',
    message: {
      zh: `${assumed.length}个金额没有注明单位，按这种表格通常的单位（${units}）读取，请核对。`,
      en: `${assumed.length} amounts have no unit stated anywhere; taken in the form’s usual one (${units}); please compare.`,
    },
    subjects: [...new Set(assumed.map(({ subject }) => subject))],
    expected: null,
    actual: units,
    locators: assumed.flatMap(({ amount }) => amount.locators),
  }
}
