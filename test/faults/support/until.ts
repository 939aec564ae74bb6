/** Waiting for what must come; the test's own time limit ends a wait in vain. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again and again, 50 ms apart. */
export async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await reached())) await sleep(50)
}
