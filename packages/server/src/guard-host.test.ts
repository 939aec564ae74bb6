import { describe, expect, it } from 'vitest'
import { guardHost } from './guard-host.ts'

/** The status that a request under this name gets from a server on this address. */
async function statusFor(asked: string, host: string, name: string | null = null): Promise<number> {
  const answer = guardHost(host, name, () => new Response('here'))
  return (await answer(new Request(`http://${asked}/`))).status
}

describe('a server on this machine only', () => {
  it('answers under the names of the machine itself', async () => {
    for (const asked of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080'])
      expect(await statusFor(asked, '127.0.0.1')).toBe(200)
  })

  it('refuses a page from elsewhere that points its own name here', async () => {
    expect(await statusFor('evil.example', '127.0.0.1')).toBe(403)
    expect(await statusFor('evil.example:8080', '::1')).toBe(403)
  })

  it('answers under the name that a proxy gives it', async () => {
    expect(await statusFor('audit.example', '127.0.0.1', 'Audit.example')).toBe(200)
    expect(await statusFor('evil.example', '127.0.0.1', 'audit.example')).toBe(403)
  })
})

describe('a server for other machines', () => {
  it('answers under any name, or under the one it was given', async () => {
    expect(await statusFor('server-7', '0.0.0.0')).toBe(200)
    expect(await statusFor('server-7', '0.0.0.0', 'audit.example')).toBe(403)
    const metrics = guardHost('0.0.0.0', 'audit.example', () => new Response('here'))
    expect((await metrics(new Request('http://server-7/metrics'))).status).toBe(200)
  })
})
