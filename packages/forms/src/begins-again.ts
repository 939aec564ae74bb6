/** Where another filing begins although no title says so: titles are cut by page edges, drawn as pictures, or not copied. */
import type { Block } from '@backfile/layout'
import { withoutSpace } from '@backfile/model'
import type { FormDefinition } from './form-definition.ts'
import { filledCells, type GridRow, gridOf, sliceRows, startingCells, type TableGrid } from './grid.ts'
import { isWording } from './labels.ts'

/** So many of a form's fields come again where a table is the form once more; fewer are a list that names a project. */
const FIELDS_AGAIN = 3

/** Fewer rows that come again are those that every page repeats. */
const ROWS_AGAIN = 5

/** The tables of a filing as far as they were met, to tell whether the form begins again in the rows that follow. */
export class FilingSoFar {
  readonly #texts: string[] = []
  readonly #stated: ReadonlyMap<FormDefinition, Map<string, string>>

  constructor(forms: readonly FormDefinition[]) {
    this.#stated = new Map(forms.map((form) => [form, new Map<string, string>()]))
  }

  add({ texts, stated }: TableSaid, from = 0, to = texts.length): void {
    for (const text of texts.slice(from, to)) this.#texts.push(text)
    for (const [form, known] of this.#stated)
      for (const [key, text] of stated(form).slice(from, to).flat()) if (!known.has(key)) known.set(key, text)
  }

  /** Whether the form is filled in once more, or was pasted again, from this row of the table on. */
  beginsAgainIn(table: TableSaid, from = 0): boolean {
    return this.#isPastedAgain(table, from) || this.#isFilledInAgain(table, from)
  }

  /** Whether the rows say the same as all that were met, row for row; others may follow. */
  #isPastedAgain({ texts }: TableSaid, from: number): boolean {
    return (
      this.#texts.length >= ROWS_AGAIN &&
      this.#texts.every((text, index) => text === texts[from + index]) &&
      [...this.#stated.values()].some(({ size }) => size >= FIELDS_AGAIN)
    )
  }

  /**
   * Whether the rows begin with a field of a form, give several of the fields that were given before, and contradict
   * one that a filing has once; or give all of them once more, as the same form of another year does. A form's parts
   * repeat no more than what heads them.
   */
  #isFilledInAgain(table: TableSaid, from: number): boolean {
    return [...this.#stated].some(([form, known]) => {
      if (known.size < FIELDS_AGAIN || keyOf(table.firsts[from] ?? '', form) === null) return false
      const again = table.statedFrom(from, form)
      const shared = [...again].filter(([key]) => known.has(key))
      if (shared.length < FIELDS_AGAIN) return false
      return (
        (known.size > FIELDS_AGAIN && shared.length === known.size) ||
        shared.some(([key, text]) => isRequired(key, form) && known.get(key) !== text)
      )
    })
  }
}

/** A field's key and the text beside its label, without white space. */
type StatedField = readonly [key: string, text: string]

/** What the rows of a table say, as far as it tells whether a form begins again in them. */
export class TableSaid {
  /** The rows in which a text begins. */
  readonly rows: readonly GridRow[]
  /** The texts of each, without white space, … */
  readonly texts: readonly string[]
  /** … and the first one as it stands. */
  readonly firsts: readonly string[]
  readonly #stated = new Map<FormDefinition, readonly (readonly StatedField[])[]>()
  readonly #statedFrom = new Map<FormDefinition, readonly ReadonlyMap<string, string>[]>()

  constructor({ rows }: TableGrid) {
    const said = rows.map((row) => ({ row, text: rowText(row) })).filter(({ text }) => text !== '')
    this.rows = said.map(({ row }) => row)
    this.texts = said.map(({ text }) => text)
    this.firsts = this.rows.map((row) => filledCells(row)[0]?.text ?? '')
  }

  /** The fields of a form that each row states. */
  readonly stated = (form: FormDefinition): readonly (readonly StatedField[])[] => {
    const stated = this.#stated.get(form) ?? this.rows.map((row) => statedIn(row, form))
    this.#stated.set(form, stated)
    return stated
  }

  /** The fields of a form that the rows from this one on state, each as it is stated first. */
  statedFrom(row: number, form: FormDefinition): ReadonlyMap<string, string> {
    const known = this.#statedFrom.get(form) ?? firstOfEach(this.stated(form))
    this.#statedFrom.set(form, known)
    return known[row] ?? new Map()
  }
}

/** For each row what it and those below it state first, in one walk from the last row up. */
function firstOfEach(stated: readonly (readonly StatedField[])[]): readonly ReadonlyMap<string, string>[] {
  let below: ReadonlyMap<string, string> = new Map()
  return stated
    .toReversed()
    .map((own) => {
      if (own.length > 0) below = new Map([...below, ...own.toReversed()])
      return below
    })
    .toReversed()
}

/** The block, or where it is a table that holds a form twice or more, one below the other, a table for each. */
export function partedWhereBegunAgain(block: Block, forms: readonly FormDefinition[]): readonly Block[] {
  if (block.kind === 'text') return [block]
  const said = new TableSaid(gridOf(block))
  const [label] = said.firsts
  if (!said.firsts.includes(label ?? '', 1)) return [block]
  const cuts = [0]
  let before = new FilingSoFar(forms)
  for (const [index, row] of said.rows.entries()) {
    const mayBegin = index > 0 && said.firsts[index] === label && !isMergedInto(row)
    if (mayBegin && before.beginsAgainIn(said, index)) {
      cuts.push(row.index)
      before = new FilingSoFar(forms)
    }
    before.add(said, index, index + 1)
  }
  if (cuts.length === 1) return [block]
  return cuts.map((from, index) => sliceRows(block, from, cuts[index + 1] ?? block.rows))
}

/** Whether a text from above goes on in the row. */
function isMergedInto(row: GridRow): boolean {
  return row.cells.some((cell) => cell.row < row.index && cell.text !== '')
}

function rowText(row: GridRow): string {
  return startingCells(row)
    .map(({ text }) => withoutSpace(text))
    .filter((text) => text !== '')
    .join('|')
}

/** The texts beside the labels of the form's fields in the row. */
function statedIn(row: GridRow, form: FormDefinition): readonly StatedField[] {
  const cells = filledCells(row).map(({ text }) => ({ text, key: keyOf(text, form) }))
  return cells.flatMap(({ key }, index) => {
    const value = cells[index + 1]
    return key === null || value === undefined || value.key !== null ? [] : [[key, withoutSpace(value.text)]]
  })
}

function keyOf(text: string, form: FormDefinition): string | null {
  return form.fields.find(({ labels }) => isWording(text, labels))?.key ?? null
}

function isRequired(key: string, form: FormDefinition): boolean {
  return form.fields.some((field) => field.key === key && field.required)
}
