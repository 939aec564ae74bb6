/** Lists of contents: tables of titles and page numbers, which are surely no filing's. */
import type { Table } from '@backfile/layout'
import { foldKey } from '@backfile/model'
import { filledCells, gridOf } from './grid.ts'

const heading =
  /^(?:目录|目次|contents|tableofcontents|inhalt|inhaltsverzeichnis|sommaire|tabledesmatières)$/iu
const pageLabel = /^(?:页码|页次|页数|起始页|所在页|page|seite|pages?no\.?)$/iu
const leader = /(?:\.{3,}|…{1,}|·{3,}|(?:[.·]\s){3,})/u
const pageNumber = /^(?:第)?[\s.·…-]*(\d{1,4})[\s.·…-]*(?:页)?$/u
/** Fewest entries of a list of contents. */
const ENTRIES = 3
/** Share of rows that end with a page number. */
const NUMBERED = 0.8

/**
 * Whether a table is a list of contents: its rows end with page numbers that never fall, and dots lead to them, its
 * header calls them pages, or the text before it says so. A table without one of these signs is kept for a person.
 */
export function isContents(table: Table, before: string | null): boolean {
  const rows = gridOf(table)
    .rows.map(filledCells)
    .filter((cells) => cells.length > 0)
  const last = rows.map((cells) => cells.at(-1)?.text ?? '')
  const texts = rows.flat().map((cell) => cell.text)
  const isNamed =
    (before !== null && heading.test(foldKey(before))) ||
    (rows[0] ?? []).some(({ text }) => heading.test(foldKey(text)) || pageLabel.test(foldKey(text)))
  const isLed = texts.filter((text) => leader.test(text)).length >= rows.length * 0.5
  if (!isNamed && !isLed) return false
  const entries = last.filter((text, row) => !(row < 2 && !pageNumber.test(text)))
  const pages = entries.flatMap((text) => {
    const found = pageNumber.exec(text.split(leader).at(-1)?.trim() ?? '')?.[1]
    return found === undefined ? [] : [Number(found)]
  })
  if (pages.length < ENTRIES || pages.length < entries.length * NUMBERED) return false
  return pages.every((page, index) => page >= (pages[index - 1] ?? 0))
}
