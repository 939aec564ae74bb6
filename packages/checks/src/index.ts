/** What an auditor would doubt in one filing: one file a check, listed here in the order in which they run. */
import type { Doubt } from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'
import { clippedText } from './clipped-text.ts'
import { compositionSource } from './composition-source.ts'
import { duplicateFundLine } from './duplicate-fund-line.ts'
import { duplicateIndicator } from './duplicate-indicator.ts'
import { executionRate } from './execution-rate.ts'
import { implausibleUnit } from './implausible-unit.ts'
import { incomeExpenditure } from './income-expenditure.ts'
import { indicatorLevels } from './indicator-levels.ts'
import { inferredAlignment } from './inferred-alignment.ts'
import { missingFields } from './missing-fields.ts'
import { missingTargets } from './missing-targets.ts'
import { repeatedSentence } from './repeated-sentence.ts'
import { statedRates } from './stated-rates.ts'
import { targetsAgree } from './targets-agree.ts'
import { totalDiffers } from './total-differs.ts'
import { unparsedFigures } from './unparsed-figures.ts'

export type { Check, FilingToCheck } from './check.ts'
export { requiredFields } from './missing-fields.ts'

/** Every check; the last looks at what the others left unexplained. */
export const checks: readonly Check[] = [
  totalDiffers,
  incomeExpenditure,
  compositionSource,
  executionRate,
  statedRates,
  duplicateFundLine,
  implausibleUnit,
  targetsAgree,
  duplicateIndicator,
  indicatorLevels,
  unparsedFigures,
  missingTargets,
  repeatedSentence,
  clippedText,
  missingFields,
  inferredAlignment,
]

/**
 * The doubts that the checks raise about one filing, in the order of the checks and of the filing's rows; those that
 * it came with (`filing.doubts`) are taken into account but not given again.
 */
export function runChecks(filing: FilingToCheck): readonly Doubt[] {
  const raised: Doubt[] = []
  for (const check of checks) raised.push(...check.run({ ...filing, doubts: filing.doubts.concat(raised) }))
  return raised
}
