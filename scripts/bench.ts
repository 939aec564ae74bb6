/** Measures this machine, prints tables, asserts nothing. */
import { benchIngest } from './bench/ingest.ts'
import { benchStages } from './bench/stages.ts'
import { benchStartup } from './bench/startup.ts'
import { endWith, readArguments, wholeNumber } from './read-arguments.ts'

const usage = `npm run bench -- [stages] [startup] [ingest] [--files N]

stages: what each stage costs a page or file; startup: what starting costs; ingest: N files through queue and archive,
which takes minutes and is left out unless it is named.`

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: { files: { type: 'string', default: '10000' } },
})
const benches: Readonly<Record<string, () => Promise<void>>> = {
  stages: benchStages,
  startup: benchStartup,
  ingest: async () => await benchIngest(wholeNumber('--files', values.files, 1, usage)),
}
const unknown = positionals.filter((name) => benches[name] === undefined)
if (unknown.length > 0)
  endWith(`No benchmark is called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`, usage)
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length === 0 ? name !== 'ingest' : positionals.includes(name)) await bench()
}
