/** Writes the JSON Schema of a filing to `schema/`; run by `npm run schema` in this package. */
import { writeFileSync } from 'node:fs'
import { filingJsonSchema } from '../src/json-schema.ts'

writeFileSync(
  new URL('../schema/filing@1.schema.json', import.meta.url),
  `${JSON.stringify(filingJsonSchema(), null, 2)}\n`,
)
