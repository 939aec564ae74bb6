/** `backfile verify`: is every received document accounted for, and does the store still have what was received? */
import { verifyArchive } from '@backfile/ingest'
import { type ArchivePlace, lacksBlobs, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { displayPath } from '../place.ts'
import { complain, print, say } from '../terminal.ts'

/** Looks at everything; each discrepancy is a line on stderr, the sum is printed. */
export async function verify(options: ArchivePlace & { readonly json: boolean }): Promise<ExitCode> {
  if (lacksBlobs(options)) return exitCodes.usage
  return withArchive(options, 'read', async (archive) => {
    const found = await verifyArchive(
      archive,
      ({ sha256, path, what }) => complain(path === null ? sha256 : displayPath(path), say(what)),
      () => undefined,
    )
    const { documents, strayBlobs, discrepancies } = found
    const stray =
      strayBlobs === 0
        ? ''
        : say({
            zh: `存储中另有 ${strayBlobs} 份没有登记的内容（无害）。`,
            en: ` The store has ${strayBlobs} contents besides that nothing refers to; they do no harm.`,
          })
    const words =
      discrepancies === 0
        ? say({
            zh: `${documents} 个文件全部有着落，内容与哈希值相符。`,
            en: `All ${documents} documents are accounted for, and their contents match their hashes.`,
          })
        : say({
            zh: `${documents} 个文件中发现 ${discrepancies} 处问题。`,
            en: `${discrepancies} things are wrong with ${documents} documents.`,
          })
    await print(options.json ? `${JSON.stringify(found)}\n` : `${words}${stray}\n`)
    return discrepancies === 0 ? exitCodes.done : exitCodes.someFailed
  })
}
