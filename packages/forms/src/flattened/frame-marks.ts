/** What programs that keep tables as data frames write beside the cells: numbered rows and columns, words for blanks. */
import type { FlattenedLine } from '@backfile/readers'

/** Words for a blank cell, as data frames write them. */
const blankWord = /^(?:NaN|nan|None|<NA>|NaT)$/

/** A column without a name. */
const unnamed = /^Unnamed: \d+(?:_level_\d+)?$/

/** Fewest blanks, or rows, that show a habit of the writer: a filing may say None once. */
const HABIT = 4

/** Share of the lines whose number must follow the one above: cells of several lines break the count. */
const COUNTED_SHARE = 0.9

/**
 * The lines with such fields blank. Fields keep their places, since locators count them. Row numbers are only taken
 * for that where they count from 0 in front of every row: a form’s own numbers begin with 1.
 */
export function withoutFrameMarks(lines: readonly FlattenedLine[]): readonly FlattenedLine[] {
  const numbered = isNumbered(lines)
  const names = lines.findIndex(({ fields }) => fields.some((field) => field !== ''))
  const words = lines.flatMap(({ fields }) => fields.filter((field) => blankWord.test(field))).length
  const isMark = (field: string, line: number, column: number): boolean =>
    (numbered && column === 0 && /^\d+$/.test(field)) ||
    (line === names && (unnamed.test(field) || (numbered && field === `${column - 1}`))) ||
    (words >= HABIT && blankWord.test(field))
  return lines.map((line, index) =>
    line.fields.some((field, column) => isMark(field, index, column))
      ? { ...line, fields: line.fields.map((field, column) => (isMark(field, index, column) ? '' : field)) }
      : line,
  )
}

function isNumbered(lines: readonly FlattenedLine[]): boolean {
  const rows = lines.filter(({ fields }) => fields.length > 1)
  const from = rows.findIndex(({ fields }) => fields[0] === '0')
  if (from < 0 || from > 1) return false
  const counted = rows.slice(from)
  const inOrder = counted.filter(({ fields }, index) => fields[0] === `${index}`).length
  return inOrder >= HABIT && inOrder >= COUNTED_SHARE * counted.length
}
