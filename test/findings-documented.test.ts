import { readdirSync, readFileSync } from 'node:fs'
import { checks } from '@backfile/checks'
import { expect, it } from 'vitest'

const root = new URL('../', import.meta.url)
const codes = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, code]) => code ?? [])

/** The codes that the sources of the stages before the checks write out, and one for each kind of repair. */
function codesOfReading(): Set<string> {
  const found = new Set<string>()
  for (const stage of ['readers', 'layout', 'forms', 'pipeline']) {
    const folder = new URL(`packages/${stage}/src/`, root)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/(?<!\.test|\.test-support)\.ts$/.test(name)) continue
      const source = readFileSync(new URL(name, folder), 'utf8')
      for (const code of codes(
        source,
        /'((?:reader|layout|alignment|form|fields|funds|indicators)\/[a-z-]+)'/g,
      ))
        found.add(code)
    }
  }
  const table = readFileSync(new URL('packages/layout/src/table.ts', root), 'utf8')
  for (const kind of codes(table, /^ {2}\| '([a-z-]+)'/gm)) found.add(`layout/${kind}`)
  return found
}

it('every finding that reading raises is explained in docs/findings.md, and nothing else is', () => {
  const page = readFileSync(new URL('docs/findings.md', root), 'utf8')
  const explained = codes(page, /^\| `([a-z]+\/[a-z-]+)` \|/gm)
  const ofChecks = new Set(checks.flatMap(({ ids }) => ids))
  expect(explained).toHaveLength(new Set(explained).size)
  expect([...explained].sort()).toEqual([...codesOfReading()].filter((code) => !ofChecks.has(code)).sort())
})
