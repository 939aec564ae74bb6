/** What the server works on, and what it is made of. */
import type { Archive } from '@backfile/archive'
import type { IngestQueue } from '@backfile/queue'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Standing } from './standing.ts'

export interface ServerParts {
  readonly archive: Archive
  /** Null for an archive in a folder: nobody else can have it open, so its queue has nothing to say. */
  readonly queue: IngestQueue | null
}

/** What every route is given. */
export interface RouteParts extends ServerParts {
  /** How things stand: asked of the archive at most once in a while, however many look. */
  readonly standing: () => Promise<Standing>
}

export type App = OpenAPIHono
