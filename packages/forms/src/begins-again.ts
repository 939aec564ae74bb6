/** Whether a table begins another filing although no title does: titles are cut by page edges, or drawn as pictures. */
import type { FormDefinition } from './form-definition.ts'
import { filledCells, type TableGrid } from './grid.ts'
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
