import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, environment, readConfiguration } from './configuration.ts'

const problemsOf = (given: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfiguration(given)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('the configuration', () => {
  it('of a laptop is whole with nothing set', () => {
    expect(readConfiguration({ PATH: '/bin' })).toMatchObject({
      archive: './.backfile',
      blobs: { kind: 'in-archive' },
      redisUrl: null,
      timeLimit: 120_000,
      memoryLimit: 2 ** 30,
      silence: 30_000,
      port: null,
    })
  })

  it('counts a variable that is set and empty as not set', () => {
    expect(readConfiguration({ BACKFILE_REDIS_URL: '', BACKFILE_WORKER_PORT: ' ' })).toMatchObject({
      redisUrl: null,
      port: null,
    })
  })

  it('of a fleet names its server, its Redis and its store', () => {
    const fleet = readConfiguration({
      BACKFILE_ARCHIVE: 'postgres://backfile@db/backfile',
      BACKFILE_REDIS_URL: 'redis://queue:6379',
      BACKFILE_BLOBS: 's3://filings/2024/',
      BACKFILE_S3_ENDPOINT: 'http://store:9000',
      BACKFILE_S3_ACCESS_KEY_ID: 'key',
      BACKFILE_S3_SECRET_ACCESS_KEY: 'secret',
      BACKFILE_PER_MINUTE: '600',
      BACKFILE_WORKER_PORT: '9464',
    })
    expect(fleet).toMatchObject({
      blobs: {
        kind: 's3',
        bucket: 'filings',
        prefix: '2024/',
        endpoint: 'http://store:9000',
        region: 'us-east-1',
      },
      redisUrl: 'redis://queue:6379',
      perMinute: 600,
      port: 9464,
    })
  })

  it('that cannot be meant is refused with the name of every variable at fault', () => {
    expect(
      problemsOf({ BACKFILE_REDIS_URL: 'localhost', BACKFILE_TIME_LIMIT: '2m', BACKFILE_CONCURRENCY: '0' }),
    ).toEqual([
      'BACKFILE_REDIS_URL: must be a URL that begins with redis:// or rediss://',
      'BACKFILE_CONCURRENCY: must be at least 1',
      'BACKFILE_TIME_LIMIT: must be a whole number',
    ])
    expect(problemsOf({ BACKFILE_WORKER_PORT: '70000' })).toEqual([
      'BACKFILE_WORKER_PORT: must be at most 65535',
    ])
  })

  it('of an archive on a server says where the files are', () => {
    expect(problemsOf({ BACKFILE_ARCHIVE: 'postgresql://db/backfile' })).toEqual([
      'BACKFILE_BLOBS: an archive on a server needs a folder or an s3:// store that keeps the files',
    ])
    expect(problemsOf({ BACKFILE_BLOBS: 's3://filings' })).toEqual([
      'BACKFILE_S3_ACCESS_KEY_ID: needed with s3://',
      'BACKFILE_S3_SECRET_ACCESS_KEY: needed with s3://',
    ])
  })

  it('is documented variable by variable', async () => {
    const page = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
    for (const [name, schema] of Object.entries(environment.shape)) {
      const { about, otherwise } = schema.meta() ?? {}
      expect(page).toContain(`| \`${name}\` | ${about} | ${otherwise} |`)
    }
  })
})
