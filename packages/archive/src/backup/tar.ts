/** Tar (POSIX ustar) as a stream of entries, one in memory at a time. */

export interface TarEntry {
  /** At most 100 bytes of ASCII. */
  readonly name: string
  readonly bytes: Uint8Array
}

const BLOCK = 512

/** The entries as a tar file. */
export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of entries) {
    yield header(name, bytes.length)
    yield bytes
    yield new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK)
  }
  yield new Uint8Array(2 * BLOCK)
}

/** The entries of a tar file that `writeTar` wrote. Throws where it is cut short or is no tar file. */
export async function* readTar(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const take = taker(pieces)
  for (;;) {
    const head = await take(BLOCK)
    if (head.every((byte) => byte === 0)) return
    if (checksumOf(head) !== octal(head, 148, 8)) throw new Error('This is not a backup, or it is damaged.')
    const size = octal(head, 124, 12)
    const bytes = await take(size)
    await take((BLOCK - (size % BLOCK)) % BLOCK)
    yield { name: Buffer.from(head.subarray(0, 100)).toString('latin1').replace(/\0.*$/s, ''), bytes }
  }
}

function header(name: string, size: number): Uint8Array {
  const head = Buffer.alloc(BLOCK)
  const put = (text: string, at: number) => head.write(text, at, 'latin1')
  put(name, 0)
  put('0000600\0', 100)
  put('0000000\0', 108)
  put('0000000\0', 116)
  put(`${size.toString(8).padStart(11, '0')}\0`, 124)
  put(`${'0'.repeat(11)}\0`, 136)
  put('0', 156)
  put('ustar\0', 257)
  put('00', 263)
  put(`${checksumOf(head).toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksumOf(head: Uint8Array): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

function octal(head: Uint8Array, at: number, length: number): number {
  const text = Buffer.from(head.subarray(at, at + length)).toString('latin1')
  const value = Number.parseInt(text, 8)
  return Number.isNaN(value) ? -1 : value
}

function taker(pieces: AsyncIterable<Uint8Array>): (size: number) => Promise<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]()
  let held: Uint8Array[] = []
  let length = 0
  return async (size) => {
    while (length < size) {
      const next = await source.next()
      if (next.done === true) throw new Error('The backup is cut short.')
      held.push(next.value)
      length += next.value.length
    }
    const [first] = held
    // Most entries lie whole in one piece: copying what is left of it for each of them would cost far more than reading.
    const all = held.length === 1 && first !== undefined ? first : Buffer.concat(held)
    held = [all.subarray(size)]
    length = all.length - size
    return all.subarray(0, size)
  }
}
