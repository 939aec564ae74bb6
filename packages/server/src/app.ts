/** All routes of the server, over an open archive. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { addDocumentRoutes } from './api/documents.ts'
import { addFilingRoutes } from './api/filings.ts'
import { addFindingRoutes } from './api/findings.ts'
import { addStatusRoute } from './api/status.ts'
import { addWatchRoutes } from './api/watch.ts'
import { addPages } from './page/pages.ts'
import type { App, RouteParts, ServerParts } from './parts.ts'
import { standingSource } from './standing.ts'

/** The server's answers to requests. `told` hears of every fault behind an answer 5xx. */
export function createApp(parts: ServerParts, told: (path: string, fault: unknown) => void): App {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return
      const what = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
      return c.json({ error: what }, 400)
    },
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        ...{ defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"], baseUri: ["'none'"] },
        ...{ formAction: ["'none'"], frameAncestors: ["'none'"] },
      },
      // Whether there is TLS is for the proxy before this server to say.
      strictTransportSecurity: false,
    }),
  )
  app.use('/api/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  const routeParts: RouteParts = { ...parts, standing: standingSource(parts.archive, parts.queue) }
  addWatchRoutes(app, routeParts)
  addStatusRoute(app, routeParts)
  addDocumentRoutes(app, routeParts)
  addFilingRoutes(app, routeParts)
  addFindingRoutes(app, routeParts)
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Backfile',
      version: '1',
      description:
        'Where every document stands, what was read of it, and what needs eyes. Lists are in pages: give a page’s `next` as `after` to go on. Names and telephone numbers of persons are masked.',
    },
  })
  addPages(app, routeParts)
  app.notFound((c) => c.json({ error: `There is nothing at ${c.req.path}.` }, 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status)
    told(c.req.path, error)
    // What is wrong with a database is for the log, not for who happens to look.
    return c.json({ error: 'The archive cannot be asked now; the server’s log says why.' }, 503)
  })
  return app
}
