import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Filing } from '@backfile/model'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { goldenFolder, goldenOf, samplesFolder } from '../scripts/fixtures/golden.ts'

describe('the sample filings', () => {
  for (const name of readdirSync(samplesFolder).sort()) {
    it(`${name} is read as its golden file says, in the canonical model's shape`, async () => {
      const read = await goldenOf(name)
      expect(read).toBe(await readFile(new URL(`${name}.json`, goldenFolder), 'utf8'))
      expect(() => z.array(Filing).parse(JSON.parse(read))).not.toThrow()
    })
  }
})
