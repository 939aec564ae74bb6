/** What a worker tells Prometheus. */
import type { Archive } from '@backfile/archive'
import { addDocumentGauges, type IngestQueue } from '@backfile/queue'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Outcome } from './read-delivery.ts'

export interface WorkerMetrics {
  readonly registry: Registry
  readonly noteOutcome: (outcome: Outcome) => void
  readonly noteFault: () => void
}

/** Seconds within which a document is settled: from a small text file to the time limit. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]

/** Counts from the start of this worker; the gauges ask the archive and the queue at each visit. */
export function workerMetrics(archive: Archive, queue: IngestQueue, inHand: () => number): WorkerMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const documents = new Counter({
    name: 'backfile_documents_total',
    help: 'Documents that this worker settled, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const filings = new Counter({
    name: 'backfile_filings_total',
    help: 'Filings read, by form.',
    labelNames: ['form'],
    registers,
  })
  const findings = new Counter({
    name: 'backfile_findings_total',
    help: 'Findings raised in what was read, by severity.',
    labelNames: ['severity'],
    registers,
  })
  const faults = new Counter({
    name: 'backfile_passing_faults_total',
    help: 'Passing faults of queue, archive or store, after which it was tried again.',
    registers,
  })
  const seconds = new Histogram({
    name: 'backfile_document_seconds',
    help: 'Seconds from taking a document to settling it.',
    buckets: SECONDS,
    registers,
  })
  new Gauge({
    name: 'backfile_documents_in_hand',
    help: 'Documents that this worker reads now.',
    registers,
    collect() {
      this.set(inHand())
    },
  })
  addDocumentGauges(registry, archive, queue)
  return {
    registry,
    noteOutcome(outcome) {
      documents.inc({ outcome: outcome.kind })
      seconds.observe(outcome.seconds)
      if (outcome.kind !== 'read') return
      for (const filing of outcome.filings) {
        filings.inc({ form: filing.form.id })
        for (const { severity } of filing.findings) findings.inc({ severity })
      }
    },
    noteFault: () => faults.inc(),
  }
}
