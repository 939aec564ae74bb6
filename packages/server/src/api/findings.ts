/** `/api/findings`: what is doubtful, the gravest first. */
import { listFindings } from '@backfile/archive'
import { Finding } from '@backfile/model'
import { createRoute, z } from '@hono/zod-openapi'
import type { App, RouteParts } from '../parts.ts'
import { afterFinding, filingFilter, given, json, limit, Problem, pageOf } from './answers.ts'
import { maskFinding } from './mask-persons.ts'

const Listed = z
  .object({
    filingId: z.string(),
    unitName: z.string().nullable(),
    fiscalYear: z.int().nullable(),
    formId: z.string(),
    finding: Finding,
    state: z
      .enum(['open', 'accepted', 'dismissed'])
      .openapi({ description: 'What a person said of it last; open where nobody has' }),
  })
  .openapi('ListedFinding')

const route = createRoute({
  method: 'get',
  path: '/api/findings',
  summary: 'Findings by severity',
  request: {
    query: z.object({
      ...filingFilter,
      filing: z.string().max(64).optional().openapi({ description: 'Id of one filing, in full' }),
      severity: z.enum(['error', 'warning', 'info']).optional(),
      check: z.string().max(100).optional().openapi({ description: 'Code of a check' }),
      state: z.enum(['open']).optional().openapi({ description: 'Only those that nobody has decided on' }),
      ...{ limit, after: afterFinding },
    }),
  },
  responses: { 200: json('A page of findings', pageOf(Listed)), 400: json('A filter is wrong', Problem) },
})

export function addFindingRoutes(app: App, { archive }: RouteParts): void {
  app.openapi(route, async (c) => {
    const { limit, after, state, ...filter } = c.req.valid('query')
    const wanted = { ...given(filter), open: state === 'open' }
    const { items, next } = await listFindings(archive.db, wanted, limit, after ?? null)
    return c.json(
      { items: items.map((item) => ({ ...item, finding: maskFinding(item.finding) })), next },
      200,
    )
  })
}
