import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ArchiveInUse, lockFolder } from './folder-lock.ts'
import { startChild } from './testing/child.ts'

describe('the lock on an embedded archive', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-lock-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const locks = () => readdir(join(folder, 'lock'))

  it('is had by one, refused to the next, and free again after release', async () => {
    const lock = await lockFolder(folder)
    const refused = await lockFolder(folder).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ArchiveInUse)
    expect(String(refused)).toContain(folder)
    expect(String(refused)).toContain(`process ${process.pid}`)
    await lock.release()
    expect(await locks()).toEqual([])
    await (await lockFolder(folder)).release()
  })

  it('is taken over from a dead process, and never from a living one', async () => {
    const child = startChild('hold-lock.ts', folder)
    expect((await child.lines.next()).value).toBe('held')
    const refused = await lockFolder(folder).catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'ArchiveInUse', pid: child.pid })
    await child.kill()
    await (await lockFolder(folder)).release()
    expect(await locks()).toEqual([])
  })

  it('is taken over where the PID has been given to another process since', async () => {
    const lock = await lockFolder(folder)
    const [name] = await locks()
    const [pid, started, ...rest] = name?.split('_') ?? []
    const reused = [pid, Number(started) - 1, ...rest].join('_')
    await rename(join(folder, 'lock', name ?? ''), join(folder, 'lock', reused))
    await (await lockFolder(folder)).release()
    await lock.release()
  })

  it('is refused with the file to delete where it was taken on another machine', async () => {
    await (await lockFolder(folder)).release()
    const since = Date.now() - 60_000
    const file = join(
      folder,
      'lock',
      ['123', '', '', `not-${hostname()}`.replace(/[^A-Za-z0-9-]/g, '-'), since, 'x'].join('_'),
    )
    await writeFile(file, '')
    const refused = await lockFolder(folder).catch((error: unknown) => error)
    expect(String(refused)).toContain(`delete ${file}`)
  })

  it('is never had by two of many that start at once, though a dead process left its lock', async () => {
    const dead = startChild('hold-lock.ts', folder)
    await dead.lines.next()
    await dead.kill()
    const children = Array.from({ length: 4 }, () => startChild('hold-lock.ts', folder))
    const answers = await Promise.all(children.map(async (child) => String((await child.lines.next()).value)))
    const refused = answers.filter((answer) => answer.includes('is open in process'))
    // On a busy machine each may have stepped back before the others until it gave up.
    expect(answers.filter((answer) => answer === 'held').length).toBeLessThanOrEqual(1)
    expect(answers.filter((answer) => answer !== 'held')).toEqual(refused)
    await Promise.all(children.map((child) => child.kill()))
    await (await lockFolder(folder)).release()
  })
})
