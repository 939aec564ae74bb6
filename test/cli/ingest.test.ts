import { existsSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Gates, newGates } from '../faults/support/gates.ts'
import {
  backfile,
  jsonLines,
  newFolder,
  newFolderWithArchive,
  type Outcome,
  start,
} from './support/backfile.ts'
import { containers, encryptedWorkbook, picture, put, putMany, someFiling } from './support/filings.ts'

interface Summary {
  readonly state: string
  readonly counts: Readonly<Record<string, number>>
  readonly failures: readonly { readonly path: string; readonly code: string }[]
}

function summaryOf({ stdout }: Outcome): Summary {
  const [summary, ...more] = jsonLines<Summary>(stdout)
  if (summary === undefined || more.length > 0) throw new Error(`No summary: ${stdout}`)
  return summary
}

async function ingest(folder: string, ...paths: string[]): Promise<Outcome & Summary> {
  const outcome = await backfile(folder, ['ingest', ...paths, '--json'])
  return { ...outcome, ...summaryOf(outcome) }
}

async function listed(folder: string): Promise<{ readonly path: string; readonly sha256: string }[]> {
  return jsonLines((await backfile(folder, ['list', '--json'])).stdout)
}

describe('backfile ingest', () => {
  let gates: Gates
  beforeEach(() => {
    gates = newGates()
  })
  afterEach(() => gates.remove())

  it('makes the archive, reads a folder with all below it, and says what came of it', async () => {
    const folder = newFolder()
    const filing = someFiling(1)
    put(folder, 'filings/a.xlsx', containers.xlsx(filing))
    put(folder, 'filings/2024/b.docx', containers.docx(someFiling(2)))
    const { code, stdout, stderr } = await backfile(folder, ['ingest', 'filings'])
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Making the archive \.backfile …\n/)
    expect(stdout).toMatch(/files +2\n/)
    expect(stdout).toMatch(/read +2\n/)
    expect(stdout).toMatch(/filings +2\n/)
    expect(stdout).toContain('backfile list')
    expect(await listed(folder)).toHaveLength(2)
  })

  it('adds nothing the second time, and says so', async () => {
    const folder = await newFolderWithArchive()
    putMany(join(folder, 'filings'), 3)
    expect((await ingest(folder, 'filings')).counts).toMatchObject({ new: 3, read: 3, filings: 3 })
    expect((await ingest(folder, 'filings')).counts).toMatchObject({
      new: 0,
      unchanged: 3,
      read: 0,
      filings: 0,
    })
    const third = await backfile(folder, ['ingest', 'filings'])
    expect(third.code).toBe(0)
    expect(third.stdout).toMatch(/^Nothing new: 3 files were known already and unchanged\./)
    expect(await listed(folder)).toHaveLength(3)
  })

  it('is the same folder from wherever it is named', async () => {
    const folder = await newFolderWithArchive()
    putMany(join(folder, 'filings'), 2)
    await ingest(folder, 'filings')
    const again = await ingest(folder, join(folder, 'filings'), './filings/../filings')
    expect(again.counts).toMatchObject({ new: 0, copies: 0, changed: 0, read: 0 })
  })

  it('takes a changed file as a new version: only that is listed', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    await ingest(folder, 'filings')
    const [before] = await listed(folder)
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(2)))
    expect((await ingest(folder, 'filings')).counts).toMatchObject({ changed: 1, read: 1 })
    const after = await listed(folder)
    expect(after).toHaveLength(1)
    expect(after[0]?.sha256).not.toBe(before?.sha256)
  })

  it('reads a copy of a known file only once', async () => {
    const folder = await newFolderWithArchive()
    const content = containers.xlsx(someFiling(1))
    for (const name of ['a.xlsx', 'b/a.xlsx', 'b/c.xlsx']) put(folder, `filings/${name}`, content)
    expect((await ingest(folder, 'filings')).counts).toMatchObject({ found: 3, new: 1, copies: 2, read: 1 })
  })

  it('names what cannot be read, keeps it with its reason, and does the rest', async () => {
    const folder = await newFolderWithArchive()
    const good = containers.xlsx(someFiling(1))
    put(folder, 'filings/good.xlsx', good)
    put(folder, 'filings/empty.pdf', '')
    put(folder, 'filings/picture.pdf', picture)
    put(folder, 'filings/truncated.xlsx', good.subarray(0, good.length / 2))
    put(folder, 'filings/locked.xlsx', encryptedWorkbook)
    const { code, counts, stderr, failures } = await ingest(folder, 'missing', 'filings')
    expect(code).toBe(1)
    expect(counts).toMatchObject({ found: 6, unreadable: 1, failed: 4, read: 1, filings: 1 })
    expect(
      stderr
        .split('\n')
        .filter((line) => line !== '')
        .sort(),
    ).toEqual([
      expect.stringMatching(/^backfile: filings\/empty\.pdf: /),
      expect.stringMatching(/^backfile: filings\/locked\.xlsx: .*password/),
      expect.stringMatching(/^backfile: filings\/picture\.pdf: /),
      expect.stringMatching(/^backfile: filings\/truncated\.xlsx: /),
      expect.stringMatching(/^backfile: missing: no such file or folder/),
    ])
    expect(failures.map(({ code }) => code).sort()).toEqual(
      ['damaged', 'empty', 'not-found', 'password-protected', 'unsupported'].sort(),
    )
    const kept = await backfile(folder, ['list', '--failed'])
    expect(kept.stdout.split('\n').filter((line) => line !== '')).toHaveLength(4)
    expect(await listed(folder)).toHaveLength(1)
  })

  it('tries again what failed before, and is content when it was mended', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', picture)
    expect((await ingest(folder, 'filings')).code).toBe(1)
    const again = await ingest(folder, 'filings')
    expect({ code: again.code, failed: again.counts.failed }).toEqual({ code: 1, failed: 1 })
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    const mended = await ingest(folder, 'filings')
    expect({ code: mended.code, read: mended.counts.read }).toEqual({ code: 0, read: 1 })
  })

  it('passes over what is surely no filing, and counts it', async () => {
    const folder = await newFolderWithArchive()
    putMany(folder, 1)
    for (const name of ['.DS_Store', '~$draft.docx', 'Thumbs.db', '.git/config']) put(folder, name, 'x')
    const { code, counts } = await ingest(folder, '.')
    // The archive's own folder is hidden too.
    expect({ code, found: counts.found, skipped: counts.skipped }).toEqual({ code: 0, found: 1, skipped: 5 })
  })

  it('does not take its own archive for filings, whatever it is called', async () => {
    const folder = await newFolderWithArchive()
    putMany(folder, 1)
    renameSync(join(folder, '.backfile'), join(folder, 'archive'))
    const { counts } = summaryOf(await backfile(folder, ['ingest', '.', '--archive', 'archive', '--json']))
    expect(counts.found).toBe(1)
  })

  it('follows links, but not in circles', async () => {
    const folder = await newFolderWithArchive()
    putMany(join(folder, 'elsewhere'), 2)
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(9)))
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'filings/linked'))
    symlinkSync(join(folder, 'filings'), join(folder, 'filings/circle'))
    const { code, counts } = await ingest(folder, 'filings')
    expect({ code, found: counts.found, read: counts.read }).toEqual({ code: 0, found: 3, read: 3 })
  })

  it.runIf(process.platform === 'linux')('reads a file whose name is not UTF-8, and names it', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    // 预算.pdf in GB 18030, as old Chinese archives unpack.
    const name = Buffer.concat([
      Buffer.from(`${folder}/filings/`),
      Buffer.from([0xd4, 0xa4, 0xcb, 0xe3]),
      Buffer.from('.pdf'),
    ])
    writeFileSync(name, picture)
    const { counts, stderr } = await ingest(folder, 'filings')
    expect(counts).toMatchObject({ found: 2, read: 1, failed: 1, unreadable: 0 })
    expect(stderr).toMatch(/^backfile: filings\/预算\.pdf: /)
  })

  it('goes on after Ctrl-C where it stopped: each file is read once', async () => {
    const folder = await newFolderWithArchive()
    putMany(join(folder, 'filings'), 29)
    put(folder, 'filings/gate-1.xlsx', containers.xlsx(someFiling(30)))
    const files = 30
    const { child, ended } = start(folder, ['ingest', 'filings', '--json'], gates.environment)
    await gates.reached('gate-1')
    child.kill('SIGINT')
    const stopped = await ended
    const { counts, state } = summaryOf(stopped)
    expect({ code: stopped.code, state }).toEqual({ code: 130, state: 'interrupted' })
    // The file at the gate was given back when the time to finish was over.
    const { found = 0, new: received = 0, read = 0, waiting = 0 } = counts
    expect({ found, read }).toEqual({ found: received, read: received - waiting })
    expect(waiting).toBeGreaterThan(0)
    const rest = await ingest(folder, 'filings')
    expect(rest.code).toBe(0)
    expect(rest.counts).toMatchObject({
      new: files - received,
      unchanged: received,
      read: files - read,
      waiting: 0,
    })
    expect(new Set((await listed(folder)).map(({ sha256 }) => sha256)).size).toBe(files)
  })

  it('goes on after its death where it stood: nothing is lost, nothing is there twice', async () => {
    const folder = await newFolderWithArchive()
    const files = 30
    putMany(join(folder, 'filings'), files)
    const { child, ended } = start(folder, ['ingest', 'filings'])
    await untilReceived(folder, files / 2)
    child.kill('SIGKILL')
    expect((await ended).code).toBeNull()
    const rest = await ingest(folder, 'filings')
    expect(rest.code).toBe(0)
    expect(rest.counts).toMatchObject({ failed: 0, waiting: 0 })
    const all = await listed(folder)
    expect(all).toHaveLength(files)
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(files)
  })

  it('refuses an archive that another process has open, in words', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/gate-1.xlsx', containers.xlsx(someFiling(1)))
    const { child, ended } = start(folder, ['ingest', 'filings', '--json'], gates.environment)
    await gates.reached('gate-1')
    const second = await backfile(folder, ['list'])
    child.kill('SIGKILL')
    await ended
    expect({ code: second.code, stdout: second.stdout }).toEqual({ code: 3, stdout: '' })
    expect(second.stderr).toMatch(new RegExp(`^backfile: .*open in process ${child.pid}`))
  })
})

/** Waits until so many files are in the archive's store. */
async function untilReceived(folder: string, files: number): Promise<void> {
  const blobs = join(folder, '.backfile', 'blobs')
  for (;;) {
    const names = (existsSync(blobs) ? readdirSync(blobs, { recursive: true }) : []).filter((name) =>
      /[0-9a-f]{64}$/.test(String(name)),
    )
    if (names.length >= files) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
