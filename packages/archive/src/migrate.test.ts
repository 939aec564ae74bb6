import { readdirSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { describeOnEachEngine, type TestPlace } from './testing/archives.ts'

const migrations = readdirSync(new URL('../drizzle', import.meta.url)).filter((name) => name.endsWith('.sql'))

describeOnEachEngine('the tables of an archive', (engine) => {
  let place: TestPlace
  beforeAll(async () => {
    place = await engine.newBarePlace()
  })
  afterAll(() => place.remove())

  it('are made once when several processes start at once', async () => {
    // An embedded archive has one process; there, the several are tasks of one.
    const archives =
      engine.name === 'embedded' ? [await place.open()] : await Promise.all([1, 2, 3, 4].map(place.open))
    await Promise.all(archives.flatMap(({ db }) => [migrate(db), migrate(db)]))
    for (const archive of archives) {
      const applied = await archive.db.execute(sql`select count(*)::int as count from archive_migrations`)
      expect(applied.rows).toEqual([{ count: migrations.length }])
      await archive.close()
    }
  })

  it('made by a newer version are refused', async () => {
    const archive = await place.open()
    await archive.db.execute(sql`insert into archive_migrations (hash) values ('of next year')`)
    await archive.close()
    await expect(place.open()).rejects.toThrow('made by a newer version')
  })
})
