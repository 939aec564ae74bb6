/** Measures whether a sheet printed in any way reads the same: filings nobody has seen × prints of every kind. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endWith, readArguments, wholeNumber } from './read-arguments.ts'
import { makeVariants } from './variants/make-variants.ts'
import { scoreVariant, type VariantScore } from './variants/score-variant.ts'
import { tally } from './variants/tally.ts'
import { type MadeVariant, type Route, routes, type VariantTraits } from './variants/variant.ts'

const usage = `npm run variants -- [--route ${routes.join('|')}]… [--count N] [--seed S]
                    [--only TRAIT=VALUE]… [--keep FOLDER]

The same arguments give the same files: those of the seeds S, S + 1, … Prints one table, a line for each value of each
trait; --only makes files with such values alone. --keep writes each file that was not read exactly, with what differs
as text beside it.`

const { values } = readArguments(usage, {
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
    count: wholeNumber('--count', values.count, 1, usage),
    seed: wholeNumber('--seed', values.seed, 0, usage),
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
  return route ?? endWith(`No route is called "${name}"; there are ${routes.join(', ')}`, usage)
}

function wantedTraits(pairs: readonly string[]): VariantTraits {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [trait = '', ...value] = pair.split('=')
      return [trait.trim(), value.join('=').trim()]
    }),
  )
}
