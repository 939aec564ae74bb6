import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Archive, tidyArchive } from './archive.ts'
import { unreadCheck } from './current.ts'
import { addCorrection, addFindingDecision, listCorrections, listFindingDecisions } from './decisions.ts'
import {
  beginReading,
  countsByState,
  findDocumentsByPath,
  getDocument,
  listDocuments,
  pathsOfDocument,
  setDocumentState,
  versionsOfPath,
} from './documents.ts'
import { getFiling, listFilings } from './filings.ts'
import { listFindings } from './findings.ts'
import { filingId } from './reading-rows.ts'
import { receiveDocument, receiveDocuments } from './receive.ts'
import { closeAbandonedRuns, finishRun, listRuns, startRun } from './runs.ts'
import { filings, fundAmounts, readings, targets } from './schema.ts'
import { type Reading, storeReading } from './store-reading.ts'
import { describeOnEachEngine, emptyArchive, type TestPlace } from './testing/archives.ts'
import { filingOf, seenFile, sha256Of } from './testing/filings.ts'

const readOf = (content: string, change: Partial<Reading> = {}): Reading => ({
  sha256: sha256Of(content),
  extractorVersion: '1',
  durationMs: 12.4,
  result: { filings: [filingOf(content)] },
  ...change,
})
const failure = { code: 'password-protected', message: { zh: '文件有密码', en: 'The file has a password' } }

describeOnEachEngine('an archive', (engine) => {
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

  const current = async () => {
    const { items } = await listFilings(archive.db, {}, 100)
    return items.map((filing) => filing.sha256)
  }

  it('receives a file once, however often it is seen', async () => {
    const first = await receiveDocument(archive.db, seenFile('a/1.txt', 'one'))
    expect(first).toMatchObject({ outcome: 'new', version: 1, state: 'received' })
    const again = await receiveDocument(archive.db, seenFile('a/1.txt', 'one'))
    expect(again).toMatchObject({ outcome: 'unchanged', version: 1 })
    expect(await countsByState(archive.db)).toEqual({
      received: 1,
      queued: 0,
      reading: 0,
      read: 0,
      failed: 0,
    })
  })

  it('knows a copy of a content it has', async () => {
    const [one, two] = await receiveDocuments(archive.db, [
      seenFile('a.txt', 'one'),
      seenFile('b.txt', 'one'),
    ])
    expect([one?.outcome, two?.outcome]).toEqual(['new', 'copy'])
    expect(await receiveDocument(archive.db, seenFile('c.txt', 'one'))).toMatchObject({ outcome: 'copy' })
    const paths = await pathsOfDocument(archive.db, sha256Of('one'))
    expect(paths.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt'])
  })

  it('knows an unchanged file by its size and time, also after a touch', async () => {
    const file = seenFile('a.txt', 'one')
    const touched = { ...file, modifiedNs: file.modifiedNs + 1n }
    const looked = [file, touched, { ...file, bytes: file.bytes + 1 }, { ...file, path: 'b.txt' }]
    const known = async () =>
      (await findDocumentsByPath(archive.db, looked)).map((document) => document?.sha256 === file.sha256)
    await receiveDocument(archive.db, file)
    expect(await known()).toEqual([true, false, false, false])
    expect(await receiveDocument(archive.db, touched)).toMatchObject({ outcome: 'unchanged' })
    expect(await known()).toEqual([false, true, false, false])
  })

  it('gives a changed file a version, and the old one is current until the new one is read', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'draft'))
    await storeReading(archive.db, readOf('draft'))
    const changed = await receiveDocument(archive.db, seenFile('a.txt', 'final'))
    expect(changed).toMatchObject({ outcome: 'changed', version: 2, state: 'received' })
    expect(await current()).toEqual([sha256Of('draft')])
    await storeReading(archive.db, readOf('final'))
    expect(await current()).toEqual([sha256Of('final')])
    const versions = await versionsOfPath(archive.db, 'a.txt')
    expect(versions.map(({ sha256, current }) => [sha256, current])).toEqual([
      [sha256Of('final'), true],
      [sha256Of('draft'), false],
    ])
    const old = await getFiling(archive.db, filingId(sha256Of('draft'), 0))
    expect(old).toMatchObject({ kind: 'found', filing: { current: false } })
    await receiveDocument(archive.db, seenFile('a.txt', 'draft'))
    expect(await current()).toEqual([sha256Of('draft')])
  })

  it('keeps a replaced content current while it still stands at another path', async () => {
    await receiveDocuments(archive.db, [seenFile('a.txt', 'one'), seenFile('b.txt', 'one')])
    await storeReading(archive.db, readOf('one'))
    await receiveDocument(archive.db, seenFile('a.txt', 'two'))
    expect(await current()).toEqual([sha256Of('one')])
    await storeReading(archive.db, readOf('two'))
    expect((await current()).sort()).toEqual([sha256Of('one'), sha256Of('two')].sort())
    await receiveDocument(archive.db, seenFile('b.txt', 'two'))
    expect(await current()).toEqual([sha256Of('two')])
  })

  const unread = async () => {
    const { items } = await listFindings(archive.db, { check: unreadCheck }, 10)
    return items.map(({ finding }) => finding.message.en)
  }
  const warnings = async () => (await listFilings(archive.db, {}, 10)).items.map((one) => one.warningCount)

  it('keeps the old figures of a changed file that cannot be read, and says so on them', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'draft'))
    await storeReading(archive.db, readOf('draft'))
    await receiveDocument(archive.db, seenFile('a.txt', 'locked'))
    await storeReading(archive.db, readOf('locked', { result: { failure } }))
    expect(await current()).toEqual([sha256Of('draft')])
    expect(await unread()).toEqual([
      'A newer version of a.txt could not be read (The file has a password): what is shown is the version before it',
    ])
    expect(await warnings()).toEqual([2])
    await storeReading(archive.db, readOf('locked', { result: { failure } }))
    expect(await warnings()).toEqual([2])
    await storeReading(archive.db, readOf('locked'))
    expect(await current()).toEqual([sha256Of('locked')])
    expect(await unread()).toEqual([])
    await receiveDocument(archive.db, seenFile('a.txt', 'draft'))
    expect({ current: await current(), unread: await unread(), warnings: await warnings() }).toEqual({
      current: [sha256Of('draft')],
      unread: [],
      warnings: [1],
    })
  })

  it('shows the newest version that was read, in whatever order they are read', async () => {
    for (const content of ['one', 'two', 'three'])
      await receiveDocument(archive.db, seenFile('a.txt', content))
    await storeReading(archive.db, readOf('two'))
    expect(await current()).toEqual([sha256Of('two')])
    await storeReading(archive.db, readOf('one'))
    expect(await current()).toEqual([sha256Of('two')])
    await storeReading(archive.db, readOf('three'))
    expect(await current()).toEqual([sha256Of('three')])
  })

  it('shows one version of a path when two are read at the same time', async () => {
    for (const content of ['one', 'two', 'three'])
      await receiveDocument(archive.db, seenFile('a.txt', content))
    await Promise.all(['three', 'two', 'one'].map((content) => storeReading(archive.db, readOf(content))))
    expect(await current()).toEqual([sha256Of('three')])
  })

  it('takes a path longer than an index entry', async () => {
    const path = `${Array.from({ length: 4000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20000))).join('')}.pdf`
    expect(await receiveDocument(archive.db, seenFile(path, 'one'))).toMatchObject({ outcome: 'new' })
    expect(await receiveDocument(archive.db, seenFile(path, 'one'))).toMatchObject({ outcome: 'unchanged' })
  })

  it('stores a reading once, whatever is delivered twice', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    expect(await storeReading(archive.db, readOf('one'))).toBe('stored')
    const before = await archive.db.select().from(filings)
    expect(await storeReading(archive.db, readOf('one', { result: { failure } }))).toBe('unchanged')
    expect(await storeReading(archive.db, readOf('one'))).toBe('unchanged')
    expect(await archive.db.select().from(filings)).toEqual(before)
    expect(await getDocument(archive.db, sha256Of('one'))).toMatchObject({ state: 'read', failure: null })
  })

  it('stores a reading once when two workers bring it at the same time', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const outcomes = await Promise.all([1, 2, 3].map(() => storeReading(archive.db, readOf('one'))))
    expect(outcomes.sort()).toEqual(['stored', 'unchanged', 'unchanged'])
    expect(await archive.db.$count(fundAmounts)).toBe(3)
  })

  it('gives one version to a change that two loads see at the same time', async () => {
    const files = ['one', 'two', 'three', 'four'].map((content) => seenFile('a.txt', content))
    await Promise.all(files.map((file) => receiveDocument(archive.db, file)))
    const versions = await versionsOfPath(archive.db, 'a.txt')
    expect(versions.map(({ version, current }) => [version, current])).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ])
  })

  it('stores nothing of a reading of which it cannot store all', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const twice = [filingOf('one'), filingOf('one')]
    await expect(storeReading(archive.db, readOf('one', { result: { filings: twice } }))).rejects.toThrow()
    expect(await archive.db.$count(readings)).toBe(0)
    expect(await archive.db.$count(filings)).toBe(0)
    expect(await getDocument(archive.db, sha256Of('one'))).toMatchObject({ state: 'received' })
  })

  it('refuses a reading of what was never received, or of another content', async () => {
    await expect(storeReading(archive.db, readOf('unseen'))).rejects.toThrow(/never received/)
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const other = readOf('one', { result: { filings: [filingOf('two')] } })
    await expect(storeReading(archive.db, other)).rejects.toThrow(/given as one of/)
  })

  it('keeps the reason of a failure until a later try succeeds', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    expect((await beginReading(archive.db, sha256Of('one'), '1')).kind).toBe('begun')
    expect(await storeReading(archive.db, readOf('one', { result: { failure } }))).toBe('stored')
    expect(await storeReading(archive.db, readOf('one', { result: { failure } }))).toBe('unchanged')
    expect(await getDocument(archive.db, sha256Of('one'))).toMatchObject({
      state: 'failed',
      failure,
      attempts: 1,
    })
    expect((await beginReading(archive.db, sha256Of('one'), '1')).kind).toBe('begun')
    expect(await storeReading(archive.db, readOf('one'))).toBe('stored')
    expect(await getDocument(archive.db, sha256Of('one'))).toMatchObject({
      state: 'read',
      failure: null,
      attempts: 2,
    })
    expect((await beginReading(archive.db, sha256Of('one'), '1')).kind).toBe('already-read')
    expect((await beginReading(archive.db, sha256Of('unseen'), '1')).kind).toBe('unknown')
  })

  it('reads again with a newer extractor, keeps the older reading and shows the newer', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    await storeReading(archive.db, readOf('one'))
    const waiting = (version: string) => listDocuments(archive.db, { notTriedBy: version }, 10)
    expect((await waiting('1')).items).toHaveLength(0)
    expect((await waiting('2')).items).toHaveLength(1)
    const better = { ...filingOf('one'), fiscalYear: 2025 }
    await storeReading(archive.db, readOf('one', { extractorVersion: '2', result: { filings: [better] } }))
    const { items } = await listFilings(archive.db, {}, 10)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      id: filingId(sha256Of('one'), 0),
      fiscalYear: 2025,
      extractorVersion: '2',
    })
    expect(await archive.db.$count(filings)).toBe(2)
    expect((await waiting('3')).items).toHaveLength(1)
    await storeReading(archive.db, readOf('one', { extractorVersion: '3', result: { failure } }))
    expect((await waiting('3')).items).toHaveLength(0)
    expect((await listFilings(archive.db, {}, 10)).items[0]).toMatchObject({ extractorVersion: '2' })
    expect(await unread()).toEqual([
      'This file could not be read again (The file has a password): what is shown is what was read before',
    ])
    await storeReading(archive.db, readOf('one', { extractorVersion: '3' }))
    expect(await unread()).toEqual([])
  })

  it('keeps what people decided when the file is read again', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    await storeReading(archive.db, readOf('one'))
    const of = { sha256: sha256Of('one'), part: 0, madeBy: '张审计', reason: '与原件核对' }
    const correction = { ...of, subject: 'aaaaaaaaaaaa', property: 'halfYearPlan', value: '1100' }
    await addCorrection(archive.db, correction)
    const { items } = await listFindings(archive.db, {}, 1)
    const findingId = items[0]?.finding.id ?? ''
    await addFindingDecision(archive.db, { ...of, findingId, state: 'accepted' })
    await addFindingDecision(archive.db, { ...of, findingId, state: 'dismissed' })
    await storeReading(archive.db, readOf('one', { extractorVersion: '2' }))
    expect(await listCorrections(archive.db, of.sha256, 0)).toEqual([
      { ...correction, madeAt: expect.any(Date) },
    ])
    expect(await listFindingDecisions(archive.db, of.sha256, 0)).toHaveLength(2)
    const again = await listFindings(archive.db, {}, 10)
    expect(again.items.map(({ state }) => state)).toEqual(['dismissed', 'open'])
    expect(again.items[0]?.decision).toEqual({
      ...{ state: 'dismissed', madeBy: of.madeBy, reason: of.reason },
      madeAt: (await listFindingDecisions(archive.db, of.sha256, 0))[1]?.madeAt,
    })
    expect((await listFindings(archive.db, { open: true }, 10)).items).toHaveLength(1)
    await expect(addCorrection(archive.db, { ...correction, madeBy: ' ' })).rejects.toThrow()
    await expect(addCorrection(archive.db, { ...correction, reason: '' })).rejects.toThrow()
  })

  it('gives a filing back byte for byte, with every character a broken file may hold', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const text = 'NUL \u0000 half \ud800 \\u0000 quote " 全角％ 𠮷'
    const filing = { ...filingOf('one'), unit: { name: text, code: null } }
    await storeReading(archive.db, readOf('one', { result: { filings: [filing] } }))
    const found = await getFiling(archive.db, filingId(sha256Of('one'), 0))
    expect(found).toMatchObject({ kind: 'found', json: JSON.stringify(filing) })
  })

  it('keeps decimals exactly, whatever their length and precision', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,40})(\.[0-9]{1,20})?$/)
    await fc.assert(
      fc.asyncProperty(fc.array(digits, { minLength: 1, maxLength: 20 }), async (values) => {
        const [line] = filingOf('one').funds
        if (line === undefined) throw new Error('the sample has fund lines')
        const amounts = values.map((value) => ({
          ...{ measure: 'amount' as const, raw: value, value, unit: null, confidence: 1, locators: [] },
        }))
        const filing = { ...filingOf('one'), funds: [{ ...line, amounts }] }
        await archive.db.delete(readings)
        await storeReading(archive.db, readOf('one', { result: { filings: [filing] } }))
        const rows = await archive.db.select().from(fundAmounts).orderBy(fundAmounts.ordinal)
        expect(rows.map(({ value }) => value)).toEqual(values)
      }),
      { numRuns: 20 },
    )
  })

  it('keeps a filing with a number too long for any table', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const value = '9'.repeat(200_000)
    const [row] = filingOf('one').indicators
    if (row === undefined) throw new Error('the sample has indicators')
    const targetsWith = row.targets.map((target) => ({ ...target, raw: value, value }))
    const filing = { ...filingOf('one'), indicators: [{ ...row, targets: targetsWith }] }
    await storeReading(archive.db, readOf('one', { result: { filings: [filing] } }))
    const [stored] = await archive.db.select().from(targets).where(eq(targets.ordinal, 0))
    expect(stored).toMatchObject({ value: null, raw: value })
  })

  it('finds a filing by its id or the beginning of it, and says when several begin so', async () => {
    for (const content of ['one', 'two']) {
      await receiveDocument(archive.db, seenFile(`${content}.txt`, content))
      await storeReading(archive.db, readOf(content))
    }
    const id = filingId(sha256Of('one'), 0)
    expect(await getFiling(archive.db, id.slice(0, 6).toUpperCase())).toMatchObject({
      kind: 'found',
      filing: { id },
    })
    await archive.db
      .update(filings)
      .set({ id: 'abc111111111' })
      .where(eq(filings.sha256, sha256Of('one')))
    await archive.db
      .update(filings)
      .set({ id: 'abc222222222' })
      .where(eq(filings.sha256, sha256Of('two')))
    expect(await getFiling(archive.db, 'abc')).toEqual({
      kind: 'ambiguous',
      ids: ['abc111111111', 'abc222222222'],
    })
    expect(await getFiling(archive.db, 'abd')).toEqual({ kind: 'missing' })
    expect(await getFiling(archive.db, "a' or true --")).toEqual({ kind: 'missing' })
    expect(await getFiling(archive.db, '')).toEqual({ kind: 'missing' })
  })

  it('pages through filings and findings without losing or repeating any', async () => {
    const contents = Array.from({ length: 23 }, (_, i) => `filing ${i}`)
    await receiveDocuments(
      archive.db,
      contents.map((content) => seenFile(`${content}.txt`, content)),
    )
    for (const [i, content] of contents.entries()) {
      const unit = { name: i % 5 === 0 ? null : `第${i % 3}中学`, code: `10${i}` }
      const filing = filingOf(content, { unit, fiscalYear: i % 4 === 0 ? null : 2020 + (i % 4) })
      await storeReading(archive.db, readOf(content, { result: { filings: [filing] } }))
    }
    const listed = await collect((after) => listFilings(archive.db, {}, 4, after))
    expect(new Set(listed.map(({ id }) => id)).size).toBe(23)
    expect(listed.filter(({ unitName }) => unitName === null)).toEqual(listed.slice(0, 5))
    const second = await collect((after) => listFilings(archive.db, { unit: '２中学', year: 2022 }, 2, after))
    expect(second.length).toBeGreaterThan(1)
    expect(second.every(({ unitName, fiscalYear }) => unitName === '第2中学' && fiscalYear === 2022)).toBe(
      true,
    )
    expect(await collect((after) => listFilings(archive.db, { unit: '107' }, 2, after))).toHaveLength(1)
    expect(await collect((after) => listFilings(archive.db, { form: 'unknown' }, 2, after))).toHaveLength(0)

    const found = await collect((after) => listFindings(archive.db, {}, 7, after))
    expect(found.map(({ finding }) => finding.severity)).toEqual([
      ...Array<string>(23).fill('error'),
      ...Array<string>(23).fill('warning'),
    ])
    expect(new Set(found.map(({ finding }) => finding.id)).size).toBe(46)
    expect(found[0]?.finding).toEqual(filingOf('filing 0').findings[0])
    const clipped = await collect((after) =>
      listFindings(archive.db, { check: 'text/clipped', year: 2021 }, 3, after),
    )
    expect(clipped).toHaveLength(6)
    const one = await collect((after) =>
      listFindings(archive.db, { filing: filingId(sha256Of('filing 3'), 0), severity: 'error' }, 3, after),
    )
    expect(one).toHaveLength(1)
  })

  it('lists documents by state in the order of receipt', async () => {
    const files = ['one', 'two', 'three', 'four', 'five'].map((content) =>
      seenFile(`${content}.txt`, content),
    )
    await receiveDocuments(archive.db, files)
    await setDocumentState(archive.db, [sha256Of('one'), sha256Of('three')], 'queued')
    await storeReading(archive.db, readOf('two', { result: { failure } }))
    expect(await countsByState(archive.db)).toEqual({
      received: 2,
      queued: 2,
      reading: 0,
      read: 0,
      failed: 1,
    })
    const waiting = await collect((after) =>
      listDocuments(archive.db, { states: ['received', 'queued', 'reading'] }, 2, after),
    )
    expect(waiting.map(({ firstPath }) => firstPath)).toEqual([
      'one.txt',
      'three.txt',
      'four.txt',
      'five.txt',
    ])
  })

  it('counts a file without any filing as read', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    expect(await storeReading(archive.db, readOf('one', { result: { filings: [] } }))).toBe('stored')
    expect(await getDocument(archive.db, sha256Of('one'))).toMatchObject({ state: 'read' })
    expect(await storeReading(archive.db, readOf('one', { result: { filings: [] } }))).toBe('unchanged')
  })

  it('stores several filings of one file under the same document', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    const parts = [filingOf('one', {}, 0), filingOf('one', { unit: { name: '市博物馆', code: null } }, 1)]
    await storeReading(archive.db, readOf('one', { result: { filings: parts } }))
    const { items } = await listFilings(archive.db, {}, 10)
    expect(items.map(({ part, unitName, path }) => [part, unitName, path]).sort()).toEqual([
      [0, '市图书馆', 'a.txt'],
      [1, '市博物馆', 'a.txt'],
    ])
    const [second] = await archive.db
      .select()
      .from(filings)
      .where(and(eq(filings.part, 1)))
    expect(second).toMatchObject({
      fundCount: 2,
      indicatorCount: 1,
      errorCount: 1,
      warningCount: 1,
      infoCount: 0,
    })
  })

  it('remembers runs, and which were cut short', async () => {
    const first = await startRun(archive.db, '1', ['/filings'])
    await finishRun(archive.db, first, 'finished', { read: 3, failed: 1 })
    await startRun(archive.db, '1', ['/more'])
    expect(await closeAbandonedRuns(archive.db)).toBe(1)
    await finishRun(archive.db, first, 'failed', {})
    const runs = await listRuns(archive.db, 10)
    expect(runs.map(({ state, counts, roots }) => ({ state, counts, roots }))).toEqual([
      { state: 'interrupted', counts: null, roots: ['/more'] },
      { state: 'finished', counts: { read: 3, failed: 1 }, roots: ['/filings'] },
    ])
  })

  it('can be tidied and opened again with all that was in it', async () => {
    await receiveDocument(archive.db, seenFile('a.txt', 'one'))
    await storeReading(archive.db, readOf('one'))
    const applied = async () =>
      (await archive.db.execute(sql`select * from archive_migrations order by hash`)).rows
    const before = await applied()
    await tidyArchive(archive)
    await archive.close()
    await archive.close()
    archive = await place.open()
    expect(await current()).toEqual([sha256Of('one')])
    expect(await applied()).toEqual(before)
  })
})

async function collect<T>(
  page: (after: string | null) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>,
): Promise<readonly T[]> {
  const all: T[] = []
  let after: string | null = null
  do {
    const { items, next }: { readonly items: readonly T[]; readonly next: string | null } = await page(after)
    all.push(...items)
    after = next
  } while (after !== null)
  return all
}
