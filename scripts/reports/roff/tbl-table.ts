/** A table as source for tbl: formats and lines of data, and the cells that they are to be read as. */
import type { Draft } from '../made-table.ts'

/** One line that tbl sets: a column's key (`l`, `c`, `r`, `n`, `s` for a span, `^` for what goes on from above) and its text. */
export interface TblLine {
  readonly keys: readonly string[]
  readonly texts: readonly string[]
}

/** Between the lines: a rule across the table, or white space in points. */
export type TblStep = TblLine | 'rule' | number

export interface TblTable {
  readonly kind: string
  readonly rows: number
  readonly columns: number
  readonly headerRows: number
  readonly cells: readonly Draft[]
  readonly steps: readonly TblStep[]
  /** What tbl is told of the whole: `box`, `allbox`, `center`. */
  readonly options: readonly string[]
  /** What stands between the keys of two columns: a number of ens, or an upright rule. */
  readonly between: string
  /** In points. */
  readonly size: number
  readonly leading: number
}

/** A cell of several words that tbl breaks at its column's width. */
export function block(text: string): string {
  return `T{\n${text}\nT}`
}

/** The source between `.TS` and `.TE`. */
export function tblSource({ steps, options, between, size, leading }: TblTable): string {
  const lines: string[] = []
  let keys = ''
  for (const step of steps) {
    if (step === 'rule') lines.push('_')
    else if (typeof step === 'number') lines.push(`.sp ${step}p`)
    else {
      const own = step.keys.join(between)
      if (keys === '') lines.push(`${own}.`)
      else if (own !== keys) lines.push('.T&', `${own}.`)
      keys = own
      // A column that a span covers has no text of its own.
      lines.push(step.texts.filter((_, column) => step.keys[column] !== 's').join('\t'))
    }
  }
  const whole = options.length > 0 ? [`${options.join(' ')};`] : []
  return [`.ps ${size}`, `.vs ${leading}p`, '.TS', ...whole, ...begun(lines), '.TE'].join('\n')
}

/** Rules and white space above the first format stand behind it. */
function begun(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => /^(?:[lcrns^][^_]*)\.$/u.test(line))
  const [above, format, below] = [lines.slice(0, first), lines[first] ?? '', lines.slice(first + 1)]
  return [format, ...above, ...below]
}
