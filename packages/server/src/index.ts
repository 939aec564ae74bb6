/** The HTTP server: where every document stands, what was read, and what needs eyes. It only reads. */
export { createApp } from './app.ts'
export type { ServerParts } from './parts.ts'
export { runServer, type ServerLog, type ServerPlace } from './run-server.ts'
