/** Pages that start where the last one ended, at the same cost however far down the list they are. */

export interface Page<T> {
  readonly items: readonly T[]
  /** Give this as `after` to get the next page; null at the end. */
  readonly next: string | null
}

/** Makes a page of at most `limit` from rows of which one more than `limit` was asked for. */
export function pageOf<T>(rows: readonly T[], limit: number, placeOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? placeOf(last) : null }
}
