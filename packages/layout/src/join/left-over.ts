/** Pages that look like a part of a sheet printed in bands, and for which no place was found beside its others. */
import type { Arrangement } from './arrangement.ts'
import { hasColumnsOf } from './leaf-columns.ts'
import type { Leaf, PieceRepair } from './piece.ts'

/** Confidence in bands that leave such a page over, and in the page: the others may then stand wrong as well. */
export const LEFT_OVER = 0.8

/** Whether the page has the columns of one that has its place, and cells that run over the page's side. */
export function isLeftOver(page: Leaf | undefined, placed: readonly Leaf[]): boolean {
  if (page === undefined || !runsOverSide(page)) return false
  return placed.some((other) => other.width === page.width && hasColumnsOf(other, page))
}

function runsOverSide({ pieces }: Leaf): boolean {
  return pieces.some(({ cells }) => cells.some(({ open }) => open.left || open.right))
}

/**
 * Numbers of the pages at the left and right ends of strips whose cells run over that side, where other pages of their
 * band show that the sheet ends there: the page beside them is missing, and they may stand in another band.
 */
export function cutAtEnds(leaves: readonly Leaf[], { strips }: Arrangement): readonly number[] {
  const bands = Math.max(...strips.map((strip) => strip.length))
  const ends = [
    { side: 'left', band: 0 },
    { side: 'right', band: bands - 1 },
  ] as const
  return ends.flatMap(({ side, band }) => {
    const own = strips.flatMap((strip) => leaves[strip[band] ?? -1] ?? [])
    const open = own.filter((leaf) => isOpenAt(leaf, side))
    return open.length === own.length ? [] : open.flatMap(({ pages }) => pages)
  })
}

/** Whether most cells at a side of the page's tables have no border there. */
function isOpenAt({ pieces }: Leaf, side: 'left' | 'right'): boolean {
  const outer = pieces.flatMap(({ cells, columnEdges }) =>
    cells.filter(({ column, columnSpan }) =>
      side === 'left' ? column === 0 : column + columnSpan === columnEdges.length - 1,
    ),
  )
  const open = outer.filter((cell) => cell.open[side]).length
  return open >= LEAST_OPEN && open * 2 > outer.length
}

/** Fewer cells without a border may have lost it. */
const LEAST_OPEN = 2

/** The page with a repair that says so, its tables less sure. */
export function asLeftOver(page: Leaf): Leaf {
  const repair: PieceRepair = {
    kind: 'bands-joined',
    message: {
      zh: `第 ${page.pages.join('、')} 页像是横向分页打印的一部分，但未找到与之左右相接的页`,
      en: `Page ${page.pages.join(', ')} looks like a part of a sheet printed over several pages, but no page was found that stands beside it`,
    },
    confidence: LEFT_OVER,
    locators: page.pieces.flatMap((piece) => piece.cells[0]?.locators.slice(0, 1) ?? []),
    origins: [],
  }
  const pieces = page.pieces.map((piece) => ({
    ...piece,
    confidence: Math.min(piece.confidence, LEFT_OVER),
  }))
  return { ...page, pieces, repairs: [repair, ...page.repairs] }
}
