/** Where another filing begins although no title says so: titles are cut by page edges, drawn as pictures, or not copied. */
import type { Block } from '@backfile/layout'
import type { FormDefinition } from './form-definition.ts'
import { filledCells, gridOf, sliceRows, startingCells, type TableGrid } from './grid.ts'
import { isWording } from './labels.ts'

/** So many of a form's fields come again where a table is the form once more; fewer are a list that names a project. */
const FIELDS_AGAIN = 3

/**
 * Whether the table begins with a field of a form, gives several of the fields that the filing's tables gave before, and
 * contradicts one that a filing has once.
 */
export function beginsAgain(
  table: TableGrid,
  before: readonly TableGrid[],
  forms: readonly FormDefinition[],
): boolean {
  const [first] = table.rows.flatMap(filledCells)
  if (before.length === 0 || first === undefined) return false
  return forms.some((form) => {
    if (keyOf(first.text, form) === null) return false
    const again = statedFields([table], form)
    if (again.size < FIELDS_AGAIN) return false
    const known = statedFields(before, form)
    const shared = [...again].filter(([key]) => known.has(key))
    return (
      shared.length >= FIELDS_AGAIN &&
      shared.some(([key, text]) => isRequired(key, form) && known.get(key) !== text)
    )
  })
}

/** Fewer rows that come again are those that every page repeats. */
const ROWS_AGAIN = 5

/** Whether the table, with what may follow in it, says the same as all the filing's tables before it, row for row. */
export function comesAgain(
  table: TableGrid,
  before: readonly TableGrid[],
  forms: readonly FormDefinition[],
): boolean {
  const own = rowTexts([table])
  const known = rowTexts(before)
  return (
    known.length >= ROWS_AGAIN &&
    known.every((text, index) => text === own[index]) &&
    forms.some((form) => statedFields(before, form).size >= FIELDS_AGAIN)
  )
}

/** The block, or where it is a table that holds a form twice or more, one below the other, a table for each. */
export function partedWhereBegunAgain(block: Block, forms: readonly FormDefinition[]): readonly Block[] {
  if (block.kind === 'text') return [block]
  const grid = gridOf(block)
  const begun = grid.rows.find((row) => filledCells(row).length > 0)
  const label = begun === undefined ? undefined : filledCells(begun)[0]?.text
  if (begun === undefined || label === undefined) return [block]
  const cut = grid.rows.find((row) => {
    const [first] = filledCells(row)
    if (row.index <= begun.index || first?.text !== label) return false
    if (row.cells.some((cell) => cell.row < row.index && cell.text !== '')) return false
    const above = gridOf(sliceRows(block, 0, row.index))
    const below = gridOf(sliceRows(block, row.index, block.rows))
    return comesAgain(below, [above], forms) || beginsAgain(below, [above], forms)
  })
  if (cut === undefined) return [block]
  return [
    sliceRows(block, 0, cut.index),
    ...partedWhereBegunAgain(sliceRows(block, cut.index, block.rows), forms),
  ]
}

/** The texts of each row that has any, without white space. */
export function rowTexts(grids: readonly TableGrid[]): readonly string[] {
  return grids
    .flatMap(({ rows }) => rows)
    .map((row) =>
      startingCells(row)
        .map(({ text }) => text.replace(/\s/gu, ''))
        .filter((text) => text !== '')
        .join('|'),
    )
    .filter((text) => text !== '')
}

/** The text beside each label of the form's fields, without white space. */
function statedFields(grids: readonly TableGrid[], form: FormDefinition): ReadonlyMap<string, string> {
  const stated = new Map<string, string>()
  for (const row of grids.flatMap(({ rows }) => rows)) {
    const cells = filledCells(row)
    for (const [index, cell] of cells.entries()) {
      const key = keyOf(cell.text, form)
      const value = cells[index + 1]?.text
      if (key !== null && value !== undefined && keyOf(value, form) === null && !stated.has(key))
        stated.set(key, value.replace(/\s/gu, ''))
    }
  }
  return stated
}

function keyOf(text: string, form: FormDefinition): string | null {
  return form.fields.find(({ labels }) => isWording(text, labels))?.key ?? null
}

function isRequired(key: string, form: FormDefinition): boolean {
  return form.fields.some((field) => field.key === key && field.required)
}
