/** Variants that were never printed: workbooks, Word documents, and texts with or without their columns. */
import { damageKinds } from '../fixtures/damage-lines.ts'
import { type Flattening, flattenText, randomFlattening } from '../fixtures/flatten-text.ts'
import { a3, a4, landscape, usualSetup } from '../fixtures/paginate.ts'
import { type Random, seededRandom } from '../fixtures/random.ts'
import { type GeneratedForm, type RandomFiling, randomFiling } from '../fixtures/random-filing.ts'
import type { Sheet } from '../fixtures/sheet.ts'
import { writeAlignedText } from '../fixtures/write-aligned-text.ts'
import { writeDocx } from '../fixtures/write-docx.ts'
import { writeText } from '../fixtures/write-text.ts'
import { writeXlsx } from '../fixtures/write-xlsx.ts'
import { randomForm } from './drawn.ts'
import type { MadeVariant, Route, Variant, VariantTraits } from './variant.ts'

export type SavedRoute = Exclude<Route, `${string}office` | 'draw' | 'pdftotext' | 'edited'>

export interface SavedVariant extends Variant {
  readonly make: () => MadeVariant
}

export function savedVariant(route: SavedRoute, seed: number, forms: readonly GeneratedForm[]): SavedVariant {
  const random = seededRandom(seed)
  const form = randomForm(random, forms)
  const filing = randomFiling(seed, form)
  const { extension, traits, write } = container(route, seed, random, filing.sheet)
  const variant: Variant = {
    route,
    seed,
    name: `${route}-${form.split('-')[0]}-${seed}.${extension}`,
    traits: { form: form.split('-')[0] ?? form, ...filingTraits(filing), ...traits },
    expected: [filing.expected],
    sheets: [filing.sheet],
  }
  return { ...variant, make: () => ({ ...variant, bytes: write() }) }
}

interface Container {
  readonly extension: string
  readonly traits: VariantTraits
  readonly write: () => Uint8Array
}

function container(route: SavedRoute, seed: number, random: Random, sheet: Sheet): Container {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
  switch (route) {
    case 'xlsx':
      return { extension: 'xlsx', traits: {}, write: () => writeXlsx([sheet]) }
    case 'docx':
      return { extension: 'docx', traits: {}, write: () => writeDocx(sheet) }
    case 'text':
      return { extension: 'txt', traits: {}, write: () => utf8(writeText(sheet)) }
    case 'aligned': {
      const paper = random.pick([a4, a4, landscape(a4), a3])
      const setup = { ...usualSetup, paper, scale: random.pick([0.7, 0.85, 1]) }
      const traits = { paper: `${Math.round(paper[0])} × ${Math.round(paper[1])}`, scale: `${setup.scale}` }
      return { extension: 'txt', traits, write: () => utf8(writeAlignedText(sheet, setup)) }
    }
    case 'flattened': {
      // The filing's own chances come from the same seed: these must not go with them.
      const damage = seededRandom(~seed)
      const flattening = randomFlattening(damage, sheet)
      const text = flattenText(sheet, flattening, damage).text
      return { extension: 'txt', traits: flatteningTraits(flattening), write: () => utf8(text) }
    }
  }
}

function flatteningTraits({ setup, damages, pagesApart }: Flattening): VariantTraits {
  const bands = setup.columnCuts === 'at-columns' ? 'by paper' : `${setup.columnCuts.length + 1}`
  const done = damageKinds.map((kind) => [kind, damages.includes(kind) ? 'yes' : 'no'])
  const order = bands === '1' ? 'one band' : setup.pageOrder
  return { bands, order, 'pages apart': pagesApart ? 'yes' : 'no', ...Object.fromEntries(done) }
}

export function filingTraits({ traits }: RandomFiling): VariantTraits {
  const said = (has: boolean): string => (has ? 'yes' : 'no')
  return {
    tasks: said(traits.tasks),
    halves: said(traits.halves),
    narrative: traits.longNarrative ? 'long' : 'short',
  }
}
