import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Filing } from '@backfile/model'
import { beforeAll, describe, expect, it } from 'vitest'
import { backfile, jsonLines, newFolder, newFolderWithArchive } from './support/backfile.ts'
import { containers, put, someFiling } from './support/filings.ts'

let folder = ''

beforeAll(async () => {
  folder = await newFolderWithArchive()
  for (const number of [11, 12, 13])
    put(folder, `filings/${number}.xlsx`, containers.xlsx(someFiling(number)))
  put(folder, 'filings/menu.csv', '品名,单价,数量\n铅笔,1.50,200\n橡皮,0.80,100\n尺子,2.00,50\n')
  await backfile(folder, ['ingest', 'filings'])
})

interface Listed {
  readonly id: string
  readonly path: string
  readonly fiscalYear: number | null
  readonly formId: string
  readonly unitName: string | null
}

async function list(...words: string[]): Promise<Listed[]> {
  return jsonLines((await backfile(folder, ['list', '--json', ...words])).stdout)
}

describe('backfile list', () => {
  it('shows each filing on a line, as JSON and for people', async () => {
    const rows = await list()
    const { code, stdout, stderr } = await backfile(folder, ['list'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [head, ...lines] = stdout.trimEnd().split('\n')
    expect(head).toMatch(/^ID +YEAR +FORM/)
    expect(lines.map((line) => line.split(' ')[0])).toEqual(rows.map(({ id }) => id))
    expect(stdout).toContain('filings/11.xlsx')
  })

  it('finds filings by year, unit and form', async () => {
    const { expected } = someFiling(12)
    const [name, year] = [expected.unit.name ?? '', String(expected.fiscalYear)]
    expect((await list('--unit', name.slice(-4), '--year', year)).map(({ unitName }) => unitName)).toContain(
      name,
    )
    expect((await list('--form', 'unknown')).map(({ path }) => path)).toEqual([
      expect.stringMatching(/menu\.csv$/),
    ])
  })

  it('goes on where an earlier page ended, and misses nothing', async () => {
    const pages: string[] = []
    let after: string[] = []
    for (let turns = 0; turns < 20; turns += 1) {
      const { stdout, stderr } = await backfile(folder, ['list', '--json', '--limit', '2', ...after])
      pages.push(...jsonLines<Listed>(stdout).map(({ id }) => id))
      const next = /--after (\S+)/.exec(stderr)?.[1]
      if (next === undefined) break
      after = ['--after', next]
    }
    expect(pages).toEqual((await list()).map(({ id }) => id))
  })

  it('says on stderr that nothing fits, or that there is no archive and how to make one', async () => {
    const nothing = await backfile(folder, ['list', '--year', '1900', '--json'])
    expect(nothing).toEqual({ code: 0, stdout: '', stderr: 'backfile: nothing fits these filters\n' })
    const none = await backfile(newFolder(), ['list'])
    expect({ code: none.code, stdout: none.stdout }).toEqual({ code: 3, stdout: '' })
    expect(none.stderr).toContain('backfile ingest FOLDER')
    const empty = await backfile(await newFolderWithArchive(), ['list'])
    expect(empty).toEqual({
      code: 0,
      stdout: '',
      stderr: 'backfile: nothing here yet: backfile ingest FOLDER\n',
    })
  })

  it('takes the archive from the environment', async () => {
    const elsewhere = newFolder()
    const { stdout } = await backfile(elsewhere, ['list', '--json'], {
      env: { BACKFILE_ARCHIVE: join(folder, '.backfile') },
    })
    expect(jsonLines(stdout)).toHaveLength((await list()).length)
  })
})

describe('backfile show', () => {
  it('gives the canonical JSON, byte for byte as extract gives it for the same path', async () => {
    for (const { id, path } of (await list()).slice(0, 2)) {
      const shown = await backfile(folder, ['show', id, '--json'])
      const extracted = await backfile(folder, ['extract', path])
      expect(shown.stdout).toBe(extracted.stdout)
    }
  })

  it('shows a filing by the beginning of its id: fields, funds, indicators with their levels, findings', async () => {
    const { expected } = someFiling(11)
    const [row] = (await list()).filter(({ path }) => path.endsWith('11.xlsx'))
    const { code, stdout, stderr } = await backfile(folder, ['show', row?.id.slice(0, 7) ?? ''])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(expected.unit.name)
    for (const { level1, targets } of expected.indicators) {
      expect(stdout).toContain(level1)
      for (const { raw } of targets) expect(stdout).toContain(raw.trim())
    }
    expect(stdout).not.toContain('\u001b')
  })

  it('says that no filing, or that several, have such an id', async () => {
    const missing = await backfile(folder, ['show', 'feed0feed0'])
    expect({ code: missing.code, stdout: missing.stdout }).toEqual({ code: 1, stdout: '' })
    expect(missing.stderr).toContain('backfile list')
    const several = await backfile(folder, ['show', ''])
    expect(several.code).toBe(1)
  })
})

describe('backfile findings', () => {
  interface Found {
    readonly filingId: string
    readonly finding: Filing['findings'][number]
  }

  it('lists those of every filing, the gravest first, and those of one', async () => {
    const all = jsonLines<Found>((await backfile(folder, ['findings', '--json'])).stdout)
    const ranks = all.map(({ finding }) => ['error', 'warning', 'info'].indexOf(finding.severity))
    expect(ranks.length).toBeGreaterThan(0)
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    const [first] = all
    const one = await backfile(folder, ['findings', '--json', '--filing', first?.filingId.slice(0, 8) ?? ''])
    expect(jsonLines<Found>(one.stdout)).toEqual(all.filter(({ filingId }) => filingId === first?.filingId))
  })

  it('are narrowed by severity and check', async () => {
    const unknown = await backfile(folder, [
      'findings',
      '--json',
      '--severity',
      'error',
      '--check',
      'form/unknown',
    ])
    expect(jsonLines<Found>(unknown.stdout).length).toBeGreaterThan(0)
    for (const { finding } of jsonLines<Found>(unknown.stdout))
      expect([finding.severity, finding.check]).toEqual(['error', 'form/unknown'])
    const none = await backfile(folder, ['findings', '--check', 'no/such-check'])
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'backfile: no finding fits these filters\n' })
  })

  it('name the filing and the place for people, without colours where NO_COLOR says so', async () => {
    const { stdout } = await backfile(folder, ['findings'], { env: { NO_COLOR: '1', TERM: 'xterm' } })
    expect(stdout).toContain('form/unknown')
    expect(stdout).not.toContain('\u001b')
  })
})

describe('an archive that cannot be opened', () => {
  it('is named with the reason, without a stack', async () => {
    const elsewhere = newFolder()
    mkdirSync(join(elsewhere, 'filings'))
    const refused = await backfile(elsewhere, [
      'list',
      '--archive',
      'postgres://nobody:secret@127.0.0.1:1/none',
    ])
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(
      /^backfile: the archive postgres:\/\/nobody@127\.0\.0\.1:1\/none cannot be opened: .+\n$/,
    )
    const noBlobs = await backfile(elsewhere, [
      'ingest',
      'filings',
      '--archive',
      'postgres://nobody@127.0.0.1:1/none',
    ])
    expect(noBlobs.code).toBe(2)
    expect(noBlobs.stderr).toContain('--blobs')
  })
})

describe('backfile decide', () => {
  interface Found {
    readonly filingId: string
    readonly finding: { readonly id: string; readonly check: string }
    readonly state: string
  }
  const words = ['--by', '张审计', '--reason', 'a price list']

  it('keeps who dismissed a finding and why; it is no longer among the open ones', async () => {
    const [found] = jsonLines<Found>((await backfile(folder, ['findings', '--json'])).stdout)
    if (found === undefined) throw new Error('no finding')
    const { filingId, finding } = found
    const kept = await backfile(folder, [
      'decide',
      ...[filingId.slice(0, 8), finding.id, 'dismissed', ...words],
    ])
    expect(kept).toEqual({
      code: 0,
      stdout: `Kept: 张审计: ${finding.check} → dismissed (a price list)\n`,
      stderr: '',
    })
    const of = ['findings', '--filing', filingId]
    expect((await backfile(folder, of)).stdout).toMatch(
      new RegExp(`${finding.id}\\n +dismissed by 张审计 on \\d{4}-\\d{2}-\\d{2}: a price list\\n`),
    )
    const open = jsonLines<Found>((await backfile(folder, [...of, '--open', '--json'])).stdout)
    expect(open.map(({ finding }) => finding.id)).not.toContain(finding.id)
    await backfile(folder, ['decide', filingId, finding.id, 'open', ...words])
    const again = jsonLines<Found>((await backfile(folder, [...of, '--open', '--json'])).stdout)
    expect(again.map(({ finding }) => finding.id)).toContain(finding.id)
  })

  it('wants a name, a reason and a finding that there is', async () => {
    const [found] = jsonLines<Found>((await backfile(folder, ['findings', '--json'])).stdout)
    const filing = found?.filingId ?? ''
    const unsigned = await backfile(folder, [
      'decide',
      filing,
      'ab',
      'accepted',
      '--by',
      ' ',
      '--reason',
      'x',
    ])
    expect({ code: unsigned.code, stderr: unsigned.stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('It must not be empty'),
    })
    expect((await backfile(folder, ['decide', filing, 'ab', 'accepted', '--by', 'x'])).code).toBe(2)
    const none = await backfile(folder, ['decide', filing, 'zz', 'accepted', ...words])
    expect({ code: none.code, stderr: none.stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`backfile findings --filing ${filing}`),
    })
  })
})
