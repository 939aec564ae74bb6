import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { filingJsonSchema } from './json-schema.ts'

it('the published schema is the one that the model gives (else: npm run schema in this package)', () => {
  const published = new URL('../schema/filing@1.schema.json', import.meta.url)
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(filingJsonSchema())
})

it('each part of the model is a definition that others can refer to', () => {
  expect(filingJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: { Indicator: {}, FundLine: {}, Finding: {}, Locator: {}, Target: {} },
  })
})
