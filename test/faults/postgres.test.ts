import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderBlobStore, openArchive } from '@backfile/archive'
import { expect, it } from 'vitest'
import { expectReadOnce, receive, sampleDocuments, settled } from './support/documents.ts'
import { ownPostgresMissing, startPostgres } from './support/own-postgres.ts'
import { impatient } from './support/servers.ts'
import { until } from './support/until.ts'
import { describeWhereThereIs } from './support/where-there-is.ts'
import { startWorker } from './support/worker-process.ts'

describeWhereThereIs('a PostgreSQL that is killed', ownPostgresMissing, () => {
  it('and started again loses nothing: its workers wait for it and go on', async () => {
    const postgres = await startPostgres()
    const folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
    const documents = sampleDocuments(24)
    const open = () => openArchive(postgres.url, { blobs: folderBlobStore(folder) })
    try {
      const before = await open()
      await receive(before, documents)
      await before.close()
      const worker = await startWorker({
        ...impatient,
        BACKFILE_ARCHIVE: postgres.url,
        BACKFILE_BLOBS: folder,
      })
      for (let round = 0; round < 2; round += 1) {
        const logged = worker.log.length
        await until(() => worker.log.slice(logged).filter(({ event }) => event === 'read').length > 2)
        await postgres.kill()
        await sleep(1500)
        await postgres.restart()
      }
      const after = await open()
      await settled(after, documents)
      await expectReadOnce(after, documents)
      expect(await worker.stop()).toBe(0)
      await after.close()
    } finally {
      await postgres.remove()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
