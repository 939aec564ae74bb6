/** Looks at a file's first and last bytes: is it a PDF, and is its index whole? */

/** Bytes at either end within which readers look for the header and the index (ISO 32000-1, annex H). */
const HEAD = 1024
const TAIL = 2048

/** Where `%PDF-` stands within the first kilobyte; -1 where it does not. */
export function headerAt(bytes: Uint8Array): number {
  return latin1(bytes, 0, HEAD).indexOf('%PDF-')
}

/** True where the file does not end in a pointer to a cross-reference table: cut off, or badly edited. */
export function hasBrokenIndex(bytes: Uint8Array): boolean {
  const tail = latin1(bytes, Math.max(0, bytes.length - TAIL), bytes.length)
  const stated = /startxref\s+(\d+)(?![\s\S]*startxref)/.exec(tail)?.[1]
  if (stated === undefined) return true
  // Offsets count from the header, or from the file's start where a producer got that wrong.
  return ![0, Math.max(0, headerAt(bytes))].some((shift) => isIndex(bytes, Number(stated) + shift))
}

function isIndex(bytes: Uint8Array, at: number): boolean {
  return /^\s*(?:xref|\d+\s+\d+\s+obj)/.test(latin1(bytes, at, at + 40))
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Array.from(bytes.subarray(from, to), (byte) => String.fromCharCode(byte)).join('')
}
