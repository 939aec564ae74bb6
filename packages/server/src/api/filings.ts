/** `/api/filings`: what the archive shows, and one filing in the canonical model. */
import { getFiling, type ListedFiling, listFilings } from '@backfile/archive'
import { Filing } from '@backfile/model'
import { createRoute, z } from '@hono/zod-openapi'
import type { App, RouteParts } from '../parts.ts'
import { afterFiling, filingFilter, given, json, limit, Problem, pageOf } from './answers.ts'
import { maskPersons } from './mask-persons.ts'

const count = z.int().min(0)

const Listed = z
  .object({
    id: z.string(),
    sha256: z.string().openapi({ description: 'Hash of the file' }),
    part: count.openapi({ description: 'Which filing of the file, from 0' }),
    path: z.string().nullable(),
    formId: z.string(),
    formTitle: z.string().nullable(),
    formConfidence: z.number(),
    unitName: z.string().nullable(),
    unitCode: z.string().nullable(),
    fiscalYear: z.int().nullable(),
    current: z.boolean().openapi({ description: 'Whether it is what is shown of its file' }),
    ...{ fundCount: count, indicatorCount: count, errorCount: count, warningCount: count, infoCount: count },
    extractorVersion: z.string(),
    readAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('ListedFiling')

const list = createRoute({
  method: 'get',
  path: '/api/filings',
  summary: 'Filings by unit, year and form',
  request: { query: z.object({ ...filingFilter, limit, after: afterFiling }) },
  responses: { 200: json('A page of filings', pageOf(Listed)), 400: json('A filter is wrong', Problem) },
})

const one = createRoute({
  method: 'get',
  path: '/api/filings/{id}',
  summary: 'One filing, as it was read last',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[0-9a-f]{1,64}$/, 'must be hex digits')
        .openapi({
          description: 'Its id, or the beginning of it',
        }),
    }),
  },
  responses: {
    200: json(
      'The filing in the canonical model; what names a person is masked',
      z.object({ listed: Listed, filing: Filing }),
    ),
    400: json('That is no id', Problem),
    404: json('No filing has that id', Problem),
    409: json('Several ids begin so', Problem),
  },
})

export function addFilingRoutes(app: App, { archive }: RouteParts): void {
  app.openapi(list, async (c) => {
    const { limit, after, ...filter } = c.req.valid('query')
    const { items, next } = await listFilings(archive.db, given(filter), limit, after ?? null)
    return c.json({ items: items.map(asListed), next }, 200)
  })
  app.openapi(one, async (c) => {
    const { id } = c.req.valid('param')
    const found = await getFiling(archive.db, id)
    if (found.kind === 'missing') return c.json({ error: `No filing has an id that begins with ${id}.` }, 404)
    if (found.kind === 'ambiguous')
      return c.json({ error: `Several ids begin with ${id}: ${found.ids.join(', ')}` }, 409)
    const filing = maskPersons(Filing.parse(JSON.parse(found.json)))
    return c.json({ listed: asListed(found.filing), filing }, 200)
  })
}

function asListed({ readAt, ...filing }: ListedFiling) {
  return { ...filing, readAt: readAt.toISOString() }
}
