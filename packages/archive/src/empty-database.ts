/**
 * An empty database of the embedded archive as one packed file of 2 MB, made when this package is built: unpacking it
 * takes a tenth of the time and of the memory that making a database anew does.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { constants, createBrotliCompress, createBrotliDecompress } from 'node:zlib'
import { readTar, type TarEntry, writeTar } from './backup/tar.ts'

/** In `dist/`, also where the sources run. */
export const emptyDatabase = fileURLToPath(new URL('../dist/empty-database.tar.br', import.meta.url))

/** Most of a database's folder is alike, over more than the usual window of 4 MB. */
const EFFORT = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } }

/** Packs the folder of a database that is closed. */
export async function packDatabase(folder: string, file: string): Promise<void> {
  const tar = Readable.from(writeTar(entriesOf(folder, '')), { objectMode: false })
  await pipeline(tar, createBrotliCompress(EFFORT), createWriteStream(file))
}

/** Makes the folder as it was packed; nothing is flushed to the disk yet. */
export async function unpackDatabase(file: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for await (const { name, bytes } of readTar(
    createReadStream(file).pipe(createBrotliDecompress({ chunkSize: 1 << 20 })),
  )) {
    const path = join(folder, name)
    await (name.endsWith('/') ? mkdir(path) : writeFile(path, bytes))
  }
}

/** Folders first, with a slash at the end: PostgreSQL wants also those that are empty. */
async function* entriesOf(folder: string, below: string): AsyncGenerator<TarEntry> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = `${below}${entry.name}`
    if (entry.isDirectory()) {
      yield { name: `${name}/`, bytes: new Uint8Array() }
      yield* entriesOf(folder, `${name}/`)
    } else {
      yield { name, bytes: await readFile(join(folder, name)) }
    }
  }
}
