/** Writes `docs/checks.md` from the checks; run by `npm run catalogue` in this package. */
import { writeFileSync } from 'node:fs'
import { catalogue } from '../src/catalogue.ts'
import { checks } from '../src/index.ts'

writeFileSync(new URL('../../../docs/checks.md', import.meta.url), `${catalogue(checks)}\n`)
