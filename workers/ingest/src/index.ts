/** The queue worker: takes documents off the queue, reads them under limits, stores what was read. */

export { type ChangedValue, changedValues } from './compare-readings.ts'
export * from './configuration.ts'
export * from './ingest-worker.ts'
export { type WorkerMetrics, workerMetrics } from './metrics.ts'
export { openConfiguredArchive } from './open-archive.ts'
export { type Outcome, type ReadingParts, readDelivery } from './read-delivery.ts'
export * from './read-until-done.ts'
export { DiskFull, roomGuard } from './room.ts'
export { type Log, runWorker } from './run-worker.ts'
export * from './status-server.ts'
export { enqueue, sweep } from './sweep.ts'
export { type Discrepancy, type Verified, verifyArchive } from './verify.ts'
