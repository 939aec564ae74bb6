/** `/healthz` and `/metrics`, for who watches over the server. */
import { answerWithin } from '@backfile/archive'
import { addDocumentGauges } from '@backfile/queue'
import { sql } from 'drizzle-orm'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { App, RouteParts } from '../parts.ts'

/** Milliseconds within which archive and queue must answer to count as well. */
const HEALTHY_WITHIN = 2000

export function addWatchRoutes(app: App, { archive, queue }: RouteParts): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addDocumentGauges(registry, archive, queue)

  app.get('/healthz', async (c) => {
    const [archiveSays, queueSays] = await Promise.all([
      answerWithin(HEALTHY_WITHIN, archive.db.execute(sql`select 1`)),
      queue === null ? 'ok' : answerWithin(HEALTHY_WITHIN, queue.counts()),
    ])
    const well = archiveSays === 'ok' && queueSays === 'ok'
    return c.json(
      { status: well ? 'ok' : 'unwell', archive: archiveSays, queue: queueSays },
      well ? 200 : 503,
    )
  })
  app.get('/metrics', async (c) =>
    c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  )
}
