/** `/api/status`: how things stand, as one JSON object. */
import { createRoute } from '@hono/zod-openapi'
import type { App, RouteParts } from '../parts.ts'
import { Standing } from '../standing.ts'
import { json } from './answers.ts'

const route = createRoute({
  method: 'get',
  path: '/api/status',
  summary: 'How things stand',
  responses: { 200: json('Documents by state, rate and time left, what failed, what needs eyes', Standing) },
})

export function addStatusRoute(app: App, { standing }: RouteParts): void {
  app.openapi(route, async (c) => c.json(await standing(), 200))
}
