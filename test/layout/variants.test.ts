/** A sheet printed in any way reads the same: a fast part of what `npm run variants` measures. */
import { extract } from '@backfile/pipeline'
import { describe, expect, it } from 'vitest'
import { contentOf } from '../../scripts/fixtures/filing-content.ts'
import { hasLibreOffice } from '../../scripts/fixtures/print-libreoffice.ts'
import { writeXlsx } from '../../scripts/fixtures/write-xlsx.ts'
import { makeVariants, type VariantWish } from '../../scripts/variants/make-variants.ts'
import { scoreVariant } from '../../scripts/variants/score-variant.ts'
import type { MadeVariant } from '../../scripts/variants/variant.ts'

/** Prints that leave a reader no excuse; what is measured and not yet always read is in `npm run variants`. */
const plain = { ruled: 'fully', heads: 'once', 'row cuts': 'at-rows', 'other pages': 'no' }

const drawn: readonly (readonly [string, VariantWish])[] = [
  ['on one band', { route: 'draw', count: 14, seed: 11, only: { ...plain, bands: '1', filings: '1' } }],
  ['on two bands', { route: 'draw', count: 12, seed: 11, only: { ...plain, bands: '2', filings: '1' } }],
  ['on three bands', { route: 'draw', count: 8, seed: 501, only: { ...plain, bands: '3', filings: '1' } }],
  ['several in a file', { route: 'draw', count: 6, seed: 11, only: { ...plain, bands: '1', filings: '2' } }],
]

describe('a ruled sheet drawn into a PDF', () => {
  it.each(drawn)('%s reads as what it was made from', async (_, wish) => {
    expect(await unlike(wish)).toEqual([])
  })

  it('reads as the workbook that it would have been printed from', async () => {
    const wish: VariantWish = { route: 'draw', count: 6, seed: 301, only: { ...plain, filings: '1' } }
    for await (const variant of makeVariants(wish)) {
      const printed = await extract(variant.bytes, variant.name)
      const saved = await extract(writeXlsx(variant.sheets), 'workbook.xlsx')
      expect(printed.filings.map(contentOf)).toEqual(saved.filings.map(contentOf))
    }
  })
})

const office = await hasLibreOffice()
if (!office) console.log('LibreOffice is not installed: filings that it prints are not read')

describe.skipIf(!office)('a sheet that LibreOffice prints', () => {
  it.each([
    [
      'a workbook',
      { route: 'libreoffice', count: 8, seed: 1, only: { source: 'xlsx', borders: 'thin', header: 'no' } },
    ],
    [
      'a Word document',
      {
        route: 'libreoffice',
        count: 6,
        seed: 1,
        only: { source: 'docx', borders: 'single', 'row cuts': 'at rows' },
      },
    ],
  ] satisfies [string, VariantWish][])('from %s reads as what it was made from', async (_, wish) => {
    expect(await unlike(wish)).toEqual([])
  })
})

describe('a sheet that was never printed', () => {
  it.each(['xlsx', 'docx', 'text'] as const)('reads as what it was made from: %s', async (route) => {
    expect(await unlike({ route, count: 5, seed: 1, only: {} })).toEqual([])
  })
})

/** What differs, with the variant's name, of all variants of a wish. */
async function unlike(wish: VariantWish): Promise<readonly string[]> {
  const found: string[] = []
  let made = 0
  for await (const variant of makeVariants(wish)) {
    made += 1
    found.push(...(await differencesOf(variant)))
  }
  return made === wish.count ? found : [...found, `only ${made} variants were made`]
}

async function differencesOf(variant: MadeVariant): Promise<readonly string[]> {
  const { differences } = await scoreVariant(variant)
  return differences.map((difference) => `${variant.name}: ${difference}`)
}
