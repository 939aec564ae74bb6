/** Pages of a band that lies within merged cells: they show level rules alone, those of the rows of pages beside them. */
import { alignEdges } from '../edges.ts'
import type { PageLayout, PageTable } from '../page-table.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Fewer edges than these coincide with any other page's by chance. */
const FEWEST_EDGES = 4

/** Share of the edges of the page with fewer that the other page has at the same heights. */
const LEAST_SHARE = 0.8

/**
 * Whether the pages, on which no upright ruling stands, are parts of a sheet whose other parts are ruled: each that has
 * rows enough to tell has those of a table on another page.
 */
export function areBandOfRuled(pages: readonly Outlined[], others: readonly PageLayout[]): boolean {
  const telling = pages.filter(({ outline }) => outline !== null && outline.rowEdges.length >= FEWEST_EDGES)
  return telling.length > 0 && telling.every((page) => others.some((other) => isBeside(page, other)))
}

type Outlined = Pick<PageLayout, 'height' | 'outline'>

function isBeside(page: Outlined, other: PageLayout): boolean {
  const { outline } = page
  if (outline === null || Math.abs(page.height - other.height) > ROW_TOLERANCE) return false
  const parts = [...other.tables, ...(other.outline === null ? [] : [other.outline])]
  return parts.some((table) => table.columnEdges.length > 2 && hasRowsOf(table, outline))
}

function hasRowsOf(table: PageTable, outline: PageTable): boolean {
  const [edges, own] = [table.rowEdges, outline.rowEdges]
  const within = own.filter(
    (edge) => edge >= (edges[0] ?? 0) - ROW_TOLERANCE && edge <= (edges.at(-1) ?? 0) + ROW_TOLERANCE,
  )
  const { matched } = alignEdges(edges, within, ROW_TOLERANCE)
  return matched >= FEWEST_EDGES && matched >= LEAST_SHARE * Math.min(own.length, edges.length)
}
