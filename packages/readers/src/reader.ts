/** The contract that each format's file fulfils; `index.ts` lists them. */
import type { SourceDocument } from './source-document.ts'

export interface Reader {
  readonly mediaType: string
  /** Usual endings of such files, lower case, without the dot; a hint, never proof. */
  readonly extensions: readonly string[]
  /** 0 (not this format) … 1 (certain), from the bytes first and the name last. Pure and fast: looks at a few kB. */
  readonly sniff: (bytes: Uint8Array, name: string) => number
  /** Reads the whole file. Throws `UnreadableError` with a reason where it cannot. */
  readonly read: (bytes: Uint8Array) => Promise<SourceDocument>
}
