import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Archive,
  addFindingDecision,
  filingId,
  listFindings,
  openArchive,
  receiveDocument,
  storeReading,
} from '@backfile/archive'
import type { Filing } from '@backfile/model'
import { createApp } from '@backfile/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filingOf, seenFile, sha256Of } from '../../packages/archive/src/testing/filings.ts'

/** What the tests look at in answers; each answer has some of it. */
interface Body {
  readonly items: readonly { readonly id: string }[]
  readonly next: string | null
  readonly error: string
  readonly listed: object
  readonly filing: Pick<Filing, 'funds' | 'fields'>
  readonly openapi: string
  readonly paths: object
  readonly components: object
}

const hostile = '<script>alert("1")</script>'
const contact: Filing['fields'] = [
  { key: 'contactPerson', label: '联系人', text: '王某', confidence: 1, locators: [] },
  { key: 'projectOverview', label: '项目概况', text: '咨询电话13812345678。', confidence: 1, locators: [] },
]

describe('the server of an archive', () => {
  let folder: string
  let archive: Archive
  let ask: (path: string, headers?: Record<string, string>) => Promise<Response>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-server-'))
    archive = await openArchive(folder)
    const app = createApp({ archive, queue: null }, (path, fault) => console.error(path, fault))
    ask = async (path, headers = {}) => app.request(path, { headers })
    for (const content of ['one', 'two', 'three']) {
      await receiveDocument(archive.db, seenFile(`/filings/2024/${content}.txt`, content))
      const filing = filingOf(content, {
        unit: { name: content === 'one' ? hostile : '市图书馆', code: null },
        fields: contact,
      })
      const result = { filings: [filing] }
      await storeReading(archive.db, {
        ...{ sha256: sha256Of(content), extractorVersion: '1', durationMs: 5, result },
      })
    }
    await receiveDocument(archive.db, seenFile('/filings/locked.xlsx', 'locked'))
    const failure = { code: 'password-protected', message: { zh: '文件有密码', en: 'It has a password' } }
    await storeReading(archive.db, {
      ...{ sha256: sha256Of('locked'), extractorVersion: '1', durationMs: 5, result: { failure } },
    })
    await receiveDocument(archive.db, seenFile('/filings/waits.txt', 'waits'))
    const { items } = await listFindings(archive.db, { filing: filingId(sha256Of('two'), 0) }, 1)
    await addFindingDecision(archive.db, {
      ...{ sha256: sha256Of('two'), part: 0, findingId: items[0]?.finding.id ?? '', state: 'dismissed' },
      ...{ madeBy: '张审计', reason: '与原件相符' },
    })
  })
  afterAll(async () => {
    await archive.close()
    await rm(folder, { recursive: true, force: true })
  })

  const json = async (path: string) => {
    const response = await ask(path)
    expect(response.headers.get('content-type')).toContain('application/json')
    const body: Body = JSON.parse(await response.text())
    return { status: response.status, body }
  }

  it('says how things stand', async () => {
    expect(await json('/api/status')).toMatchObject({
      status: 200,
      body: {
        documents: { received: 1, queued: 0, reading: 0, read: 3, failed: 1 },
        ...{ pending: 1, filings: 3, queue: null },
        perMinute: expect.any(Number),
        secondsLeft: expect.any(Number),
        failures: [{ code: 'password-protected', count: 1, message: { en: 'It has a password' } }],
        // Of three errors one was dismissed: it needs no eyes any more.
        findings: [
          { check: 'funds/total-differs', severity: 'error', count: 2 },
          { check: 'text/clipped', severity: 'warning', count: 3 },
        ],
      },
    })
  })

  it('is well, and tells Prometheus where documents are', async () => {
    expect(await json('/healthz')).toEqual({
      status: 200,
      body: { status: 'ok', archive: 'ok', queue: 'ok' },
    })
    const metrics = await (await ask('/metrics')).text()
    expect(metrics).toContain('backfile_archive_documents{state="read"} 3\n')
    expect(metrics).toContain('backfile_archive_documents{state="failed"} 1\n')
  })

  it('lists filings page by page, and by what one asks for', async () => {
    const ids: string[] = []
    let after = ''
    do {
      const { body } = await json(`/api/filings?limit=2${after}`)
      ids.push(...body.items.map(({ id }) => id))
      after = body.next === null ? '' : `&after=${body.next}`
    } while (after !== '')
    expect(ids.sort()).toEqual(
      ['one', 'two', 'three'].map((content) => filingId(sha256Of(content), 0)).sort(),
    )
    expect((await json('/api/filings?unit=图书馆&year=2024')).body.items).toHaveLength(2)
    expect((await json('/api/filings?form=unknown')).body).toEqual({ items: [], next: null })
  })

  it('gives a filing in the canonical model, without what names a person', async () => {
    const id = filingId(sha256Of('two'), 0)
    const { status, body } = await json(`/api/filings/${id.slice(0, 8)}`)
    expect(status).toBe(200)
    expect(body.listed).toMatchObject({ id, path: '/filings/2024/two.txt', current: true })
    expect(body.filing.funds).toEqual(filingOf('two').funds)
    expect(body.filing.fields.map(({ text }) => text)).toEqual(['＊＊＊', '咨询电话＊＊＊。'])
    expect((await json('/api/filings/feedfeed')).status).toBe(404)
    expect((await json('/api/filings/..%2f')).status).toBe(400)
  })

  it('lists findings, all or those that are open', async () => {
    expect((await json('/api/findings?severity=error')).body.items).toHaveLength(3)
    const open = await json('/api/findings?severity=error&state=open')
    expect(open.body.items).toHaveLength(2)
    const first = await json('/api/findings?limit=4')
    const rest = await json(`/api/findings?limit=4&after=${first.body.next}`)
    expect([first.body.items.length, rest.body.items.length, rest.body.next]).toEqual([4, 2, null])
  })

  it('lists documents by state, with the reasons of those that failed', async () => {
    const { body } = await json('/api/documents?state=failed')
    expect(body.items).toMatchObject([
      { path: '/filings/locked.xlsx', state: 'failed', failure: { code: 'password-protected' } },
    ])
  })

  it.each([
    '/api/filings?limit=0',
    '/api/filings?limit=10000',
    '/api/filings?year=next',
    '/api/filings?after=%00',
    '/api/findings?after=1.2',
    '/api/findings?severity=grave',
    '/api/documents?state=lost',
  ])('refuses %s and says what is wrong with it', async (path) => {
    const { status, body } = await json(path)
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringMatching(/^\w+: ./) })
  })

  it('describes itself by OpenAPI', async () => {
    const { body } = await json('/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths).sort()).toEqual([
      ...['/api/documents', '/api/filings', '/api/filings/{id}', '/api/findings', '/api/status'],
    ])
    expect(body.components).toMatchObject({
      schemas: { ListedFiling: { properties: { fundCount: { type: 'integer' } } } },
    })
  })

  it('shows a page to people, in the language that their browser asks for or they choose', async () => {
    const english = await (await ask('/', { 'accept-language': 'en' })).text()
    expect(english).toContain('<html lang="en">')
    expect(english).toContain('Needs eyes')
    expect(english).toContain('It has a password')
    const chinese = await (await ask('/', { 'accept-language': 'zh-CN,zh;q=0.9' })).text()
    expect(chinese).toContain('<html lang="zh-CN">')
    expect(chinese).toContain('文件有密码')
    expect(await (await ask('/?lang=zh', { 'accept-language': 'en' })).text()).toContain('需要人看')
  })

  it('takes what stands in a filing for text, whatever it is', async () => {
    const response = await ask('/')
    const page = await response.text()
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(page).not.toMatch(/https?:\/\//)
  })

  it('says of an address it does not know that there is nothing', async () => {
    expect(await json('/api/figures')).toMatchObject({ status: 404 })
    const { status } = await json('/admin')
    expect(status).toBe(404)
  })
})

describe('the server of an archive that cannot be asked', () => {
  it('says so without the reason, which goes to the log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backfile-server-'))
    const archive = await openArchive(folder)
    const faults: string[] = []
    const app = createApp({ archive, queue: null }, (path) => faults.push(path))
    await archive.close()
    const answer = await app.request('/api/filings')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('PGlite')
    expect(faults).toEqual(['/api/filings'])
    expect((await app.request('/healthz')).status).toBe(503)
    expect((await app.request('/')).status).toBe(503)
    await rm(folder, { recursive: true, force: true })
  })
})
