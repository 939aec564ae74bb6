import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from './archive.ts'
import { packDatabase, unpackDatabase } from './empty-database.ts'

describe('a packed database', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-packed-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('unpacks to the very files, and the folders that are empty', async () => {
    await mkdir(join(folder, 'db/pg_tblspc'), { recursive: true })
    await mkdir(join(folder, 'db/base'))
    await writeFile(join(folder, 'db/base/1'), 'rows')
    await writeFile(join(folder, 'db/PG_VERSION'), '')
    await packDatabase(join(folder, 'db'), join(folder, 'packed'))
    await unpackDatabase(join(folder, 'packed'), join(folder, 'unpacked'))
    const names = await readdir(join(folder, 'unpacked'), { recursive: true })
    expect(names.sort()).toEqual(['PG_VERSION', 'base', 'base/1', 'pg_tblspc'])
    expect(await readFile(join(folder, 'unpacked/base/1'), 'utf8')).toBe('rows')
    expect(await readFile(join(folder, 'unpacked/PG_VERSION'), 'utf8')).toBe('')
  })

  it('makes archives that can be told apart', async () => {
    const nameOf = async (place: string): Promise<unknown> => {
      const archive = await openArchive(join(folder, place))
      const { rows } = await archive.db.execute(sql`select current_setting('cluster_name') as name`)
      await archive.close()
      return rows[0]?.name
    }
    const name = await nameOf('named')
    expect(name).toMatch(/^[0-9a-f-]{36}$/)
    expect(await nameOf('named')).toBe(name)
    expect(await nameOf('other')).not.toBe(name)
  })
})
