/** Pages that look like a part of a sheet printed in bands, and for which no place was found beside its others. */
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
