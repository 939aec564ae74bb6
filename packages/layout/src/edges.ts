/** Two lists of edges laid over each other, and edges that no cell uses taken out. */
import type { Box } from '@backfile/model'
import { nearest } from './geometry.ts'

/** Two ascending lists of edges as one: where each edge of either list stands in it. */
export interface AlignedEdges {
  readonly edges: readonly number[]
  readonly first: readonly number[]
  readonly second: readonly number[]
  /** How many edges the lists have in common. */
  readonly matched: number
}

/** Edges of the two lists that are nearest to each other and within the tolerance are one edge, where the first has it. */
export function alignEdges(
  first: readonly number[],
  second: readonly number[],
  tolerance: number,
): AlignedEdges {
  const partners = second.map((edge): number | undefined => {
    const partner = nearest(first, edge, tolerance)
    if (partner === undefined) return undefined
    return edge === second[nearest(second, first[partner] ?? edge, tolerance) ?? -1] ? partner : undefined
  })
  const edges: number[] = []
  const firstPlaces: number[] = []
  const secondPlaces: number[] = []
  let a = 0
  for (const [b, edge] of second.entries()) {
    const partner = partners[b]
    const until = partner ?? first.findIndex((other, index) => index >= a && other >= edge)
    const end = until === -1 ? first.length : until
    for (; a < end; a += 1) {
      firstPlaces.push(edges.length)
      edges.push(first[a] ?? 0)
    }
    secondPlaces.push(edges.length)
    if (partner !== undefined && partner === a) {
      firstPlaces.push(edges.length)
      edges.push(first[a] ?? 0)
      a += 1
    } else {
      edges.push(edge)
    }
  }
  for (; a < first.length; a += 1) {
    firstPlaces.push(edges.length)
    edges.push(first[a] ?? 0)
  }
  return {
    edges,
    first: firstPlaces,
    second: secondPlaces,
    matched: partners.filter((partner) => partner !== undefined).length,
  }
}

interface Spanning {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

interface Edged<C extends Spanning> {
  readonly columnEdges: readonly number[]
  readonly rowEdges: readonly number[]
  readonly cells: readonly C[]
}

/** The same table without rows and columns at whose edges no cell begins or ends. */
export function withoutUnusedEdges<C extends Spanning, T extends Edged<C>>(table: T & Edged<C>): T {
  const columnUsed = new Set([0, table.columnEdges.length - 1])
  const rowUsed = new Set([0, table.rowEdges.length - 1])
  for (const { row, column, rowSpan, columnSpan } of table.cells) {
    columnUsed.add(column).add(column + columnSpan)
    rowUsed.add(row).add(row + rowSpan)
  }
  if (columnUsed.size === table.columnEdges.length && rowUsed.size === table.rowEdges.length) return table
  const columns = [...columnUsed].sort((a, b) => a - b)
  const rows = [...rowUsed].sort((a, b) => a - b)
  const columnPlaces = new Map(columns.map((edge, index) => [edge, index]))
  const rowPlaces = new Map(rows.map((edge, index) => [edge, index]))
  return {
    ...table,
    columnEdges: columns.map((edge) => table.columnEdges[edge] ?? 0),
    rowEdges: rows.map((edge) => table.rowEdges[edge] ?? 0),
    cells: table.cells.map((cell) => {
      const row = rowPlaces.get(cell.row) ?? 0
      const column = columnPlaces.get(cell.column) ?? 0
      return {
        ...cell,
        row,
        column,
        rowSpan: (rowPlaces.get(cell.row + cell.rowSpan) ?? row + 1) - row,
        columnSpan: (columnPlaces.get(cell.column + cell.columnSpan) ?? column + 1) - column,
      }
    }),
  }
}

/** The box between the outermost edges. */
export function boxOfEdges(columnEdges: readonly number[], rowEdges: readonly number[]): Box {
  return [columnEdges[0] ?? 0, rowEdges[0] ?? 0, columnEdges.at(-1) ?? 0, rowEdges.at(-1) ?? 0]
}
