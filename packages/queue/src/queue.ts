/** What a queue of documents to read is to the rest of Backfile, whichever backend holds it. */

/** A document that waits to be read. The queue carries no content: that is in the blob store. */
export interface QueuedDocument {
  readonly sha256: string
  /** Where it was seen first: what it is called in what is read of it. */
  readonly path: string
}

/** A document for which a person waits goes before all that came in bulk. */
export type Urgency = 'interactive' | 'bulk'

/** A document as a consumer gets it. */
export interface Delivery extends QueuedDocument {
  /** How often it was delivered before and `read` threw. */
  readonly failures: number
  /** How often it was delivered before to a process that then fell silent. */
  readonly abandonments: number
  /** Whether the queue lets go of it if `read` throws once more. */
  readonly lastTry: boolean
}

/** `done`: the queue forgets it. `given-back`: it waits again, at the head, and this counts as no try. */
export type DeliveryEnd = 'done' | 'given-back'

export interface Consumer {
  /** Takes nothing more off the queue; what is in hand goes on. */
  stopTaking(): Promise<void>
  /** Waits until nothing is in hand, then lets go of the queue. */
  close(): Promise<void>
}

export interface ConsumerOptions {
  /** Documents in hand at the same time. */
  readonly concurrency: number
  /** Documents a minute that all consumers of the queue together begin; null is as many as they can. */
  readonly perMinute: number | null
  /** Told of faults in the queue itself, which it then mends or tries again. */
  readonly onFault: (fault: Error) => void
}

/** How many documents are where. */
export interface QueueCounts {
  readonly waiting: number
  /** In the hands of a consumer. */
  readonly active: number
  /** Wait until they are tried again. */
  readonly delayed: number
  readonly paused: boolean
}

/**
 * The one queue of documents to read. It holds only what is still to do: the archive knows what was received, read or
 * failed, and from it the queue can be filled again whenever it was lost.
 */
export interface IngestQueue {
  readonly backend: 'redis' | 'postgres' | 'embedded'
  /** Adds documents; one that waits or is in hand already is not added twice, but may become more urgent. */
  add(documents: readonly QueuedDocument[], urgency: Urgency): Promise<void>
  /** Those of the documents that the queue does not hold. */
  missing(hashes: readonly string[]): Promise<readonly string[]>
  /**
   * Delivers documents until the consumer is closed. Where `read` throws, the document is delivered again after a pause
   * that doubles each time, until `lastTry`. A document whose consumer died is delivered again as well.
   */
  consume(read: (delivery: Delivery) => Promise<DeliveryEnd>, options: ConsumerOptions): Promise<Consumer>
  counts(): Promise<QueueCounts>
  /** Nobody gets anything until `resume`; what is in hand goes on. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Lets go of the backend; closes no archive. */
  close(): Promise<void>
}
