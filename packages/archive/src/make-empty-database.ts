/** A step of this package's build: makes the packed empty database that new archives start from. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from './archive.ts'
import { emptyDatabase, packDatabase } from './empty-database.ts'

// That of the last build may lack the newest tables.
await rm(emptyDatabase, { force: true })
const folder = await mkdtemp(join(tmpdir(), 'backfile-build-'))
try {
  const archive = await openArchive(folder)
  await archive.close()
  await packDatabase(join(folder, 'db'), emptyDatabase)
} finally {
  await rm(folder, { recursive: true, force: true })
}
