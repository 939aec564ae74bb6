/** Addresses of cells: `E12` and row 11, column 4. */

/** 0-based. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Excel's own bounds (rows 1048576, columns XFD): an address beyond them is none. */
const maxRows = 1_048_576
const maxColumns = 16_384

/** The place that an address names, or null where it is none. */
export function parseAddress(address: string): Place | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(address) ?? []
  if (letters === undefined || digits === undefined) return null
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(digits)
  return row > maxRows || column > maxColumns ? null : { row: row - 1, column: column - 1 }
}

export function cellAddress({ row, column }: Place): string {
  return `${columnName(column)}${row + 1}`
}

/** `A` for column 0, `AA` for column 26. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  const letter = String.fromCharCode(65 + (column % 26))
  return rest === 0 ? letter : columnName(rest - 1) + letter
}
