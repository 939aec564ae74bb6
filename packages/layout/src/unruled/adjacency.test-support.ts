/** How like two tables are: adjacency relations of neighbouring cells, as the ICDAR 2013 table competition counts. */
import type { PageTable } from '../page-table.ts'

/** A cell of a table as it should be. */
export interface ExpectedCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly text: string
}

export interface Score {
  readonly expected: number
  readonly found: number
  readonly right: number
}

/** Relations that are expected, that were found, and that are both. */
export function scoreOf(
  expected: readonly (readonly ExpectedCell[])[],
  found: readonly (readonly ExpectedCell[])[],
): Score {
  const left = new Map<string, number>()
  const wanted = expected.flatMap(relationsOf)
  for (const relation of wanted) left.set(relation, (left.get(relation) ?? 0) + 1)
  const given = found.flatMap(relationsOf)
  let right = 0
  for (const relation of given) {
    const count = left.get(relation) ?? 0
    if (count === 0) continue
    left.set(relation, count - 1)
    right += 1
  }
  return { expected: wanted.length, found: given.length, right }
}

/** Harmonic mean of precision and recall; 1 where nothing is expected and nothing found. */
export function f1(score: Score): number {
  const all = score.expected + score.found
  return all === 0 ? 1 : (2 * score.right) / all
}

/** A page's table as plain cells. */
export function cellsOf(table: PageTable): ExpectedCell[] {
  return table.cells.map(({ row, column, rowSpan, columnSpan, lines }) => ({
    row,
    column,
    rowSpan,
    columnSpan,
    text: lines.map((line) => line.text).join(' '),
  }))
}

/** A table of one text a place, `''` for an empty one, as plain cells. */
export function cellsOfRows(rows: readonly (readonly string[])[]): ExpectedCell[] {
  return rows.flatMap((texts, row) =>
    texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text })),
  )
}

/** Each cell with the next cell that is not empty to its right and below, once. */
export function relationsOf(cells: readonly ExpectedCell[]): string[] {
  const at = new Map<string, number>()
  let [rows, columns] = [0, 0]
  for (const [index, cell] of cells.entries()) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1) {
        at.set(`${row}/${column}`, index)
      }
    }
    rows = Math.max(rows, cell.row + cell.rowSpan)
    columns = Math.max(columns, cell.column + cell.columnSpan)
  }
  const textOf = (index: number | undefined): string =>
    (cells[index ?? -1]?.text ?? '').replace(/[\s\u00a0]+/gu, '')
  const relations = new Set<string>()
  const walk = (places: readonly (number | undefined)[], direction: string): void => {
    let last: number | undefined
    for (const place of places) {
      if (textOf(place) === '' || place === last) continue
      if (last !== undefined) relations.add(`${last}→${place}:${direction}`)
      last = place
    }
  }
  for (let row = 0; row < rows; row += 1) {
    walk(
      Array.from({ length: columns }, (_, column) => at.get(`${row}/${column}`)),
      'right',
    )
  }
  for (let column = 0; column < columns; column += 1) {
    walk(
      Array.from({ length: rows }, (_, row) => at.get(`${row}/${column}`)),
      'below',
    )
  }
  return [...relations].map((relation) => {
    const [from, to, direction] = relation.split(/[→:]/u)
    return `${textOf(Number(from))}→${textOf(Number(to))}:${direction}`
  })
}
