/** Sheets by chance, for laws that hold of every sheet however it is printed. */
import fc from 'fast-check'
import type { Sheet, SheetCell } from './print.test-support.ts'

/** A random sheet with merged cells, uneven rows, wrapped texts, figures and empty cells. */
export const anySheet: fc.Arbitrary<Sheet> = fc
  .record({
    widths: fc.array(fc.integer({ min: 50, max: 140 }), { minLength: 2, maxLength: 7 }),
    heights: fc.array(fc.integer({ min: 16, max: 70 }), { minLength: 2, maxLength: 12 }),
    merges: fc.array(
      fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })),
      {
        maxLength: 6,
      },
    ),
    texts: fc.array(anyText(), { minLength: 84, maxLength: 84 }),
    title: fc.constantFrom('', '某市市级部门整体预算绩效目标表'),
  })
  .map(({ widths, heights, merges, texts, title }) => ({
    title,
    widths,
    heights,
    cells: withoutHollowEdges(cellsOf(widths, heights, merges, texts), widths, heights),
  }))

/**
 * A form as public bodies have them: a narrative beside its label, a header, then rows with labels merged over groups of
 * them, names, and values of which some are missing.
 */
export const anyForm: fc.Arbitrary<Sheet> = fc
  .record({
    title: fc.constantFrom('', '某市市级部门整体预算绩效目标表'),
    label: fc.integer({ min: 50, max: 90 }),
    name: fc.integer({ min: 90, max: 150 }),
    values: fc.array(fc.integer({ min: 55, max: 100 }), { minLength: 2, maxLength: 5 }),
    groups: fc.array(fc.array(fc.integer({ min: 18, max: 60 }), { minLength: 1, maxLength: 6 }), {
      minLength: 3,
      maxLength: 9,
    }),
    narrative: fc.integer({ min: 30, max: 140 }),
    figures: fc.array(fc.constantFrom('≤10%', '=100%', '2190.36', '健全', '0', '', '≥250条'), {
      minLength: 30,
      maxLength: 30,
    }),
  })
  .map(({ title, label, name, values, groups, narrative, figures }) => {
    const widths = [label, name, ...values]
    const heights = [50, 24, ...groups.flat()]
    const words = '教育信息化建设规划和方案全面指导工作及时完成率'
    const text = words.repeat(1 + Math.ceil(narrative / words.length)).slice(0, narrative)
    const cells: SheetCell[] = [
      { row: 0, column: 0, rowSpan: 1, columnSpan: 1, text: '职能' },
      { row: 0, column: 1, rowSpan: 1, columnSpan: widths.length - 1, text },
      ...widths.map((_, column) => ({
        row: 1,
        column,
        rowSpan: 1,
        columnSpan: 1,
        text: `表头${'甲乙丙丁戊己庚'[column]}`,
      })),
    ]
    let row = 2
    for (const [index, group] of groups.entries()) {
      cells.push({ row, column: 0, rowSpan: group.length, columnSpan: 1, text: `类${index + 1}` })
      for (let r = row; r < row + group.length; r += 1) {
        cells.push({
          row: r,
          column: 1,
          rowSpan: 1,
          columnSpan: 1,
          text: `指标${words.slice(r % 20, (r % 20) + 3)}${r}`,
        })
        for (let column = 2; column < widths.length; column += 1) {
          const figure = figures[(r * 7 + column * 3) % figures.length] ?? ''
          cells.push({ row: r, column, rowSpan: 1, columnSpan: 1, text: figure })
        }
      }
      row += group.length
    }
    return { title, widths, heights, cells: cells.sort((a, b) => a.row - b.row || a.column - b.column) }
  })

function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('单位名称', '预算执行率', '≤10%', '=100%', '2190.36', '健全', '0', ''),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.constantFrom(...'教育信息化建设规划和方案全面指导工作及时完成率'), {
          minLength: 2,
          maxLength: 24,
        })
        .map((characters) => characters.join('')),
    },
  )
}

function cellsOf(
  widths: readonly number[],
  heights: readonly number[],
  merges: readonly (readonly [number, number, number, number])[],
  texts: readonly string[],
): SheetCell[] {
  const columns = widths.length
  const taken = new Set<number>()
  const cells: SheetCell[] = []
  const add = (row: number, column: number, rowSpan: number, columnSpan: number): void => {
    const places: number[] = []
    for (let r = row; r < row + rowSpan; r += 1) {
      for (let c = column; c < column + columnSpan; c += 1) places.push(r * columns + c)
    }
    if (places.some((place) => taken.has(place))) return
    for (const place of places) taken.add(place)
    cells.push({ row, column, rowSpan, columnSpan, text: texts[cells.length % texts.length] ?? '' })
  }
  for (const [r, c, rowSpan, columnSpan] of merges) {
    const row = r % heights.length
    const column = c % columns
    add(row, column, Math.min(rowSpan, heights.length - row), Math.min(columnSpan, columns - column))
  }
  for (let place = 0; place < columns * heights.length; place += 1)
    add(Math.floor(place / columns), place % columns, 1, 1)
  return cells.sort((a, b) => a.row - b.row || a.column - b.column)
}

/** Merges that hide an edge altogether are split again: no reader could know of such an edge. */
function withoutHollowEdges(
  cells: readonly SheetCell[],
  widths: readonly number[],
  heights: readonly number[],
): readonly SheetCell[] {
  const rows = new Set(cells.flatMap((cell) => [cell.row, cell.row + cell.rowSpan]))
  const columns = new Set(cells.flatMap((cell) => [cell.column, cell.column + cell.columnSpan]))
  if (rows.size === heights.length + 1 && columns.size === widths.length + 1) return cells
  return cellsOf(
    widths,
    heights,
    [],
    cells.map((cell) => cell.text),
  )
}
