/** What the recogniser gives: a filing without its source, and what was doubtful on the way. */
import type { Doubt, Filing } from '@backfile/model'

export type RecognisedFiling = Omit<Filing, 'schema' | 'source' | 'findings'> & {
  readonly doubts: readonly Doubt[]
}
