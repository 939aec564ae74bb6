/** Files kept in an S3-compatible store, for machines that share no folder: `prefix/ab/abcd…`. */
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { BlobDiffers, type BlobStore, checkHash } from './blob-store.ts'
import { spooled } from './spool.ts'

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

/** Milliseconds for which a store may say nothing before it is given up. */
const SILENT_FOR = 60_000

/** Bytes a second that a store takes at least: a large content has more time to be sent. */
const SLOWEST = 1_000_000

/** Times that a request is repeated which the store could not serve (5xx, 429), 50 ms and twice as long each time. */
const REPEATS = 4

/**
 * A store in the bucket, which must exist. A content is verified in pieces; one that is got is in memory as a whole, as it
 * is when it is read, and so is, once, one that is sent: Node's `fetch` holds what it sends. An object is there whole or
 * not at all: the store checks it against its hash before it keeps it.
 */
export function s3BlobStore(place: S3Store): BlobStore {
  const { accessKeyId, secretAccessKey, region, prefix } = place
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: REPEATS })
  const bucket = `${place.endpoint.replace(/\/$/, '')}/${place.bucket}`

  /** What the store answers, to be used while `use` works; 404 is an answer, what else is no success is thrown. */
  const ask = async <T>(
    method: string,
    url: string,
    use: (response: Response, pieces: () => AsyncIterable<Uint8Array>) => Promise<T>,
    body?: { readonly content: Blob; readonly sha256: string },
  ): Promise<T> => {
    const patience = startPatience((body?.content.size ?? 0) / SLOWEST)
    try {
      const response = await client.fetch(url, {
        method,
        signal: patience.signal,
        ...(body === undefined
          ? {}
          : { body: body.content, headers: { 'x-amz-content-sha256': body.sha256 } }),
      })
      if (!response.ok && response.status !== 404)
        throw new Error(`The store answered ${response.status} to ${method} ${url}: ${await response.text()}`)
      const used = await use(response, () => piecesOf(response, patience.renew))
      if (!response.bodyUsed) await response.body?.cancel()
      return used
    } finally {
      patience.end()
    }
  }
  const urlOf = (sha256: string) => `${bucket}/${prefix}${checkHash(sha256).slice(0, 2)}/${sha256}`
  const has = async (sha256: string) => ask('HEAD', urlOf(sha256), async ({ ok }) => ok)
  const send = async (sha256: string, content: Blob, actual: string): Promise<'stored'> => {
    if (actual !== sha256) throw new BlobDiffers(sha256, actual)
    const there = await ask('PUT', urlOf(sha256), async ({ ok }) => ok, { content, sha256 })
    if (!there) throw new Error(`The store has no bucket ${place.bucket}.`)
    return 'stored'
  }

  return {
    has,
    get: async (sha256) =>
      ask('GET', urlOf(sha256), async ({ ok }, pieces) => {
        if (!ok) return null
        const held: Uint8Array[] = []
        for await (const piece of pieces()) held.push(piece)
        return Buffer.concat(held)
      }),
    async put(sha256, content) {
      if (await has(sha256)) return 'present'
      return content instanceof Uint8Array
        ? send(
            sha256,
            new Blob([new Uint8Array(content)]),
            createHash('sha256').update(content).digest('hex'),
          )
        : spooled(content, (spool, actual) => send(sha256, spool, actual))
    },
    verify: async (sha256) =>
      ask('GET', urlOf(sha256), async ({ ok }, pieces) => {
        if (!ok) return 'missing'
        const hash = createHash('sha256')
        for await (const piece of pieces()) hash.update(piece)
        return hash.digest('hex') === sha256 ? 'whole' : 'differs'
      }),
    async *list() {
      let from: string | null = null
      do {
        const query: string = from === null ? '' : `&continuation-token=${encodeURIComponent(from)}`
        const page: string = await ask(
          'GET',
          `${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}${query}`,
          (response) => response.text(),
        )
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

async function* piecesOf(response: Response, heard: () => void): AsyncGenerator<Uint8Array> {
  if (response.body === null) return
  for await (const piece of response.body) {
    heard()
    yield piece
  }
}

/** A signal that is aborted when nothing was heard for too long. */
function startPatience(moreSeconds: number) {
  const controller = new AbortController()
  const wait = (milliseconds: number) =>
    setTimeout(
      () => controller.abort(new Error(`The store said nothing for ${Math.round(milliseconds / 1000)} s.`)),
      milliseconds,
    )
  let timer = wait(SILENT_FOR + moreSeconds * 1000)
  return {
    signal: controller.signal,
    renew: () => {
      clearTimeout(timer)
      timer = wait(SILENT_FOR)
    },
    end: () => clearTimeout(timer),
  }
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    return named[name] ?? whole
  })
}
