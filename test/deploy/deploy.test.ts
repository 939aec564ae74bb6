import { readdirSync, readFileSync } from 'node:fs'
import { environment } from '@backfile/ingest'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { backfile, newFolder } from '../cli/support/backfile.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

interface Service {
  readonly image?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly restart?: string
  readonly profiles?: readonly string[]
}

const compose: {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
} = parse(read('docker-compose.yml'), { merge: true })
const units = readdirSync(new URL('../../deploy/systemd', import.meta.url)).filter((name) =>
  name.endsWith('.service'),
)
const known = new Set(Object.keys(environment.shape))
const namedIn = (text: string) => [...text.matchAll(/\bBACKFILE_[A-Z0-9_]+/g)].map(([name]) => name)

describe('docker-compose.yml', () => {
  it('has a database, a queue, one web page and workers that can be many', () => {
    const { web, worker, postgres, redis } = compose.services
    expect(web?.command).toEqual(['serve'])
    expect(worker?.command).toEqual(['worker'])
    // A worker has no port on the machine: the second one would find it taken.
    expect(worker?.ports).toBeUndefined()
    for (const service of [web, worker, postgres, redis]) {
      expect(service?.healthcheck?.test.length).toBeGreaterThan(1)
      expect(service?.restart).toBe('unless-stopped')
    }
  })

  it('opens the web page to this machine only, since it asks nobody who they are', () => {
    for (const { ports = [] } of Object.values(compose.services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  it('keeps files and tables on volumes that it names', () => {
    for (const { volumes = [] } of Object.values(compose.services))
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
    expect(compose.services.postgres?.volumes).toHaveLength(1)
    expect(compose.services.web?.volumes).toEqual(compose.services.worker?.volumes)
  })

  it('takes the password from the environment, and will not do without', () => {
    const { POSTGRES_PASSWORD: password = '' } = compose.services.postgres?.environment ?? {}
    expect(password).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/)
    expect(compose.services.web?.environment?.BACKFILE_ARCHIVE).toContain(password)
  })
})

describe('whatever deploys Backfile', () => {
  const files = ['docker-compose.yml', 'Dockerfile', 'deploy/systemd/backfile.env.example']

  it('sets only variables that there are', () => {
    for (const file of files)
      for (const name of namedIn(read(file)).filter((name) => name !== 'BACKFILE_'))
        expect(known, `${file}: ${name}`).toContain(name)
  })

  it('runs as nobody in particular, not as root', () => {
    expect(read('Dockerfile')).toMatch(/^USER node$/m)
    for (const unit of units) expect(read(`deploy/systemd/${unit}`)).toMatch(/^User=backfile$/m)
  })

  it('starts commands that there are', async () => {
    const { stdout } = await backfile(newFolder(), ['--help'])
    const started = units.map(
      (unit) => /^ExecStart=.*backfile\.js (\w+)$/m.exec(read(`deploy/systemd/${unit}`))?.[1],
    )
    expect(started.sort()).toEqual(['serve', 'worker'])
    for (const command of started) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  })
})
