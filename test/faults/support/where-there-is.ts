/** Tests that need something of the machine: skipped loudly where it is missing, failed where CI=true. */
import { describe, it } from 'vitest'

export function describeWhereThereIs(title: string, missing: string | null, tests: () => void): void {
  if (missing === null) {
    describe(title, tests)
  } else if (process.env.CI === 'true') {
    it(title, () => {
      throw new Error(missing)
    })
  } else {
    console.warn(`skipped: ${title}: ${missing}`)
    it.skip(`${title}: ${missing}`, () => undefined)
  }
}
