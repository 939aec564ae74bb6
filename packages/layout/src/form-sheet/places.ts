/** Where each row of a sheet begins and ends, by how its text stands in it. */
import { anchorOf, linesOf, type Standing } from './blocks.ts'
import type { RowPlace } from './label-place.ts'
import type { Phrase } from './phrase.ts'
import type { Row } from './row.ts'
import type { Sheet } from './sheet.ts'

/** Room between two rows that is smaller than this, in em, is where they meet. */
const TIGHT_EM = 0.25

/** The places of rows that follow each other without text between. */
export function placesOfRows(rows: readonly Row[], sheet: Sheet, standing: Standing): RowPlace[] {
  const { em, leading, rowPitch, rules } = sheet
  const cells = rows.map(cellsOf)
  const lines = cells.map((own) => Math.max(1, ...own.map((cell) => linesOf(cell).length)))
  const anchors = cells.map((own, index) => {
    // Lower cells may stand at the top of their row.
    const highest = own.filter((cell) => linesOf(cell).length === lines[index])
    const heights = highest.map((cell) => anchorOf(cell, standing))
    return heights.length === 0 ? 0 : heights.reduce((sum, height) => sum + height, 0) / heights.length
  })
  const heights = lines.map((count) => rowPitch + (count - 1) * leading)
  const tops = anchors.map((anchor, index) => topOf(anchor, heights[index] ?? rowPitch, rowPitch, standing))
  const bottoms = tops.map((top, index) => top + (heights[index] ?? rowPitch))
  const edges: (number | null)[] = [tops[0] ?? 0]
  for (let index = 1; index < rows.length; index += 1) {
    const [above, below] = [bottoms[index - 1] ?? 0, tops[index] ?? 0]
    const [from, to] = [anchors[index - 1] ?? 0, anchors[index] ?? 0]
    const ruled = rules
      .filter((rule) => rule.y > from && rule.y < to)
      .sort((a, b) => b.to - b.from - (a.to - a.from))[0]
    edges.push(ruled?.y ?? (below - above < em * TIGHT_EM ? (above + below) / 2 : null))
  }
  edges.push(bottoms.at(-1) ?? 0)
  const found = standing === 'middle' ? mirrored(edges, anchors, tops, bottoms) : edges
  return rows.map((_, index) => ({
    anchor: anchors[index] ?? 0,
    top: found[index] ?? ((bottoms[index - 1] ?? 0) + (tops[index] ?? 0)) / 2,
    bottom: found[index + 1] ?? ((bottoms[index] ?? 0) + (tops[index + 1] ?? 0)) / 2,
    firstLine: Math.min(...(cells[index] ?? []).map((cell) => anchorOf(cell, 'top'))),
  }))
}

/** Edges that are not known yet, from the known one above or below: a row's text stands half-way between its edges. */
function mirrored(
  edges: readonly (number | null)[],
  anchors: readonly number[],
  tops: readonly number[],
  bottoms: readonly number[],
): (number | null)[] {
  const isFit = (index: number, edge: number): boolean =>
    edge > (bottoms[index - 1] ?? 0) - 2 && edge < (tops[index] ?? 0) + 2
  const down = [...edges]
  for (let index = 1; index < down.length; index += 1) {
    const above = down[index - 1]
    if (down[index] !== null || above === null || above === undefined) continue
    const edge = 2 * (anchors[index - 1] ?? 0) - above
    if (isFit(index, edge)) down[index] = edge
  }
  const up = [...edges]
  for (let index = up.length - 2; index > 0; index -= 1) {
    const below = up[index + 1]
    if (up[index] !== null || below === null || below === undefined) continue
    const edge = 2 * (anchors[index] ?? 0) - below
    if (isFit(index, edge)) up[index] = edge
  }
  return edges.map((edge, index) => {
    if (edge !== null) return edge
    const [a, b] = [down[index] ?? null, up[index] ?? null]
    return a !== null && b !== null ? (a + b) / 2 : (a ?? b)
  })
}

function topOf(anchor: number, height: number, rowPitch: number, standing: Standing): number {
  if (standing === 'middle') return anchor - height / 2
  return standing === 'top' ? anchor - rowPitch / 2 : anchor + rowPitch / 2 - height
}

/** The cells of a row that stand in it alone. */
export function cellsOf(row: Row): (readonly Phrase[])[] {
  switch (row.kind) {
    case 'fields':
      return [row.label, ...row.cells.map(({ phrases }) => phrases)].filter((cell) => cell.length > 0)
    case 'heads':
      return row.section.heads.map(({ lines }) => lines)
    case 'body': {
      const body = row.columns.filter(
        (_, index) => row.section.heads[index]?.parts.has('group-head') !== true,
      )
      const own = row.section.isHeadless ? row.labels.slice(-1) : []
      const filled = [...own, ...body].filter((cell) => cell.length > 0)
      return filled.length > 0 ? filled : row.columns.filter((cell) => cell.length > 0)
    }
    case 'text':
      return [row.phrases]
  }
}
