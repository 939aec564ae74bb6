/** Makes the doubts that readers raise about a source. */
import type { Doubt, Locator, Message, Severity } from '@backfile/model'

/** What a doubt sets against each other: what stands in the file, and what a person would see or expect. */
interface Contrast {
  readonly expected?: string
  readonly actual?: string
}

/** A doubt about the source itself, before anybody knows which figure of a filing it touches. */
export function sourceDoubt(
  check: `reader/${string}`,
  severity: Severity,
  message: Message,
  locators: readonly Locator[],
  contrast: Contrast = {},
): Doubt {
  return {
    check,
    severity,
    message,
    subjects: ['source'],
    expected: contrast.expected ?? null,
    actual: contrast.actual ?? null,
    locators: [...locators],
  }
}
