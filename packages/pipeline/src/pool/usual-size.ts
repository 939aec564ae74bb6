/** How many processes read side by side where nobody says. */
import { availableParallelism, totalmem } from 'node:os'

/** Share of the machine's memory that reading may take altogether. */
const MEMORY_SHARE = 0.75

/** A process for each processor, as far as the memory goes: the machine's, or the container's where that is less. */
export function usualPoolSize(memoryLimit: number): number {
  const allowed = process.constrainedMemory()
  const memory = allowed > 0 && allowed < totalmem() ? allowed : totalmem()
  return Math.max(1, Math.min(availableParallelism(), Math.floor((memory * MEMORY_SHARE) / memoryLimit)))
}
