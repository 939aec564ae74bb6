import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderBlobStore, openArchive } from '@backfile/archive'
import { expect, it } from 'vitest'
import { expectReadOnce, receive, samplesNamed, settled } from './support/documents.ts'
import { newGates } from './support/gates.ts'
import { ownPostgresMissing, startPostgres } from './support/own-postgres.ts'
import { impatient } from './support/servers.ts'
import { until } from './support/until.ts'
import { describeWhereThereIs } from './support/where-there-is.ts'
import { startWorker } from './support/worker-process.ts'

describeWhereThereIs('a PostgreSQL that is killed', ownPostgresMissing, () => {
  it('and started again loses nothing: its workers wait for it and go on', async () => {
    const postgres = await startPostgres()
    const folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
    const gates = newGates()
    const documents = samplesNamed({ 'gate-1': 4, 'gate-2': 4, later: 4 })
    const open = () => openArchive(postgres.url, { blobs: folderBlobStore(folder) })
    try {
      const before = await open()
      await receive(before, documents)
      await before.close()
      const worker = await startWorker({
        ...{ ...impatient, ...gates.environment },
        BACKFILE_ARCHIVE: postgres.url,
        BACKFILE_BLOBS: folder,
      })
      for (const gate of ['gate-1', 'gate-2'] as const) {
        await gates.reached(gate)
        const logged = worker.log.length
        await postgres.kill()
        await until(() => worker.log.slice(logged).some(({ event }) => event === 'fault'))
        await postgres.restart()
        gates.open(gate)
      }
      const after = await open()
      await settled(after, documents)
      await expectReadOnce(after, documents)
      expect(await worker.stop()).toBe(0)
      await after.close()
    } finally {
      gates.remove()
      await postgres.remove()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
