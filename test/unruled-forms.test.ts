import { extract } from '@backfile/pipeline'
import { describe, expect, it } from 'vitest'
import { compareFiling } from '../scripts/fixtures/compare-filing.ts'
import { drawPdf, usualPrint } from '../scripts/fixtures/draw-pdf.ts'
import { usualStyle } from '../scripts/fixtures/page-content.ts'
import { type GeneratedForm, randomFiling } from '../scripts/fixtures/random-filing.ts'
import { writeAlignedText } from '../scripts/fixtures/write-aligned-text.ts'

const forms: readonly GeneratedForm[] = ['department-performance-target', 'project-performance-target']
const seeds = [811, 812, 813]

describe('a filing that nobody has seen, printed without upright rulings', () => {
  for (const rulings of ['none', 'three-lines', 'horizontal-only'] as const) {
    it(`(${rulings}) has every figure, and none of them is sure without a finding`, async () => {
      for (const form of forms) {
        for (const seed of seeds) {
          const { expected, sheet } = randomFiling(seed, form)
          const bytes = await drawPdf([sheet], { ...usualPrint, style: { ...usualStyle, rulings } })
          const { filings } = await extract(bytes, 'a.pdf')
          const [filing] = filings
          expect([seed, form, filings.length]).toEqual([seed, form, 1])
          if (filing === undefined) continue
          const score = compareFiling(expected, filing)
          expect([seed, form, score.figures.right, score.silent]).toEqual([
            seed,
            form,
            score.figures.expected,
            [],
          ])
          expect(filing.findings.some(({ check }) => check === 'layout/columns-inferred')).toBe(true)
        }
      }
    }, 60_000)
  }
})

describe('a filing that nobody has seen, as text that keeps its look by spaces', () => {
  it('has nearly every figure, and none of them is sure without a finding', async () => {
    let [right, all] = [0, 0]
    for (const form of forms) {
      for (const seed of seeds) {
        const { expected, sheet } = randomFiling(seed, form)
        const { filings } = await extract(new TextEncoder().encode(writeAlignedText(sheet)), 'a.txt')
        const [filing] = filings
        if (filing === undefined) throw new Error(`Seed ${seed} gives no filing`)
        const score = compareFiling(expected, filing)
        expect([seed, form, score.silent]).toEqual([seed, form, []])
        right += score.figures.right
        all += score.figures.expected
      }
    }
    expect(right / all).toBeGreaterThan(0.95)
  }, 60_000)
})
