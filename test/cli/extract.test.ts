import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Filing } from '@backfile/model'
import { describe, expect, it } from 'vitest'
import { backfile, jsonLines, newFolder } from './support/backfile.ts'
import { containers, encryptedWorkbook, picture, put, someFiling } from './support/filings.ts'

describe('backfile extract', () => {
  it('prints the filing of each container as one line, and nothing else', async () => {
    const folder = newFolder()
    const filing = someFiling(7)
    for (const [kind, write] of Object.entries(containers)) {
      const name = `filing.${kind}`
      put(folder, name, await write(filing))
      const { code, stdout, stderr } = await backfile(folder, ['extract', name])
      const [read, ...more] = jsonLines<Filing>(stdout)
      expect({ kind, code, stderr, more: more.length }).toEqual({ kind, code: 0, stderr: '', more: 0 })
      expect(read?.source.path).toBe(name)
      expect(read?.unit).toEqual(filing.expected.unit)
      expect(read?.fiscalYear).toBe(filing.expected.fiscalYear)
      expect(read?.indicators.length, kind).toBe(filing.expected.indicators.length)
    }
  })

  it('prints several files in the order in which they are named, as it prints each alone', async () => {
    const folder = newFolder()
    for (const number of [3, 1, 2]) put(folder, `${number}.xlsx`, containers.xlsx(someFiling(number)))
    const together = await backfile(folder, ['extract', '3.xlsx', '1.xlsx', '2.xlsx'])
    const alone: string[] = []
    for (const name of ['3.xlsx', '1.xlsx', '2.xlsx'])
      alone.push((await backfile(folder, ['extract', name])).stdout)
    expect(together).toEqual({ code: 0, stdout: alone.join(''), stderr: '' })
  })

  it('reads a filing from stdin under the name that it is given', async () => {
    const input = containers.docx(someFiling(4))
    const { code, stdout } = await backfile(newFolder(), ['extract', '-', '--name', 'sent.docx'], { input })
    expect(code).toBe(0)
    expect(jsonLines<Filing>(stdout).map(({ source }) => source.path)).toEqual(['sent.docx'])
  })

  it('names each bad file and its reason in one line, does the rest and says so by its exit code', async () => {
    const folder = newFolder()
    const good = containers.xlsx(someFiling(5))
    put(folder, 'good.xlsx', good)
    put(folder, 'empty.pdf', '')
    put(folder, 'picture.pdf', picture)
    put(folder, 'truncated.xlsx', good.subarray(0, good.length / 2))
    put(folder, 'locked.xlsx', encryptedWorkbook)
    mkdirSync(join(folder, 'folder.pdf'))
    const bad = ['empty.pdf', 'picture.pdf', 'truncated.xlsx', 'locked.xlsx', 'folder.pdf', 'missing.pdf']
    const { code, stdout, stderr } = await backfile(folder, ['extract', ...bad, 'good.xlsx'])
    expect(code).toBe(1)
    expect(jsonLines<Filing>(stdout).map(({ source }) => source.path)).toEqual(['good.xlsx'])
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^backfile: empty\.pdf: .*empty/),
      expect.stringMatching(/^backfile: picture\.pdf: .*picture/),
      expect.stringMatching(/^backfile: truncated\.xlsx: .*(damaged|cut short)/),
      expect.stringMatching(/^backfile: locked\.xlsx: .*password/),
      expect.stringMatching(/^backfile: folder\.pdf: it is a folder/),
      expect.stringMatching(/^backfile: missing\.pdf: no such file/),
      '',
    ])
  })

  it('gives the same line for a bad file whether it is alone or among others', async () => {
    const folder = newFolder()
    put(folder, 'empty.pdf', '')
    const alone = await backfile(folder, ['extract', 'empty.pdf'])
    const twice = await backfile(folder, ['extract', 'empty.pdf', 'empty.pdf'])
    expect(alone.code).toBe(1)
    expect(twice.stderr).toBe(alone.stderr.repeat(2))
  })

  it('says the reason in Chinese to who reads Chinese', async () => {
    const folder = newFolder()
    put(folder, 'empty.pdf', '')
    const asked = await backfile(folder, ['extract', 'empty.pdf', '--lang', 'zh'])
    const byLocale = await backfile(folder, ['extract', 'empty.pdf'], { env: { LC_ALL: 'zh_CN.UTF-8' } })
    expect(asked.stderr).toMatch(/^backfile: empty\.pdf: .*空/)
    expect(byLocale.stderr).toBe(asked.stderr)
  })

  it('keeps the tables of an unknown form for a person, with a finding', async () => {
    const folder = newFolder()
    put(folder, 'menu.csv', '品名,单价,数量\n铅笔,1.50,200\n橡皮,0.80,100\n尺子,2.00,50\n')
    const { code, stdout } = await backfile(folder, ['extract', 'menu.csv'])
    const [filing] = jsonLines<Filing>(stdout)
    expect(code).toBe(0)
    expect(filing?.form.id).toBe('unknown')
    expect(filing?.tables?.flatMap(({ cells }) => cells.map(({ text }) => text))).toContain('铅笔')
    expect(filing?.findings.map(({ check }) => check)).toContain('form/unknown')
  })

  const isRoot = process.getuid?.() === 0
  if (isRoot) console.warn('skipped: a file that may not be read: root may read every file')
  it.skipIf(isRoot)('says that it may not read a file', async () => {
    const folder = newFolder()
    chmodSync(put(folder, 'secret.pdf', 'x'), 0o000)
    const { code, stderr } = await backfile(folder, ['extract', 'secret.pdf'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'backfile: secret.pdf: no permission to read it\n' })
  })

  it('shows where an error came from only to who debugs', async () => {
    const folder = newFolder()
    put(folder, 'empty.pdf', '')
    const { stderr } = await backfile(folder, ['extract', 'empty.pdf'], { env: { BACKFILE_DEBUG: '1' } })
    expect(stderr).toMatch(/\n\s+at /)
  })
})

describe('backfile', () => {
  it('ends with 2 for words it does not know', async () => {
    for (const words of [['extrakt'], ['extract'], ['list', '--year', 'last'], ['list', '--lang', 'fr']]) {
      const { code, stdout, stderr } = await backfile(newFolder(), words)
      expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' })
      expect(stderr).toMatch(/^backfile: /)
    }
  })

  it('explains each command with examples, in both languages', async () => {
    for (const name of ['ingest', 'list', 'show', 'findings', 'extract', 'tables', 'explain']) {
      const english = await backfile(newFolder(), [name, '--help'])
      const chinese = await backfile(newFolder(), [name, '--help', '--lang=zh'])
      expect({ code: english.code, stderr: english.stderr }).toEqual({ code: 0, stderr: '' })
      expect(english.stdout).toMatch(new RegExp(`Examples:\\n  .*backfile ${name}`))
      expect(chinese.stdout).toMatch(new RegExp(`例：\\n  .*backfile ${name}`))
    }
  })
})
