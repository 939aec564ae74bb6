/** Where received files are kept, byte for byte, under the hash of their content. */

/** A file's content, whole or in pieces. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>

/** Every implementation passes the one contract in `testing/blob-store-contract.ts`. */
export interface BlobStore {
  /**
   * Keeps a content; once it returns, the content is kept whole. Kept already, nothing happens. Throws `BlobDiffers`
   * where the content has another hash, and keeps nothing.
   *
   * @param sha256 hash of the content, 64 hex digits
   */
  put(sha256: string, content: Content): Promise<'stored' | 'present'>
  /** The content, or null where it is not kept. It is not checked against its hash: `verify` does that. */
  get(sha256: string): Promise<Uint8Array | null>
  has(sha256: string): Promise<boolean>
  /** Reads the content again and compares it with its hash. */
  verify(sha256: string): Promise<'whole' | 'missing' | 'differs'>
  /** The hashes of everything kept, in no promised order. */
  list(): AsyncIterable<string>
}

/** Refused: the content is not the one that its hash names. */
export class BlobDiffers extends Error {
  override readonly name = 'BlobDiffers'

  constructor(expected: string, actual: string) {
    super(
      `The content has SHA-256 ${actual} where ${expected} was announced: the file changed while it was read.`,
    )
  }
}

/** Throws for anything that is not a hash: what comes from outside must never become a path. */
export function checkHash(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new Error(`Not a SHA-256 in hex digits: ${JSON.stringify(sha256)}`)
  return sha256
}
