/**
 * Measures whether a sheet printed in any way reads the same: filings nobody has seen × prints of every kind.
 *
 *   npm run variants -- [--route draw|libreoffice|flattened|aligned|docx|xlsx|text|edited]… [--count N] [--seed S]
 *                       [--only TRAIT=VALUE]… [--keep FOLDER]
 *
 * The same arguments give the same files. Prints one table, a line for each value of each trait. `--keep` writes
 * each file that was not read exactly, with what differs as text beside it.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeVariants } from './variants/make-variants.ts'
import { scoreVariant, type VariantScore } from './variants/score-variant.ts'
import { tally } from './variants/tally.ts'
import { type MadeVariant, type Route, routes, type VariantTraits } from './variants/variant.ts'

const { values } = parseArgs({
  options: {
    route: { type: 'string', multiple: true, default: ['draw'] },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [] },
    keep: { type: 'string' },
  },
})

const sums = tally()
if (values.keep !== undefined) await mkdir(values.keep, { recursive: true })
for (const route of values.route.map(routeNamed)) {
  const wish = {
    route,
    count: Number(values.count),
    seed: Number(values.seed),
    only: wantedTraits(values.only),
  }
  for await (const variant of makeVariants(wish)) {
    const score = await scoreVariant(variant)
    sums.add({ route, ...variant.traits }, score)
    if (values.keep !== undefined && score.differences.length > 0) await keep(values.keep, variant, score)
  }
}
console.log(sums.table())

async function keep(folder: string, variant: MadeVariant, score: VariantScore): Promise<void> {
  await writeFile(join(folder, variant.name), variant.bytes)
  const traits = Object.entries(variant.traits).map(([trait, value]) => `${trait} = ${value}`)
  const part = (title: string, lines: readonly string[]): string =>
    `${title} (${lines.length})\n${lines.map((line) => `  ${line}\n`).join('')}\n`
  await writeFile(
    join(folder, `${variant.name}.differences.txt`),
    [
      part(`seed ${variant.seed}`, traits),
      part('silent', score.silent),
      part('silently lost', score.silentlyLost),
      part('differences', score.differences),
      part('doubts', score.doubts),
    ].join(''),
  )
}

function routeNamed(name: string): Route {
  const route = routes.find((known) => known === name)
  if (route === undefined) throw new Error(`No route is called "${name}"; there are ${routes.join(', ')}`)
  return route
}

function wantedTraits(pairs: readonly string[]): VariantTraits {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [trait = '', ...value] = pair.split('=')
      return [trait.trim(), value.join('=').trim()]
    }),
  )
}
