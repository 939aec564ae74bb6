/** Where each row of a sheet begins and ends, by how its text stands in it. */
import { anchorOf, type Standing } from './blocks.ts'
import { isBelow } from './heads.ts'
import type { RowPlace } from './label-place.ts'
import type { Phrase } from './phrase.ts'
import { type Ground, isOfLabelsAlone, type Row } from './row.ts'
import { rowTextOf } from './row-heights.ts'

/** Room between two rows that is smaller than this, in em, is where they meet. */
const TIGHT_EM = 0.25

/** The places of rows that follow each other without text between. */
export function placesOfRows(rows: readonly Row[], { sheet, standing, rowHeight }: Ground): RowPlace[] {
  const { em, rowPitch, rules, breaks } = sheet
  const cells = rows.map(cellsOf)
  const texts = cells.map((own) => rowTextOf(own, standing))
  const anchors = texts.map(({ anchor }) => anchor)
  const heights = texts.map(({ lines }) => rowHeight(lines))
  const tops = anchors.map((anchor, index) => topOf(anchor, heights[index] ?? rowPitch, rowPitch, standing))
  const bottoms = tops.map((top, index) => top + (heights[index] ?? rowPitch))
  const edges: (number | null)[] = [null]
  for (let index = 1; index < rows.length; index += 1) {
    const [above, below] = [bottoms[index - 1] ?? 0, tops[index] ?? 0]
    const [from, to] = [anchors[index - 1] ?? 0, anchors[index] ?? 0]
    const ruled = rules
      .filter((rule) => rule.y > from && rule.y < to)
      .sort((a, b) => b.to - b.from - (a.to - a.from))[0]
    const end = breaks.find((at) => at > from && at < to)
    edges.push(ruled?.y ?? end ?? (below - above < em * TIGHT_EM ? (above + below) / 2 : null))
  }
  edges.push(null)
  const found = standing === 'middle' ? mirrored(edges, anchors, tops, bottoms) : edges
  return rows.map((row, index) => ({
    anchor: anchors[index] ?? 0,
    top: found[index] ?? half(bottoms[index - 1], tops[index]),
    bottom: found[index + 1] ?? half(bottoms[index], tops[index + 1]),
    firstLine: isOfLabelsAlone(row)
      ? null
      : Math.min(...(cells[index] ?? []).map((cell) => anchorOf(cell, 'top'))),
  }))
}

/** Half-way between two rows; above the first row and below the last there is but one side. */
function half(above: number | undefined, below: number | undefined): number {
  return ((above ?? below ?? 0) + (below ?? above ?? 0)) / 2
}

/** Edges that are not known yet, from the known one above or below: a row's text stands half-way between its edges. */
function mirrored(
  edges: readonly (number | null)[],
  anchors: readonly number[],
  tops: readonly number[],
  bottoms: readonly number[],
): (number | null)[] {
  const isFit = (index: number, edge: number): boolean =>
    edge > (bottoms[index - 1] ?? Number.NEGATIVE_INFINITY) - 2 &&
    edge < (tops[index] ?? Number.POSITIVE_INFINITY) + 2
  const down = [...edges]
  for (let index = 1; index < down.length; index += 1) {
    const above = down[index - 1]
    if (down[index] !== null || above === null || above === undefined) continue
    const edge = 2 * (anchors[index - 1] ?? 0) - above
    if (isFit(index, edge)) down[index] = edge
  }
  const up = [...edges]
  for (let index = up.length - 2; index >= 0; index -= 1) {
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
    case 'heads': {
      const { heads, upper } = row.section
      return upper.length > 0 ? upper.map(({ line }) => [line]) : heads.map(({ lines }) => lines)
    }
    case 'lower-heads':
      return row.section.heads.filter((_, index) => isBelow(row.section, index)).map(({ lines }) => lines)
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
