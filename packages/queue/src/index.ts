/** The one queue of documents to read, on Redis, on PostgreSQL or in the embedded archive. */
export { addDocumentGauges } from './gauges.ts'
export { openQueue, type QueueConfiguration, QueueUnreachable } from './open-queue.ts'
export * from './queue.ts'
