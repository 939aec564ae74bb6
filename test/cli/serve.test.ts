import { createServer } from 'node:net'
import { join } from 'node:path'
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { describe, expect, it } from 'vitest'
import { newServerPlace, postgresMissing } from '../faults/support/servers.ts'
import { until } from '../faults/support/until.ts'
import { describeWhereThereIs } from '../faults/support/where-there-is.ts'
import { backfile, newFolder, newFolderWithArchive, type Running, start } from './support/backfile.ts'
import { containers, put, someFiling } from './support/filings.ts'

/** Starts the server on a free port; gives its address once it answers. */
async function serve(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Running & { readonly url: string }> {
  const running = start(folder, ['serve'], { BACKFILE_SERVER_PORT: '0', ...env })
  let log = ''
  running.child.stderr?.on('data', (text: string) => {
    log += text
  })
  const address = () => /"event":"serving","url":"([^"]+)"/.exec(log)?.[1]
  await until(() => {
    if (running.child.exitCode !== null) throw new Error(`The server ended: ${log}`)
    return address() !== undefined
  })
  return { ...running, url: address() ?? '' }
}

describe('backfile serve', () => {
  it('shows an archive in a folder until it is told to stop, and nobody else can write it meanwhile', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    await backfile(folder, ['ingest', 'filings'])
    const { url, child, ended } = await serve(folder)
    const status = await (await fetch(`${url}api/status`)).json()
    expect(status).toMatchObject({ documents: { read: 1 }, filings: 1, queue: null })
    expect(await (await fetch(url)).text()).toContain('<h1>Backfile')
    const second = await backfile(folder, ['ingest', 'filings'])
    expect({ code: second.code, stderr: second.stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining(`open in process ${child.pid}`),
    })
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    expect(code).toBe(0)
    expect(stderr.trim().split('\n').at(-1)).toContain('"event":"stopped"')
    expect((await backfile(folder, ['list'])).code).toBe(0)
  })

  it('says why it cannot begin: no archive, a port that is taken, a port that is none', async () => {
    expect((await backfile(newFolder(), ['serve'])).stderr).toContain('there is no archive')
    const folder = await newFolderWithArchive()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const taken = String(typeof address === 'object' ? address?.port : '')
    const refused = await backfile(folder, ['serve'], { env: { BACKFILE_SERVER_PORT: taken } })
    await new Promise((resolve) => other.close(resolve))
    expect({ code: refused.code, stderr: refused.stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('EADDRINUSE'),
    })
    const none = await backfile(folder, ['serve'], { env: { BACKFILE_SERVER_PORT: 'http' } })
    expect({ code: none.code, stderr: none.stderr }).toEqual({
      code: 2,
      stderr: 'backfile: BACKFILE_SERVER_PORT: must be a whole number\n',
    })
  })
})

describeWhereThereIs('backfile serve on a server', postgresMissing, () => {
  it('shows the queue beside the archive', async () => {
    const place = await newServerPlace()
    const folder = newFolder()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    const queue = await openQueue(
      { redisUrl: null, silence: 5000, extractorVersion: EXTRACTOR_VERSION },
      place.archive,
    )
    try {
      await queue.pause()
      const ingest = ['ingest', join(folder, 'filings'), '--leave-reading']
      await backfile(folder, ingest, { env: place.environment })
      const { url, child, ended } = await serve(folder, place.environment)
      const status = await (await fetch(`${url}api/status`)).json()
      expect(status).toMatchObject({
        documents: { queued: 1, read: 0 },
        queue: { backend: 'postgres', waiting: 1, active: 0, paused: true },
        secondsLeft: null,
      })
      expect(await (await fetch(url)).text()).toContain('The queue is paused')
      expect(await (await fetch(`${url}metrics`)).text()).toContain(
        'backfile_queue_documents{place="waiting"} 1\n',
      )
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
    } finally {
      await queue.close()
      await place.remove()
    }
  })
})
