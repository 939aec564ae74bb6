/** What a check is: one doubt that an auditor would have, with why it matters and where the rule comes from. */
import type { Doubt, Filing, Message } from '@backfile/model'

/** A filing as it was read, with the doubts that reading it raised. */
export type FilingToCheck = Omit<Filing, 'findings'> & { readonly doubts: readonly Doubt[] }

export interface Check {
  /** The findings that it may raise: `funds/total-differs`. */
  readonly ids: readonly [string, ...string[]]
  readonly title: Message
  /** Why an auditor cares. */
  readonly why: Message
  /** Law, circular or arithmetic that the rule comes from. */
  readonly source: string
  readonly run: (filing: FilingToCheck) => readonly Doubt[]
}
