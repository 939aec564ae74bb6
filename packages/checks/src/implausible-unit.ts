/** Amounts that no body or project has in the unit that is stated for them: 万元 typed as 元, or the other way round. */
import type { Amount, Doubt, Filing } from '@backfile/model'
import { compareDecimals, inYuan } from '@backfile/model'
import type { Check } from './check.ts'

export const implausibleUnit: Check = {
  ids: ['funds/unit-implausible'],
  title: { zh: '金额单位可疑', en: 'The unit of the amounts is hardly right' },
  why: {
    zh: '“元”与“万元”写错一处，全部金额就相差一万倍。',
    en: 'Where 元 stands in place of 万元, or the other way round, every amount is wrong by a factor of ten thousand.',
  },
  source: '《中华人民共和国预算法》第三十二条: a unit’s budget covers its staff and its work',
  run: ({ form, funds }) => {
    const figures = funds.flatMap(({ amounts }, index) =>
      amounts.flatMap((amount): readonly Figure[] => {
        const yuan = amount.value === null ? null : inYuan(amount.value, amount.unit)
        return yuan === null ? [] : [{ amount, yuan, subject: `funds/${index}` }]
      }),
    )
    const [greatest] = figures.toSorted((a, b) => compareDecimals(b.yuan, a.yuan))
    if (greatest === undefined || compareDecimals(greatest.yuan, '0') <= 0) return []
    const isLikely =
      compareDecimals(greatest.yuan, leastOf(form)) >= 0 && compareDecimals(greatest.yuan, MOST) <= 0
    return isLikely ? [] : [unitDoubt(greatest, figures)]
  },
}

/** A public body’s year costs more than this, yuan: two of its staff do. */
const LEAST_OF_BODY = '100000'
/** What a form of its own is filled in for costs more. */
const LEAST_OF_PROJECT = '500'
/** No body or project has more, yuan: it is a twenty-fifth of all public spending of the country. */
const MOST = '1000000000000'

interface Figure {
  readonly amount: Amount
  readonly yuan: string
  readonly subject: string
}

function leastOf({ id }: Filing['form']): string {
  return id.startsWith('department') ? LEAST_OF_BODY : LEAST_OF_PROJECT
}

function unitDoubt({ amount }: Figure, figures: readonly Figure[]): Doubt {
  const written = `${amount.value}${amount.unit}`
  return {
    check: 'funds/unit-implausible',
    severity: 'warning',
    message: {
      zh: `金额按“${amount.unit}”读取，最大的是${written}：单位可能写错`,
      en: `The amounts were read in ${amount.unit}, the greatest being ${written}: the unit may be wrong`,
    },
    subjects: [...new Set(figures.map(({ subject }) => subject))],
    expected: null,
    actual: written,
    locators: amount.locators,
  }
}
