/** How the queue tries again: the figures that all backends share. */

/** Deliveries of one document before the queue lets go of it: with the pauses below, about two minutes of faults. */
export const TRIES = 8

/** The first pause before a document is delivered again, in milliseconds; each further one is twice as long. */
export const FIRST_PAUSE = 1000

/** Share of a pause that is left to chance, so that documents which failed together do not return together. */
export const PAUSE_JITTER = 0.3

/**
 * Longest wait for a job that an idle consumer does not break off, in seconds: it ends early where a job comes, but not
 * where the consumer is to stop, so that whoever loaded one file would wait for it.
 */
export const IDLE_WAIT = 0.5

/** Pause after which a consumer asks again when its backend was out of reach, in milliseconds. */
export const RECONNECT_PAUSE = 1000

/** Bulk comes after what has no number; 2,097,151 is the largest that BullMQ takes. */
export const BULK_PRIORITY = 10

/** A document is delivered to as many dead processes as may be: its reader decides when that is enough. */
export const ABANDONMENTS = 1_000_000

/** Documents added in one journey to the backend. */
export const BATCH = 500
