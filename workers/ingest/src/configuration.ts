/** What the environment says: every value validated when a program starts, every error with the variable's name. */
import type { S3Store } from '@backfile/archive'
import { usualPoolSize } from '@backfile/pipeline'
import { z } from 'zod'

const text = z.string().trim().min(1)
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least, `must be at least ${least}`)
    .refine((value) => value <= most, `must be at most ${most}`)
const wholeOr = (otherwise: number, least: number, most?: number) =>
  z.string().default(String(otherwise)).pipe(whole(least, most))
const url = (...protocols: readonly string[]) =>
  text.refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
    `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  )

/** Every variable, with what `docs/configuration.md` says of it; `otherwise` is what holds where it is not set. */
export const environment = z.object({
  BACKFILE_ARCHIVE: text.default('./.backfile').meta({
    about:
      'Where the archive is: a folder on this machine, or a `postgres://` URL that many processes share.',
    otherwise: '`./.backfile`',
  }),
  BACKFILE_BLOBS: text.optional().meta({
    about:
      'Where received files are kept: a folder, which all machines share, or `s3://bucket/prefix`. Needed with an archive on a server.',
    otherwise: '`blobs/` in the archive’s folder',
  }),
  BACKFILE_S3_ENDPOINT: url('http:', 'https:').optional().meta({
    about: 'URL of the S3-compatible store.',
    otherwise: 'Amazon’s for the region',
  }),
  BACKFILE_S3_REGION: text.default('us-east-1').meta({
    about: 'Region of the S3 store.',
    otherwise: '`us-east-1`',
  }),
  BACKFILE_S3_ACCESS_KEY_ID: text.optional().meta({
    about: 'Key of the S3 store. Needed with `s3://`.',
    otherwise: '',
  }),
  BACKFILE_S3_SECRET_ACCESS_KEY: text.optional().meta({
    about: 'Secret of the S3 store. Needed with `s3://`.',
    otherwise: '',
  }),
  BACKFILE_REDIS_URL: url('redis:', 'rediss:').optional().meta({
    about: 'Keeps the queue in this Redis: `redis://host:6379`.',
    otherwise: 'the queue is in the archive’s own database',
  }),
  BACKFILE_CONCURRENCY: whole(1).optional().meta({
    about: 'Files that one worker reads at the same time, each in a process of its own.',
    otherwise: 'one for each processor, as far as the memory goes',
  }),
  BACKFILE_TIME_LIMIT: wholeOr(120, 1).meta({
    about: 'Seconds that reading one file may take; then it is stopped.',
    otherwise: '120',
  }),
  BACKFILE_MEMORY_LIMIT: wholeOr(1024, 128).meta({
    about: 'Memory that reading one file may take, in MB; then it is stopped.',
    otherwise: '1024',
  }),
  BACKFILE_PER_MINUTE: whole(1).optional().meta({
    about: 'Files a minute that all workers together begin.',
    otherwise: 'as many as they can',
  }),
  BACKFILE_SILENCE: wholeOr(30, 2).meta({
    about:
      'Seconds after which a worker that says nothing is taken for dead, and its files are given to another.',
    otherwise: '30',
  }),
  BACKFILE_STOP_WITHIN: wholeOr(20, 0).meta({
    about: 'Seconds that a worker which is told to stop has for the files in hand; then it gives them back.',
    otherwise: '20',
  }),
  BACKFILE_SWEEP_EVERY: wholeOr(60, 1).meta({
    about: 'Seconds between two looks for files that wait in the archive and are in no queue.',
    otherwise: '60',
  }),
  BACKFILE_WORKER_PORT: wholeOr(0, 0, 65_535).meta({
    about: 'Port of the worker’s `/metrics` and `/healthz`; 0 has none.',
    otherwise: '0',
  }),
  BACKFILE_WORKER_HOST: text.default('127.0.0.1').meta({
    about: 'Address that this port is opened on; `0.0.0.0` is all of them.',
    otherwise: '`127.0.0.1`',
  }),
  BACKFILE_SERVER_PORT: wholeOr(8080, 0, 65_535).meta({
    about: 'Port of `backfile serve`; 0 takes any free one, which its log names.',
    otherwise: '8080',
  }),
  BACKFILE_SERVER_HOST: text.default('127.0.0.1').meta({
    about:
      'Address that `backfile serve` listens on; `0.0.0.0` is all of them. It asks nobody who they are: put a proxy that does before it.',
    otherwise: '`127.0.0.1`',
  }),
  BACKFILE_SERVER_NAME: text.optional().meta({
    about: 'Host name under which people reach `backfile serve` through a proxy; other names are refused.',
    otherwise: 'any name, or on `127.0.0.1` only that of this machine itself',
  }),
})

export interface Configuration {
  readonly archive: string
  readonly blobs:
    | { readonly kind: 'in-archive' }
    | { readonly kind: 'folder'; readonly folder: string }
    | ({ readonly kind: 's3' } & S3Store)
  readonly redisUrl: string | null
  /** Files read at the same time. */
  readonly concurrency: number
  /** All times in milliseconds. */
  readonly timeLimit: number
  /** Bytes. */
  readonly memoryLimit: number
  readonly perMinute: number | null
  readonly silence: number
  readonly stopWithin: number
  readonly sweepEvery: number
  readonly host: string
  /** Null has no status server. */
  readonly port: number | null
  readonly server: {
    readonly host: string
    readonly port: number
    /** The name under which people reach it through a proxy. */
    readonly name: string | null
  }
}

/** The environment has values that cannot be meant; each line of `problems` names its variable. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('; '))
    this.problems = problems
  }
}

/**
 * The configuration that the environment gives. A variable that is set and empty counts as not set, as in a
 * `docker-compose.yml` that hands all of them on.
 *
 * @throws ConfigurationError with all that is wrong at once
 */
export function readConfiguration(given: Readonly<Record<string, string | undefined>>): Configuration {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim() !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    )
  }
  const env = parsed.data
  const memoryLimit = env.BACKFILE_MEMORY_LIMIT * 1_048_576
  return {
    archive: env.BACKFILE_ARCHIVE,
    blobs: blobPlace(env),
    redisUrl: env.BACKFILE_REDIS_URL ?? null,
    concurrency: env.BACKFILE_CONCURRENCY ?? usualPoolSize(memoryLimit),
    timeLimit: env.BACKFILE_TIME_LIMIT * 1000,
    memoryLimit,
    perMinute: env.BACKFILE_PER_MINUTE ?? null,
    silence: env.BACKFILE_SILENCE * 1000,
    stopWithin: env.BACKFILE_STOP_WITHIN * 1000,
    sweepEvery: env.BACKFILE_SWEEP_EVERY * 1000,
    host: env.BACKFILE_WORKER_HOST,
    port: env.BACKFILE_WORKER_PORT === 0 ? null : env.BACKFILE_WORKER_PORT,
    server: {
      host: env.BACKFILE_SERVER_HOST,
      port: env.BACKFILE_SERVER_PORT,
      name: env.BACKFILE_SERVER_NAME ?? null,
    },
  }
}

export function isServer(archive: string): boolean {
  return /^postgres(ql)?:\/\//.test(archive)
}

function blobPlace(env: z.infer<typeof environment>): Configuration['blobs'] {
  const place = env.BACKFILE_BLOBS
  if (place === undefined) {
    if (!isServer(env.BACKFILE_ARCHIVE)) return { kind: 'in-archive' }
    throw new ConfigurationError([
      'BACKFILE_BLOBS: an archive on a server needs a folder or an s3:// store that keeps the files',
    ])
  }
  if (!place.startsWith('s3://')) return { kind: 'folder', folder: place }
  const [bucket = '', ...rest] = place.slice('s3://'.length).split('/')
  const prefix = rest.join('/').replace(/\/*$/, '')
  const accessKeyId = env.BACKFILE_S3_ACCESS_KEY_ID
  const secretAccessKey = env.BACKFILE_S3_SECRET_ACCESS_KEY
  const problems = [
    ...(bucket === '' ? ['BACKFILE_BLOBS: must name a bucket: s3://bucket/prefix'] : []),
    ...(accessKeyId === undefined ? ['BACKFILE_S3_ACCESS_KEY_ID: needed with s3://'] : []),
    ...(secretAccessKey === undefined ? ['BACKFILE_S3_SECRET_ACCESS_KEY: needed with s3://'] : []),
  ]
  if (accessKeyId === undefined || secretAccessKey === undefined || problems.length > 0)
    throw new ConfigurationError(problems)
  return {
    kind: 's3',
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint: env.BACKFILE_S3_ENDPOINT ?? `https://s3.${env.BACKFILE_S3_REGION}.amazonaws.com`,
    region: env.BACKFILE_S3_REGION,
    accessKeyId,
    secretAccessKey,
  }
}
