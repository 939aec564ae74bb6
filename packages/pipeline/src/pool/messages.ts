/** What goes between the pool and its child processes (structured clone over IPC). */
import type { Message } from '@backfile/model'
import type { UnreadableCode } from '@backfile/readers'
import type { StageTimes } from '../extract.ts'

export interface ExtractRequest {
  readonly bytes: Uint8Array
  readonly path: string
}

export type ExtractOutcome =
  | { readonly kind: 'read'; readonly filings: readonly string[]; readonly times: StageTimes }
  | { readonly kind: 'unreadable'; readonly code: UnreadableCode; readonly reason: Message }

export type ExtractReply = ExtractOutcome & {
  /** Bytes of memory that the process holds after this file. */
  readonly resident: number
}
