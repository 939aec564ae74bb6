/** Files kept in an S3-compatible store, for machines that share no folder: `prefix/ab/cd/abcd…`. */
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { BlobDiffers, type BlobStore, type Content, checkHash } from './blob-store.ts'

export interface S3Store {
  readonly bucket: string
  /** Before each object's name: empty, or ends with `/`. */
  readonly prefix: string
  /** URL of the store, without the bucket. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Milliseconds within which the store must have answered in full; a file of 100 MB takes seconds. */
const ANSWER_WITHIN = 60_000

/** Times that a request is repeated which the store could not serve (5xx, 429), 50 ms and twice as long each time. */
const REPEATS = 4

/**
 * A store in the bucket, which must exist. A content is in memory as a whole while it is put or got, as it is when it is
 * read. An object is there whole or not at all: the store checks it against its hash before it keeps it.
 */
export function s3BlobStore(place: S3Store): BlobStore {
  const { accessKeyId, secretAccessKey, region, prefix } = place
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: REPEATS })
  const bucket = `${place.endpoint.replace(/\/$/, '')}/${place.bucket}`

  const ask = async (
    method: string,
    url: string,
    body?: { readonly bytes: Uint8Array; readonly sha256: string },
  ) => {
    const signal = AbortSignal.timeout(ANSWER_WITHIN)
    const response = await client.fetch(url, {
      method,
      signal,
      ...(body === undefined
        ? {}
        : { body: new Blob([new Uint8Array(body.bytes)]), headers: { 'x-amz-content-sha256': body.sha256 } }),
    })
    if (response.ok || response.status === 404) return response
    throw new Error(`The store answered ${response.status} to ${method} ${url}: ${await response.text()}`)
  }
  const urlOf = (sha256: string) =>
    `${bucket}/${prefix}${checkHash(sha256).slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
  const has = async (sha256: string) => (await ask('HEAD', urlOf(sha256))).ok
  const get = async (sha256: string) => {
    const response = await ask('GET', urlOf(sha256))
    if (response.ok) return Buffer.from(await response.arrayBuffer())
    await response.body?.cancel()
    return null
  }

  return {
    has,
    get,
    async put(sha256, content) {
      const url = urlOf(sha256)
      if (await has(sha256)) return 'present'
      const bytes = await wholeOf(content)
      const actual = hashOf(bytes)
      if (actual !== sha256) throw new BlobDiffers(sha256, actual)
      const response = await ask('PUT', url, { bytes, sha256 })
      if (!response.ok) throw new Error(`The store has no bucket ${place.bucket}.`)
      await response.body?.cancel()
      return 'stored'
    },
    async verify(sha256) {
      const bytes = await get(sha256)
      if (bytes === null) return 'missing'
      return hashOf(bytes) === sha256 ? 'whole' : 'differs'
    },
    async *list() {
      let from: string | null = null
      do {
        const query: string = from === null ? '' : `&continuation-token=${encodeURIComponent(from)}`
        const response = await ask(
          'GET',
          `${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}${query}`,
        )
        const page = await response.text()
        for (const [, key = ''] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) {
          const name = key.slice(key.lastIndexOf('/') + 1)
          if (/^[0-9a-f]{64}$/.test(name)) yield name
        }
        const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1]
        from = next === undefined ? null : unescapeXml(next)
      } while (from !== null)
    },
  }
}

async function wholeOf(content: Content): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    return named[name] ?? whole
  })
}
