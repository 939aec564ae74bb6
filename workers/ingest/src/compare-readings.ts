/** What changed between two readings of the same document, value by value. */
import type { Filing } from '@backfile/model'

export interface ChangedValue {
  /** Which value: `part 0, funds income 财政拨款 › 一般公共预算资金 fullYearBudget`. */
  readonly what: string
  /** As it was read before; null where it was not. */
  readonly before: string | null
  /** As it is read now; null where it is no longer. */
  readonly after: string | null
}

/** The values that differ, in the order of the newer reading; then those that it has no more. */
export function changedValues(before: readonly Filing[], after: readonly Filing[]): readonly ChangedValue[] {
  const was = valuesOf(before)
  const is = valuesOf(after)
  const changed = [...is].filter(([what, value]) => was.get(what) !== value)
  const gone = [...was].filter(([what]) => !is.has(what))
  return [
    ...changed.map(([what, value]) => ({ what, before: was.get(what) ?? null, after: value })),
    ...gone.map(([what, value]) => ({ what, before: value, after: null })),
  ]
}

function valuesOf(filings: readonly Filing[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  const put = (what: string, value: string) => {
    // Two rows of the same name are told apart by their order.
    for (let copy = 1; ; copy += 1) {
      const key = copy === 1 ? what : `${what} (${copy})`
      if (values.has(key)) continue
      values.set(key, value)
      return
    }
  }
  for (const filing of filings) {
    const part = filings.length > 1 ? `part ${filing.source.part}, ` : ''
    put(`${part}form`, filing.form.id)
    put(`${part}unit`, filing.unit.name ?? '')
    put(`${part}fiscal year`, String(filing.fiscalYear ?? ''))
    for (const field of filing.fields) put(`${part}field ${field.key}`, field.text ?? '')
    for (const line of filing.funds) {
      for (const amount of line.amounts) {
        put(`${part}funds ${line.section} ${line.path.join(' › ')} ${amount.measure}`, quantity(amount))
      }
    }
    for (const row of filing.indicators) {
      for (const target of row.targets) {
        put(`${part}indicator ${row.name} ${target.period}`, quantity(target))
      }
    }
  }
  return values
}

function quantity(value: {
  readonly raw: string
  readonly value: string | null
  readonly unit: string | null
}): string {
  const parsed = [value.value, value.unit].filter((text) => text !== null).join(' ')
  return parsed === '' || parsed === value.raw ? value.raw : `${value.raw} = ${parsed}`
}
