/** Walks files and folders, and gives every file that may be a filing. */
import { isUtf8 } from 'node:buffer'
import type { BigIntStats, Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

/** A regular file as the file system has it. */
export interface WalkedFile {
  readonly kind: 'file'
  /** Absolute; what people and the archive call it. */
  readonly path: string
  /** The same in the file system's own bytes: names in old archives are not always UTF-8. */
  readonly address: Buffer
  readonly bytes: number
  /** Time of last change, in nanoseconds. */
  readonly modifiedNs: bigint
}

export type Walked =
  | WalkedFile
  /** Surely no filing: hidden files, the lock files of office programs, pipes. */
  | { readonly kind: 'skipped'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly error: unknown }

/** Everything below the roots: depth first, by name in each folder, so that the order is the same each time. */
export async function* walk(roots: readonly string[], avoid: string | null): AsyncGenerator<Walked> {
  const seenFolders = new Set<string>()
  if (avoid !== null) {
    const place = await stat(avoid, { bigint: true }).catch(() => null)
    if (place !== null) seenFolders.add(identity(place))
  }
  for (const root of roots) yield* walkRoot(Buffer.from(resolve(root)), seenFolders)
}

/** What was named is taken even where its name is that of a hidden file. */
async function* walkRoot(root: Buffer, seenFolders: Set<string>): AsyncGenerator<Walked> {
  const waiting: Buffer[] = [root]
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const path = shown(address)
    try {
      const found = await stat(address, { bigint: true })
      if (found.isFile()) {
        yield { kind: 'file', path, address, bytes: Number(found.size), modifiedNs: found.mtimeNs }
      } else if (!found.isDirectory()) {
        yield { kind: 'skipped', path }
      } else if (!seenFolders.has(identity(found))) {
        // A folder is walked once, whatever links lead to it; so links cannot lead in circles.
        seenFolders.add(identity(found))
        const entries = await entriesOf(address)
        for (const entry of entries.filter(isNoFiling))
          yield { kind: 'skipped', path: shown(below(address, entry)) }
        for (const entry of entries.filter((entry) => !isNoFiling(entry)).reverse())
          waiting.push(below(address, entry))
      }
    } catch (error) {
      yield { kind: 'unreadable', path, error }
    }
  }
}

async function entriesOf(folder: Buffer): Promise<Dirent<Buffer>[]> {
  const entries = await readdir(folder, { encoding: 'buffer', withFileTypes: true })
  return entries.sort((a, b) => Buffer.compare(a.name, b.name))
}

/** Names that programs give to files of their own. */
const programFiles = /^(\.|~\$)|^(Thumbs\.db|desktop\.ini|__MACOSX)$/i

function isNoFiling(entry: Dirent<Buffer>): boolean {
  return programFiles.test(nameText(entry.name))
}

function identity(found: BigIntStats): string {
  return `${found.dev}:${found.ino}`
}

const SLASH = 0x2f

function below(folder: Buffer, entry: Dirent<Buffer>): Buffer {
  return Buffer.concat([folder, Buffer.of(SLASH), entry.name])
}

function shown(address: Buffer): string {
  if (isUtf8(address)) return address.toString('utf8')
  // Each folder may come from another machine.
  return splitAt(address, SLASH).map(nameText).join('/')
}

function splitAt(address: Buffer, byte: number): Buffer[] {
  const parts: Buffer[] = []
  let from = 0
  for (let at = address.indexOf(byte); at >= 0; at = address.indexOf(byte, from)) {
    parts.push(address.subarray(from, at))
    from = at + 1
  }
  return [...parts, address.subarray(from)]
}

/** A name's characters; names that are no UTF-8 come from Chinese Windows as a rule. */
function nameText(name: Buffer): string {
  return isUtf8(name) ? name.toString('utf8') : new TextDecoder('gb18030').decode(name)
}
