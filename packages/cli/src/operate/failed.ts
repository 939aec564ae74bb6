/** `backfile failed`: the documents that could not be read, and another try at them. */
import { type Archive, type ArchivedDocument, listDocuments, waitAgain } from '@backfile/archive'
import type { ArchivePlace } from '../archive/open.ts'
import type { ExitCode } from '../exit-codes.ts'
import { type IngestOptions, readIntoArchive } from '../ingest/ingest.ts'
import { list } from '../show/list.ts'
import type { PageWish } from '../show/paging.ts'

/** Documents asked for at a time. */
const PAGE = 200

/** Lists them with their reasons. */
export async function listFailed(
  options: ArchivePlace & { readonly json: boolean; readonly pages: PageWish },
): Promise<ExitCode> {
  return list({ ...options, filter: {}, failed: true })
}

/** Which of them: by the code of the reason, by a part of the path; null is any. */
export interface FailedFilter {
  readonly code: string | null
  readonly path: string | null
}

/** Reads them again, all or those that fit. */
export async function retryFailed(filter: FailedFilter, options: IngestOptions): Promise<ExitCode> {
  const words = [
    ...['failed', '--retry'],
    ...(filter.code === null ? [] : ['--code', filter.code]),
    ...(filter.path === null ? [] : ['--path', filter.path]),
  ]
  const before = (archive: Archive) => letWait(archive, filter)
  return readIntoArchive({ paths: [], words, before, after: async () => undefined }, options)
}

async function letWait(archive: Archive, filter: FailedFilter): Promise<void> {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listDocuments>> = await listDocuments(
      archive.db,
      { states: ['failed'] },
      PAGE,
      after,
    )
    await waitAgain(
      archive.db,
      page.items.filter((document) => fits(document, filter)).map(({ sha256 }) => sha256),
    )
    after = page.next
  } while (after !== null)
}

function fits({ firstPath, failure }: ArchivedDocument, { code, path }: FailedFilter): boolean {
  return (code === null || failure?.code === code) && (path === null || firstPath.includes(path))
}
