/** `backfile reread`: reads again what an older version of the extractor read, or could not, and shows what changed. */
import { type Archive, listDocuments, readingsOfDocument, waitAgain } from '@backfile/archive'
import { type ChangedValue, changedValues } from '@backfile/ingest'
import type { Filing } from '@backfile/model'
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import type { ExitCode } from '../exit-codes.ts'
import { type IngestOptions, readIntoArchive } from '../ingest/ingest.ts'
import { displayPath } from '../place.ts'
import { oneLine, print, say } from '../terminal.ts'

/** Documents asked for at a time. */
const PAGE = 100

/** Reads them and prints every changed value; corrections and decisions stay as they are. */
export async function reread(options: IngestOptions): Promise<ExitCode> {
  let started = new Date(0)
  return readIntoArchive(
    {
      paths: [],
      words: ['reread'],
      before: async (archive) => {
        started = await archiveTime(archive)
        await letOldWait(archive)
      },
      after: (archive) => printChanges(archive, started, options.json),
    },
    options,
  )
}

/** The archive's clock, which may go differently from this machine's. */
async function archiveTime(archive: Archive): Promise<Date> {
  const { rows } = await archive.db.execute('select now()::text as now')
  return new Date(String(rows[0]?.now))
}

async function letOldWait(archive: Archive): Promise<void> {
  await eachDocument(
    archive,
    { states: ['read', 'failed'], notTriedBy: EXTRACTOR_VERSION },
    async (hashes) => {
      await waitAgain(
        archive.db,
        hashes.map(({ sha256 }) => sha256),
      )
    },
  )
}

async function printChanges(archive: Archive, since: Date, json: boolean): Promise<void> {
  let documents = 0
  let values = 0
  await eachDocument(archive, { states: ['read'] }, async (page) => {
    for (const { sha256, firstPath } of page.filter(({ updatedAt }) => updatedAt >= since)) {
      const changes = await changesOf(archive, sha256)
      documents += changes.length > 0 ? 1 : 0
      values += changes.length
      await printDocument(sha256, firstPath, changes, json)
    }
  })
  if (json) return
  await print(
    `${say({
      zh: `${documents} 个文件有变化，共 ${values} 个值。`,
      en: `${values} values changed, in ${documents} documents.`,
    })}\n`,
  )
}

async function changesOf(archive: Archive, sha256: string): Promise<readonly ChangedValue[]> {
  const read = await readingsOfDocument(archive.db, sha256)
  const [before, after] = read.slice(-2)
  if (before === undefined) return []
  if (after === undefined) return parsed(before.filings).map(newlyRead)
  return changedValues(parsed(before.filings), parsed(after.filings))
}

/** A filing of a document that nobody could read before: its figures are in the archive, a line says that it is new. */
function newlyRead({ form, unit, fiscalYear }: Filing): ChangedValue {
  const after = [form.id, unit.name, fiscalYear].filter((part) => part !== null).join(', ')
  return { what: 'filing', before: null, after }
}

async function printDocument(
  sha256: string,
  path: string,
  changes: readonly ChangedValue[],
  json: boolean,
): Promise<void> {
  if (changes.length === 0) return
  const lines = changes.map(({ what, before, after }) =>
    json
      ? `${JSON.stringify({ sha256, path, what, before, after })}\n`
      : `  ${oneLine(what)}: ${oneLine(before ?? '–')} → ${oneLine(after ?? '–')}\n`,
  )
  await print(`${json ? '' : `${oneLine(displayPath(path))}\n`}${lines.join('')}`)
}

type Page = Awaited<ReturnType<typeof listDocuments>>

async function eachDocument(
  archive: Archive,
  filter: Parameters<typeof listDocuments>[1],
  use: (documents: Page['items']) => Promise<void>,
): Promise<void> {
  let after: string | null = null
  do {
    const page: Page = await listDocuments(archive.db, filter, PAGE, after)
    await use(page.items)
    after = page.next
  } while (after !== null)
}

function parsed(filings: readonly string[]): readonly Filing[] {
  return filings.map((json): Filing => JSON.parse(json))
}
