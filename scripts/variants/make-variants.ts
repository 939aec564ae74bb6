/** Gives variants one after the other, made; only those that have the traits that are asked for. */
import type { GeneratedForm } from '../fixtures/random-filing.ts'
import { makeText, textVariant } from './as-text.ts'
import { drawnVariant, makeDrawn } from './drawn.ts'
import { editedVariant } from './edited.ts'
import { makePrinted, type PrintedVariant, printedVariant } from './printed.ts'
import { savedVariant } from './saved.ts'
import type { MadeVariant, Route, Variant, VariantTraits } from './variant.ts'

export interface VariantWish {
  readonly route: Route
  readonly count: number
  /** The first seed; the following ones count up from it. */
  readonly seed: number
  readonly only: VariantTraits
}

const forms: readonly GeneratedForm[] = ['department-performance-target', 'project-performance-target']
/** LibreOffice takes seconds to start, and a few of its prints at a time are no burden to memory. */
const batch = 12
/** So many seeds are looked at for each variant that is wanted. */
const patience = 200

export async function* makeVariants(wish: VariantWish): AsyncGenerator<MadeVariant> {
  const { route } = wish
  if (route === 'draw') {
    for (const variant of wanted(wish, (seed) => drawnVariant(seed, forms))) yield await makeDrawn(variant)
  } else if (route === 'libreoffice') {
    yield* printed(wanted(wish, (seed) => printedVariant(seed, forms)))
  } else if (route === 'pdftotext-office') {
    const variants = wanted(wish, (seed) => textVariant(printedVariant(seed, forms)))
    for await (const print of printed(variants)) yield makeText(print)
  } else if (route === 'pdftotext') {
    for (const variant of wanted(wish, (seed) => textVariant(drawnVariant(seed, forms))))
      yield makeText(await makeDrawn(variant))
  } else if (route === 'edited') {
    for (const variant of wanted(wish, (seed) => editedVariant(seed, forms))) yield variant.make()
  } else {
    for (const variant of wanted(wish, (seed) => savedVariant(route, seed, forms))) yield variant.make()
  }
}

async function* printed(variants: Iterable<PrintedVariant>): AsyncGenerator<MadeVariant> {
  const waiting: PrintedVariant[] = []
  for (const variant of variants) {
    waiting.push(variant)
    if (waiting.length === batch) yield* await makePrinted(waiting.splice(0))
  }
  if (waiting.length > 0) yield* await makePrinted(waiting)
}

function* wanted<T extends Variant>(wish: VariantWish, plan: (seed: number) => T): Generator<T> {
  let left = wish.count
  for (let seed = wish.seed; left > 0 && seed < wish.seed + wish.count * patience; seed += 1) {
    const variant = plan(seed)
    if (!Object.entries(wish.only).every(([trait, value]) => variant.traits[trait] === value)) continue
    left -= 1
    yield variant
  }
}
