/** Filings whose end stands before their beginning: pages that were scanned or bound in reverse order. */
import type { Doubt, Locator } from '@backfile/model'
import type { RecognisedFiling } from './recognised.ts'

/** Confidence in the form of rows that bear no title and do not say whose they are. */
const HEADLESS = 0.5

/**
 * The filings, those doubted that may be one: rows of a form without its title and without the body whose they are,
 * and behind them the beginning of the same form. A filing is printed from its title on: its pages then stand in another
 * order, or the rows' own beginning is missing.
 */
export function withEndsFirstDoubted(filings: readonly RecognisedFiling[]): RecognisedFiling[] {
  return filings.map((filing, index) => {
    const [before, after] = [filings[index - 1], filings[index + 1]]
    if (after !== undefined && isEndOf(filing, after)) {
      const form = { ...filing.form, confidence: Math.min(filing.form.confidence, HEADLESS) }
      return { ...filing, form, doubts: [...filing.doubts, endFirst(filing, after)] }
    }
    if (before === undefined || !isEndOf(before, filing)) return filing
    return { ...filing, doubts: [...filing.doubts, endFirst(filing, before)] }
  })
}

function isEndOf(end: RecognisedFiling, { form, unit }: RecognisedFiling): boolean {
  const isHeadless = end.form.title === null && end.unit.name === null
  return (
    end.form.id !== 'unknown' && isHeadless && form.id === end.form.id && (form.title ?? unit.name) !== null
  )
}

function endFirst(own: RecognisedFiling, other: RecognisedFiling): Doubt {
  return {
    check: 'form/end-first',
    severity: 'warning',
    message: {
      zh: '没有标题和单位的表格内容排在同一种表格的开头之前：页序可能颠倒，两部分可能是同一份申报表，请与原件核对',
      en: 'Rows without a title or a unit stand before the beginning of the same form: the pages may be in another order, and the two parts one filing. Compare them with the original',
    },
    subjects: ['form'],
    expected: null,
    actual: null,
    locators: [...beginningOf(own), ...beginningOf(other)],
  }
}

/** Where the filing's first row stands; none where the source gives no place. */
function beginningOf({ fields, funds, indicators }: RecognisedFiling): readonly Locator[] {
  const amounts = funds.flatMap((line) => [...line.amounts])
  const targets = indicators.flatMap((indicator) => [...indicator.targets])
  const [first] = [...fields, ...amounts, ...targets]
  return first?.locators.slice(0, 1) ?? []
}
