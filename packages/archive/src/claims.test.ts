import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import { type Claim, manifestCheck, noteClaims } from './claims.ts'
import { listFilings } from './filings.ts'
import { listFindings } from './findings.ts'
import { receiveDocument } from './receive.ts'
import { storeReading } from './store-reading.ts'
import { describeOnEachEngine, emptyArchive, type TestPlace } from './testing/archives.ts'
import { filingOf, seenFile, sha256Of } from './testing/filings.ts'

describeOnEachEngine('a manifest', (engine) => {
  let place: TestPlace
  let archive: Archive
  beforeAll(async () => {
    place = await engine.newPlace()
    archive = await place.open()
  })
  beforeEach(() => emptyArchive(archive))
  afterAll(async () => {
    await archive.close()
    await place.remove()
  })

  const claimOf = (change: Partial<Claim>): Claim => ({
    ...{ path: '甲.txt', unit: null, fiscalYear: null, form: null },
    ...change,
  })
  const read = async (extractorVersion = '1') => {
    await receiveDocument(archive.db, seenFile('甲.txt', '甲'))
    const result = { filings: [filingOf('甲')] }
    await storeReading(archive.db, { sha256: sha256Of('甲'), extractorVersion, durationMs: 1, result })
  }
  const found = async () => {
    const { items } = await listFindings(archive.db, { check: manifestCheck }, 10)
    return items.map(({ finding: { subjects, expected, actual } }) => [subjects[0], expected, actual])
  }
  const warnings = async () => (await listFilings(archive.db, {}, 10)).items[0]?.warningCount

  it('that agrees with what was read gives no finding', async () => {
    await noteClaims(archive.db, [
      claimOf({ unit: '苏州市图书馆', fiscalYear: 2024, form: 'department-performance-target' }),
    ])
    await read()
    expect(await found()).toEqual([])
  })

  it('that was noted before the file was read is compared with it', async () => {
    await noteClaims(archive.db, [claimOf({ unit: '市档案馆', fiscalYear: 2023 })])
    await read()
    expect(await found()).toEqual([
      ['unit', '市档案馆', '市图书馆, 105012'],
      ['fiscalYear', '2023', '2024'],
    ])
    expect(await warnings()).toBe(3)
  })

  it('that comes after the file was read is compared with it, and the later claim holds', async () => {
    await read()
    await noteClaims(archive.db, [claimOf({ fiscalYear: 2021 })])
    await noteClaims(archive.db, [claimOf({ fiscalYear: 2021 })])
    expect(await found()).toEqual([['fiscalYear', '2021', '2024']])
    expect(await warnings()).toBe(2)
    await noteClaims(archive.db, [claimOf({ fiscalYear: 2024 })])
    expect(await found()).toEqual([])
    expect(await warnings()).toBe(1)
  })

  it('holds when the file is read again by a newer version', async () => {
    await read()
    await noteClaims(archive.db, [claimOf({ form: '项目支出绩效自评表' })])
    await read('2')
    expect(await found()).toEqual([
      ['form', '项目支出绩效自评表', 'department-performance-target, 市级部门整体预算绩效目标表'],
    ])
    expect(await warnings()).toBe(2)
  })
})
