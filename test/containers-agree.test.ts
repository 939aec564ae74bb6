import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extract } from '@backfile/pipeline'
import { describe, expect, it } from 'vitest'
import { compareFiling } from '../scripts/fixtures/compare-filing.ts'
import type { FilingContent } from '../scripts/fixtures/filing-content.ts'
import { samplesFolder } from '../scripts/fixtures/golden.ts'
import { randomFiling } from '../scripts/fixtures/random-filing.ts'
import { writeDocx } from '../scripts/fixtures/write-docx.ts'
import { writeText } from '../scripts/fixtures/write-text.ts'
import { writeXlsx } from '../scripts/fixtures/write-xlsx.ts'

const expectedFolder = new URL('../fixtures/expected/', import.meta.url)
const samples = readdirSync(samplesFolder)

async function differences(
  bytes: Uint8Array,
  name: string,
  content: FilingContent,
): Promise<readonly string[]> {
  const { filings } = await extract(bytes, name)
  const [filing] = filings
  if (filing === undefined || filings.length > 1) return [`${filings.length} filings`]
  return compareFiling(content, filing).differences
}

describe('one filing', () => {
  for (const file of readdirSync(expectedFolder)) {
    const name = file.replace(/\.json$/, '')
    const containers = samples.filter((sample) => sample.startsWith(name))
    it(`${name} is the same in ${containers.length} containers: every figure, level and field`, async () => {
      const content: FilingContent = JSON.parse(await readFile(new URL(file, expectedFolder), 'utf8'))
      expect(containers.length).toBeGreaterThanOrEqual(4)
      for (const container of containers) {
        const bytes = await readFile(new URL(container, samplesFolder))
        expect([container, await differences(bytes, container, content)]).toEqual([container, []])
      }
    })
  }

  it('that nobody has seen is the same as workbook, Word document and text with its tabs intact', async () => {
    for (const form of ['department-performance-target', 'project-performance-target'] as const) {
      for (let seed = 700; seed < 706; seed++) {
        const { expected, sheet } = randomFiling(seed, form)
        const text = new TextEncoder().encode(writeText(sheet))
        expect([seed, 'xlsx', await differences(writeXlsx([sheet]), 'a.xlsx', expected)]).toEqual([
          seed,
          'xlsx',
          [],
        ])
        expect([seed, 'docx', await differences(writeDocx(sheet), 'a.docx', expected)]).toEqual([
          seed,
          'docx',
          [],
        ])
        expect([seed, 'text', await differences(text, 'a.txt', expected)]).toEqual([seed, 'text', []])
      }
    }
  })
})
