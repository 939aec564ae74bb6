/** Which values of a filing were read at a place. */
import type { Locator } from '@backfile/model'
import type { RecognisedFiling } from './recognised.ts'

/** Gives the subjects (`funds/3`, `indicators/12`, `fields/0`) that have a fragment at one of the locators. */
export function subjectsAt(
  filing: Pick<RecognisedFiling, 'fields' | 'funds' | 'indicators'>,
): (locators: readonly Locator[]) => readonly string[] {
  const found = new Map<string, string[]>()
  const note = (subject: string, locators: readonly Locator[]): void => {
    for (const locator of locators) {
      const key = JSON.stringify(locator)
      found.set(key, [...(found.get(key) ?? []), subject])
    }
  }
  filing.fields.forEach((field, index) => {
    note(`fields/${index}`, field.locators)
  })
  filing.funds.forEach((line, index) => {
    for (const amount of line.amounts) note(`funds/${index}`, amount.locators)
  })
  filing.indicators.forEach((indicator, index) => {
    note(`indicators/${index}`, indicator.locators)
    for (const target of indicator.targets) note(`indicators/${index}`, target.locators)
  })
  return (locators) => [...new Set(locators.flatMap((locator) => found.get(JSON.stringify(locator)) ?? []))]
}
