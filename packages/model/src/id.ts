/** Stable ids: the same logical row gives the same id, in this reading and the next. */
import { createHash } from 'node:crypto'

/** Twelve hex digits of the SHA-256 of the parts; the parts are kept apart by a character that text never has. */
export function stableId(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 12)
}

/** Gives each id once: a second row with the same id gets `-2`, a third `-3`. */
export function uniqueIds(): (id: string) => string {
  const seen = new Map<string, number>()
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1
    seen.set(id, count)
    return count === 1 ? id : `${id}-${count}`
  }
}
