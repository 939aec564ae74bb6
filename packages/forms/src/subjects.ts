/** Which values of a filing were read at a place. */
import type { Locator, PageLocator } from '@backfile/model'
import type { RecognisedFiling } from './recognised.ts'

/**
 * Gives the subjects (`funds/3`, `indicators/12`, `fields/0`) that have a fragment at one of the locators, or, where
 * these are smaller places on a page, around one of them.
 */
export function subjectsAt(
  filing: Pick<RecognisedFiling, 'fields' | 'funds' | 'indicators'>,
): (locators: readonly Locator[]) => readonly string[] {
  const found = new Map<string, string[]>()
  const onPages: { readonly subject: string; readonly at: PageLocator }[] = []
  const note = (subject: string, locators: readonly Locator[]): void => {
    for (const locator of locators) {
      if ('page' in locator) onPages.push({ subject, at: locator })
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
  const around = (place: PageLocator): readonly string[] =>
    onPages.filter(({ at }) => holdsMiddle(at, place)).map(({ subject }) => subject)
  return (locators) => [
    ...new Set(
      locators.flatMap(
        (locator) => found.get(JSON.stringify(locator)) ?? ('page' in locator ? around(locator) : []),
      ),
    ),
  ]
}

function holdsMiddle(outer: PageLocator, inner: PageLocator): boolean {
  const [x0, y0, x1, y1] = inner.bbox
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  const isSmaller = x1 - x0 <= outer.bbox[2] - outer.bbox[0] && y1 - y0 <= outer.bbox[3] - outer.bbox[1]
  return (
    isSmaller &&
    inner.page === outer.page &&
    x >= outer.bbox[0] &&
    x <= outer.bbox[2] &&
    y >= outer.bbox[1] &&
    y <= outer.bbox[3]
  )
}
