/** Shows one filing of the archive: for people as text, for machines as its canonical JSON. */
import {
  type Archive,
  type FoundFiling,
  getFiling,
  listFindings,
  manifestCheck,
  unreadCheck,
} from '@backfile/archive'
import type { Filing } from '@backfile/model'
import { type ArchivePlace, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { complain, print, say } from '../terminal.ts'
import { filingText } from './filing-text.ts'

export interface ShowOptions extends ArchivePlace {
  readonly json: boolean
}

/** `id` may be the beginning of an id. The JSON is byte for byte what was stored. */
export async function show(id: string, options: ShowOptions): Promise<ExitCode> {
  return withArchive(options, 'read', async (archive) => {
    const found = await getFiling(archive.db, id)
    if (found.kind !== 'found') return notFound(id, found)
    await print(
      options.json ? `${found.json}\n` : filingText(await withAddedFindings(archive, found), found.filing),
    )
    return exitCodes.done
  })
}

/** The filing, and after its own findings those of the archive: where a manifest differs, what newer could not be read. */
async function withAddedFindings(
  archive: Archive,
  { filing, json }: Extract<FoundFiling, { readonly kind: 'found' }>,
): Promise<Filing> {
  const read: Filing = JSON.parse(json)
  const added = []
  for (const check of [manifestCheck, unreadCheck]) {
    const { items } = await listFindings(archive.db, { filing: filing.id, check }, ADDED_FINDINGS)
    added.push(...items.map(({ finding }) => finding))
  }
  return { ...read, findings: [...read.findings, ...added] }
}

/** More than one such check says of a file: unit, year and form for each of some paths. */
const ADDED_FINDINGS = 50

/** Says that no filing, or more than one, has an id that begins so. */
export function notFound(id: string, found: Exclude<FoundFiling, { readonly kind: 'found' }>): ExitCode {
  if (found.kind === 'missing') {
    complain(
      null,
      say({
        zh: `存档中没有编号以 ${id} 开头的表；编号见 backfile list`,
        en: `no filing in the archive has an id that begins with ${id}; backfile list shows the ids`,
      }),
    )
  } else {
    const ids = found.ids.join(', ')
    complain(
      null,
      say({ zh: `有几张表的编号以 ${id} 开头：${ids}`, en: `several ids begin with ${id}: ${ids}` }),
    )
  }
  return exitCodes.someFailed
}
