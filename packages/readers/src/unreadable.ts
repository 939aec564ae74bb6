/** Why a file could not be read: the one error that readers throw on purpose. */
import type { Message } from '@backfile/model'

export type UnreadableCode =
  | 'empty'
  | 'damaged'
  | 'password-protected'
  | 'unsupported'
  | 'too-large'
  | 'not-found'
  | 'no-permission'
  | 'not-a-file'
  | 'time-limit'
  | 'memory-limit'
  | 'crashed'

/** A file that cannot be read, with its reason in words for a person. The batch goes on. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
  readonly code: UnreadableCode
  readonly reason: Message

  constructor(code: UnreadableCode, reason: Message, options?: ErrorOptions) {
    super(reason.en, options)
    this.code = code
    this.reason = reason
  }
}
