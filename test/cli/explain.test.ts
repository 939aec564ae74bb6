import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backfile, jsonLines, newFolder } from './support/backfile.ts'
import { containers, put, someFiling } from './support/filings.ts'

interface Explanation {
  readonly kind: string
  readonly pages: readonly { readonly picture: string | null }[]
  readonly sections: readonly { readonly tables: readonly object[] }[]
  readonly written: readonly string[]
}

describe('backfile explain', () => {
  it('draws each page of a PDF and names the pictures', async () => {
    const folder = newFolder()
    put(folder, 'filing.pdf', await containers.pdf(someFiling(21)))
    const { code, stdout, stderr } = await backfile(folder, ['explain', 'filing.pdf', '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [explanation] = jsonLines<Explanation>(stdout)
    expect(explanation?.kind).toBe('painted')
    expect(explanation?.sections.flatMap(({ tables }) => tables).length).toBeGreaterThan(0)
    const pictures = explanation?.pages.map(({ picture }) => picture ?? '') ?? []
    expect(pictures[0]).toBe(join('explain', 'filing', 'page-001.png'))
    for (const picture of pictures)
      expect([...readFileSync(join(folder, picture)).subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    expect(explanation?.written).toEqual([join('explain', 'filing', 'tables.html'), ...pictures])
  })

  it('writes the tables of other files as a page on which their text stays text', async () => {
    const folder = newFolder()
    put(folder, 'menu.csv', '品名,单价\n<script>alert(1)</script>,1.50\n橡皮,0.80\n尺子,2.00\n')
    const { code, stdout } = await backfile(folder, ['explain', 'menu.csv', '--out', 'seen'])
    expect(code).toBe(0)
    expect(stdout).toContain(join('seen', 'tables.html'))
    const html = readFileSync(join(folder, 'seen/tables.html'), 'utf8')
    expect(html).toContain('橡皮')
    expect(html).not.toContain('<script>')
  })

  it('names a file that cannot be read, and writes nothing', async () => {
    const folder = newFolder()
    put(folder, 'empty.pdf', '')
    const { code, stdout, stderr } = await backfile(folder, ['explain', 'empty.pdf'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^backfile: empty\.pdf: .*empty/)
  })
})
