/** `write-filings.ts FOLDER COUNT`: opens the archive, stores filings, prints each name once it is acknowledged. */
import { openArchive } from '../archive.ts'
import { receiveDocument } from '../receive.ts'
import { storeReading } from '../store-reading.ts'
import { filingOf, seenFile, sha256Of } from './filings.ts'

const [folder, count] = process.argv.slice(2)
if (folder === undefined || count === undefined) throw new Error('usage: write-filings.ts FOLDER COUNT')

const archive = await openArchive(folder)
console.log('open')
for (let i = 0; i < Number(count); i += 1) {
  const content = `${process.pid}-${i}`
  await archive.blobs.put(sha256Of(content), new TextEncoder().encode(content))
  await receiveDocument(archive.db, seenFile(`${content}.txt`, content))
  const result = { filings: [filingOf(content)] }
  await storeReading(archive.db, { sha256: sha256Of(content), extractorVersion: '1', durationMs: 1, result })
  console.log(content)
}
await archive.close()
console.log('closed')
