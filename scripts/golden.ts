/** Rewrites `fixtures/golden`: what `extract` gives for each sample. Read the diff like code before you accept it. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { goldenFolder, goldenOf, samplesFolder } from './fixtures/golden.ts'

await mkdir(goldenFolder, { recursive: true })
const names = (await readdir(samplesFolder)).sort()
for (const name of names) await writeFile(new URL(`${name}.json`, goldenFolder), await goldenOf(name))
console.log(`${names.length} golden files written; read what changed: git diff fixtures/golden`)
