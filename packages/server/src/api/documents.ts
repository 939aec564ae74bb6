/** `/api/documents`: the received files, with their states and why those that failed did. */
import { listDocuments } from '@backfile/archive'
import { createRoute, z } from '@hono/zod-openapi'
import type { App, RouteParts } from '../parts.ts'
import { afterDocument, json, limit, Problem, pageOf } from './answers.ts'

const State = z.enum(['received', 'queued', 'reading', 'read', 'failed'])

const Document = z
  .object({
    sha256: z.string(),
    path: z.string().openapi({ description: 'Where it was seen first' }),
    bytes: z.int(),
    mediaType: z.string(),
    state: State,
    failure: z
      .object({ code: z.string(), message: z.object({ zh: z.string(), en: z.string() }) })
      .nullable()
      .openapi({ description: 'Why it could not be read' }),
    attempts: z.int(),
    receivedAt: z.string().openapi({ format: 'date-time' }),
    updatedAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Document')

const route = createRoute({
  method: 'get',
  path: '/api/documents',
  summary: 'Documents in the order of receipt',
  request: { query: z.object({ state: State.optional(), limit, after: afterDocument }) },
  responses: { 200: json('A page of documents', pageOf(Document)), 400: json('A filter is wrong', Problem) },
})

export function addDocumentRoutes(app: App, { archive }: RouteParts): void {
  app.openapi(route, async (c) => {
    const { state, limit, after } = c.req.valid('query')
    const filter = state === undefined ? {} : { states: [state] }
    const { items, next } = await listDocuments(archive.db, filter, limit, after ?? null)
    const rows = items.map(({ firstPath, receivedAt, updatedAt, failure, ...document }) => ({
      ...document,
      path: firstPath,
      failure: failure === null ? null : { ...failure },
      receivedAt: receivedAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }))
    return c.json({ items: rows, next }, 200)
  })
}
