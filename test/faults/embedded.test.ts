import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, openArchive } from '@backfile/archive'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectReadOnce, receive, sampleDocuments } from './support/documents.ts'
import { freePort, impatient } from './support/servers.ts'
import { until } from './support/until.ts'
import { startWorker } from './support/worker-process.ts'

describe('an embedded archive', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const inArchive = async (work: (archive: Archive) => Promise<void>): Promise<void> => {
    const archive = await openArchive(folder)
    try {
      await work(archive)
    } finally {
      await archive.close()
    }
  }

  it('whose worker is killed again and again has each file read once in the end', async () => {
    const documents = [...sampleDocuments(3, 'is-slow'), ...sampleDocuments(15).slice(3)]
    await inArchive((archive) => receive(archive, documents))
    const environment = { ...impatient, BACKFILE_ARCHIVE: folder }
    for (let killed = 0; killed < 3; killed += 1) {
      const worker = await startWorker(environment)
      if (killed > 0) await worker.logged('read')
      await worker.kill()
    }
    const port = await freePort()
    const last = await startWorker({ ...environment, BACKFILE_WORKER_PORT: String(port) })
    await until(async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      return metrics.includes(`backfile_archive_documents{state="read"} ${documents.length}\n`)
    })
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toMatchObject({ status: 'ok' })
    expect(await last.stop()).toBe(0)
    await inArchive((archive) => expectReadOnce(archive, documents))
  })
})
