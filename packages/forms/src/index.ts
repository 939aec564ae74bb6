/** Forms: from tables to filings. A new form is one new file and one line in `forms`. */
import { departmentPerformanceTarget } from './department-performance-target.ts'
import { departmentSelfEvaluation } from './department-self-evaluation.ts'
import type { FormDefinition } from './form-definition.ts'
import { projectPerformanceTarget } from './project-performance-target.ts'
import { projectSelfEvaluation } from './project-self-evaluation.ts'

export const forms: readonly FormDefinition[] = [
  departmentPerformanceTarget,
  projectPerformanceTarget,
  projectSelfEvaluation,
  departmentSelfEvaluation,
]

export { type Rebuilt, rebuildFlattened } from './flattened/rebuild.ts'
export { rebuildSpacedBands } from './flattened/spaced-bands.ts'
export * from './form-definition.ts'
export { labelBook } from './label-book.ts'
export { recognise } from './recognise.ts'
export type { RecognisedFiling } from './recognised.ts'
export { subjectsAt } from './subjects.ts'
