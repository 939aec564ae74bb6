/** Where documents stand, as Prometheus asks for it; each visit asks the archive and the queue. */
import { type Archive, countsByState } from '@backfile/archive'
import { Gauge, type Registry } from 'prom-client'
import type { IngestQueue } from './queue.ts'

/** Adds the gauges; a null queue has none of its own. */
export function addDocumentGauges(registry: Registry, archive: Archive, queue: IngestQueue | null): void {
  const registers = [registry]
  new Gauge({
    name: 'backfile_archive_documents',
    help: 'Documents in the archive, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await countsByState(archive.db))) this.set({ state }, count)
    },
  })
  if (queue === null) return
  new Gauge({
    name: 'backfile_queue_documents',
    help: 'Documents in the queue, by place.',
    labelNames: ['place'],
    registers,
    async collect() {
      const { waiting, active, delayed } = await queue.counts()
      this.set({ place: 'waiting' }, waiting)
      this.set({ place: 'active' }, active)
      this.set({ place: 'delayed' }, delayed)
    },
  })
}
