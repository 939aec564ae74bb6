/** Telling pages of different bands apart by how many fields their lines have, where page breaks are lost. */
import type { SourceLine } from './source-lines.ts'

export type Page = readonly SourceLine[]

/** The band whose headings a line shows, or null. */
export type FamilyOf = (line: SourceLine) => number | null

/** Share of the lines that are as wide as some band's headings, where widths tell bands. */
const TELLING_SHARE = 0.9

/**
 * Where one run of lines shows headings of two bands, page breaks are lost; then each band's number of fields tells
 * its lines, if no two bands have the same. Empty where widths tell nothing.
 */
export function tellingWidths(pages: readonly Page[], familyOf: FamilyOf): ReadonlySet<number> {
  const none = new Set<number>()
  const isMixed = pages.some((page) => new Set(page.map(familyOf).filter((own) => own !== null)).size > 1)
  if (!isMixed) return none
  const widths = new Map<number, number>()
  const lines = pages.flat()
  for (const line of lines) {
    const family = familyOf(line)
    if (family === null) continue
    if ((widths.get(family) ?? line.width) !== line.width) return none
    widths.set(family, line.width)
  }
  const all = new Set(widths.values())
  const rows = lines.filter((line) => !line.apart)
  const telling = rows.filter((line) => all.has(line.width)).length
  return all.size === widths.size && telling >= TELLING_SHARE * rows.length ? all : none
}

/** Cut where two lines and more are as wide as another band's. */
export function splitByWidth(page: Page, widths: ReadonlySet<number>): Page[] {
  const parts: SourceLine[][] = []
  let width = page.find((line) => widths.has(line.width))?.width
  for (const [at, line] of page.entries()) {
    const next = page[at + 1]
    const changes =
      line.width !== width && widths.has(line.width) && (next === undefined || next.width === line.width)
    if (changes) width = line.width
    const open = parts.at(-1)
    if (open === undefined || changes) parts.push([line])
    else open.push(line)
  }
  return parts
}
