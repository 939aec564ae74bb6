import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, openArchive } from '@backfile/archive'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectReadOnce, receive, samplesNamed } from './support/documents.ts'
import { type Gates, newGates } from './support/gates.ts'
import { freePort, impatient } from './support/servers.ts'
import { until } from './support/until.ts'
import { startWorker } from './support/worker-process.ts'

describe('an embedded archive', () => {
  let folder: string
  let gates: Gates
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
    gates = newGates()
  })
  afterEach(async () => {
    gates.remove()
    await rm(folder, { recursive: true, force: true })
  })

  const inArchive = async (work: (archive: Archive) => Promise<void>): Promise<void> => {
    const archive = await openArchive(folder)
    try {
      await work(archive)
    } finally {
      await archive.close()
    }
  }

  it('whose worker is killed again and again has each file read once in the end', async () => {
    const documents = samplesNamed({ 'gate-1': 4, 'gate-2': 4, 'gate-3': 4, later: 3 })
    await inArchive((archive) => receive(archive, documents))
    const environment = { ...impatient, ...gates.environment, BACKFILE_ARCHIVE: folder }
    const first = await startWorker(environment)
    await gates.reached('gate-1')
    await first.kill()
    for (const [past, next] of [
      ['gate-1', 'gate-2'],
      ['gate-2', 'gate-3'],
    ] as const) {
      gates.open(past)
      const worker = await startWorker(environment)
      await worker.logged('read')
      await gates.reached(next)
      await worker.kill()
    }
    gates.open('gate-3')
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
