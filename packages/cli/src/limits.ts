/** How many files `extract` reads at once, and what one file may cost. */
import { type PoolLimits, usualPoolSize } from '@backfile/pipeline'

/** Milliseconds for one file: a hundred-page filing takes a few seconds; what takes this long does not end. */
const TIME_LIMIT = 120_000

/** Bytes of memory for one file: several times what a large filing needs. */
const MEMORY_LIMIT = 1024 * 1024 * 1024

/** Limits of a pool that reads up to `files` files. */
export function poolLimits(files: number): PoolLimits {
  return {
    size: Math.min(files, usualPoolSize(MEMORY_LIMIT)),
    timeLimit: TIME_LIMIT,
    memoryLimit: MEMORY_LIMIT,
  }
}
