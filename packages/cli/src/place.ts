/** Places in files as people write them. */
import { isAbsolute, relative } from 'node:path'
import type { Locator } from '@backfile/model'
import { say } from './terminal.ts'

/** A path as it is seen from here: relative where it lies below this folder. */
export function displayPath(path: string): string {
  if (!isAbsolute(path)) return path
  const below = relative(process.cwd(), path)
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below
}

/** `p. 2`, `Sheet1!E12`, `table 1, row 13, column 4` (counted from 1), `line 41, field 3`. */
function placeText(locator: Locator): string {
  if ('page' in locator) return say({ zh: `第 ${locator.page} 页`, en: `p. ${locator.page}` })
  if ('sheet' in locator) return `${locator.sheet}!${locator.cell}`
  if ('table' in locator) {
    const [table, row, column] = [locator.table + 1, locator.row + 1, locator.column + 1]
    return say({
      zh: `表 ${table} 第 ${row} 行第 ${column} 列`,
      en: `table ${table}, row ${row}, column ${column}`,
    })
  }
  return say({
    zh: `第 ${locator.line} 行第 ${locator.column} 栏`,
    en: `line ${locator.line}, field ${locator.column}`,
  })
}

/** Places named before the rest is only counted. */
const NAMED_PLACES = 4

/** Several places, each once. */
export function placesText(locators: readonly Locator[]): string {
  const places = [...new Set(locators.map(placeText))]
  const more = places.length - NAMED_PLACES
  const named = places.slice(0, NAMED_PLACES).join(say({ zh: '；', en: '; ' }))
  return more > 0 ? `${named} ${say({ zh: `等 ${places.length} 处`, en: `and ${more} more` })}` : named
}
