/** Pages of an archive's list, one after the other, up to as many rows as were asked for. */
import type { Page } from '@backfile/archive'
import { complain, say } from '../terminal.ts'

export interface PageWish {
  /** Rows to print; all where it is null. */
  readonly limit: number | null
  /** Where an earlier listing ended. */
  readonly after: string | null
}

/** Rows asked of the archive at a time. */
const PAGE = 200

/**
 * Hands out the rows page by page; memory is that of one page. Where more rows follow than were asked for, a line on
 * stderr says with what to go on. Gives how many there were.
 */
export async function eachPage<T>(
  wish: PageWish,
  page: (limit: number, after: string | null) => Promise<Page<T>>,
  use: (rows: readonly T[], isFirst: boolean) => Promise<void>,
): Promise<number> {
  let given = 0
  let after = wish.after
  for (;;) {
    const asked = Math.min(PAGE, wish.limit === null ? PAGE : wish.limit - given)
    const { items, next } = await page(asked, after)
    if (items.length > 0) await use(items, given === 0)
    given += items.length
    if (next === null || items.length === 0) return given
    if (wish.limit !== null && given >= wish.limit) {
      complain(null, say({ zh: `还有更多：加上 --after ${next}`, en: `there are more: add --after ${next}` }))
      return given
    }
    after = next
  }
}
