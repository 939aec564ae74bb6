/** `npm run bench -- [stages] [startup] [ingest] [--files N]`: measures this machine, prints tables, asserts nothing. */
import { parseArgs } from 'node:util'
import { benchIngest } from './bench/ingest.ts'
import { benchStages } from './bench/stages.ts'
import { benchStartup } from './bench/startup.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string', default: '10000' } },
})
const benches: Readonly<Record<string, () => Promise<void>>> = {
  stages: benchStages,
  startup: benchStartup,
  ingest: async () => await benchIngest(Number(values.files)),
}
const unknown = positionals.filter((name) => benches[name] === undefined)
if (unknown.length > 0) {
  console.error(
    `bench: no such benchmark: ${unknown.join(', ')} (there are ${Object.keys(benches).join(', ')})`,
  )
  process.exit(2)
}
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length === 0 ? name !== 'ingest' : positionals.includes(name)) await bench()
}
