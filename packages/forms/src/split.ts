/** Splitting a laid-out file into the filings it holds: each title of a known form begins one, and a form filled in again. */
import type { Block, Cell, Section, Table } from '@backfile/layout'
import { foldKey, foldWidth, type Locator, withoutSpace } from '@backfile/model'
import { FilingSoFar, partedWhereBegunAgain, TableSaid } from './begins-again.ts'
import { isContents } from './contents.ts'
import type { FormDefinition } from './form-definition.ts'
import { filledCells, gridOf, sliceRows, type TableGrid } from './grid.ts'
import { isWording, statesUnit } from './labels.ts'
import { type RecordHeader, recordsOf } from './record-tables.ts'

/** A line of text outside the rows of a form: a title, a year, a note. */
export interface Heading {
  readonly text: string
  readonly confidence: number
  readonly locators: readonly Locator[]
}

/** The tables and headings that make one filing, in reading order. */
export interface FilingParts {
  readonly sheet: string | null
  readonly headings: readonly Heading[]
  readonly grids: readonly TableGrid[]
  /**
   * What stands before the first table of the section: it may say the year of all its filings. For one with a title of
   * its own, that is only what stands above the first one's.
   */
  readonly cover: readonly Heading[]
  /** Names of other sheets that hold further parts of it. */
  readonly joined?: readonly string[]
  /** Where its copies begin: the same filing, text for text. */
  readonly copies?: readonly Locator[]
}

/** Longest title, in characters: a longer text that has a title's words is prose. */
const LONGEST_TITLE = 60

const titleEnd = /(?:表|书|申报|目标)(?:[(（【[].{0,16}[)）】\]])?$/
const leadingYear = /^[(（]?\d{4}年?(?:度)?[)）]?/

/** The forms whose title this text is: all words of one of the form's titles, in order. */
export function formsTitled(text: string, forms: readonly FormDefinition[]): FormDefinition[] {
  const line = text.trim()
  if (line.length > LONGEST_TITLE || !titleEnd.test(withoutSpace(line))) return []
  const key = foldKey(line).replace(leadingYear, '')
  return forms.filter((form) => form.titles.some((words) => inOrder(key, words)))
}

function inOrder(key: string, words: readonly string[]): boolean {
  let from = 0
  for (const word of words) {
    const at = key.indexOf(word, from)
    if (at < 0) return false
    from = at + word.length
  }
  return true
}

/** Filings of the file, in order. A part without any table, or with a list of contents only, is left out. */
export function splitFilings(sections: readonly Section[], forms: readonly FormDefinition[]): FilingParts[] {
  return sections.flatMap((section) => splitSection(section, forms))
}

function splitSection(section: Section, forms: readonly FormDefinition[]): FilingParts[] {
  const parts: { headings: Heading[]; grids: TableGrid[] }[] = []
  let current = { headings: [] as Heading[], grids: [] as TableGrid[] }
  /** How many of the headings stand above the last table. */
  let headingsAbove = 0
  let before = new FilingSoFar(forms)
  const begin = (): void => {
    parts.push(current)
    current = { headings: [], grids: [] }
    before = new FilingSoFar(forms)
  }
  let header: RecordHeader | null = null
  const blocks = section.blocks.flatMap((part) => titleRowsApart(part, forms))
  for (const block of blocks.flatMap((part) => partedWhereBegunAgain(part, forms))) {
    if (block.kind === 'table') {
      const found: ReturnType<typeof recordsOf> = recordsOf(block, forms, header)
      header = found?.header ?? null
      for (const record of found?.records ?? []) {
        const { headings } = current
        if (current.grids.length > 0) begin()
        current.headings = [...headings]
        const grid = gridOf(record)
        current.grids.push(grid)
        before.add(new TableSaid(grid))
        headingsAbove = current.headings.length
      }
      if (found !== null) continue
      if (isContents(block, current.headings.at(-1)?.text ?? null)) continue
      const grid = gridOf(block)
      const said = new TableSaid(grid)
      if (before.beginsAgainIn(said)) {
        const between = current.headings.splice(headingsAbove)
        const from = between.findIndex(({ locators }) => isBeside(locators, block))
        current.headings.push(...between.slice(0, from < 0 ? between.length : from))
        begin()
        current.headings.push(...(from < 0 ? [] : between.slice(from)))
      }
      current.grids.push(grid)
      before.add(said)
      headingsAbove = current.headings.length
    } else {
      if (formsTitled(block.text, forms).length > 0 && current.grids.length > 0) begin()
      current.headings.push(block)
    }
  }
  begin()
  const isTitle = ({ text }: Heading): boolean => formsTitled(text, forms).length > 0
  const cover = parts[0]?.headings ?? []
  const aboveTitle = cover.slice(0, Math.max(0, cover.findLastIndex(isTitle)))
  return parts
    .filter((part) => part.grids.length > 0)
    .map((part) => ({
      sheet: section.name,
      cover: part.headings.some(isTitle) ? aboveTitle : cover,
      ...part,
    }))
}

/** Whether a text stands on a page of the table, or, where there are no pages, before it at all. */
function isBeside(locators: readonly Locator[], { cells }: Table): boolean {
  const pages = new Set(cells.flatMap((cell) => cell.locators.map(pageOf)))
  return locators.length === 0 || locators.some((locator) => pages.has(pageOf(locator)))
}

function pageOf(locator: Locator): number | null {
  return 'page' in locator ? locator.page : null
}

/** A table row that holds one text across most columns is a heading: a workbook keeps its title in a merged row. */
function titleRowsApart(block: Block, forms: readonly FormDefinition[]): Block[] {
  if (block.kind === 'text') return [block]
  const grid = gridOf(block)
  const blocks: Block[] = []
  let from = 0
  const firstFull = grid.rows.findIndex((row) => filledCells(row).length > 1)
  for (const row of grid.rows) {
    const heading =
      headingOf(row.cells, block, row.index < firstFull) ?? (row.index === from ? yearRow(row.cells) : null)
    if (heading === null || isFieldLabel(heading.text, forms)) continue
    if (row.index > from) blocks.push(sliceRows(block, from, row.index))
    blocks.push({
      kind: 'text',
      text: heading.text,
      locators: heading.locators,
      confidence: heading.confidence,
    })
    from = row.index + 1
  }
  if (from === 0) return [block]
  if (from < block.rows) blocks.push(sliceRows(block, from, block.rows))
  return blocks.filter((part) => part.kind === 'text' || part.cells.some((cell) => cell.text !== ''))
}

/** `年度 | 2023年`, `预算年度：2023` above a form: the year that it is for, in a cell of its own or beside its label. */
function yearRow(cells: readonly Cell[]): Heading | null {
  const filled = cells.filter((cell) => cell.text !== '')
  const [first, last] = [filled[0], filled.at(-1)]
  if (first === undefined || last === undefined || filled.length > 2) return null
  const said = foldWidth(withoutSpace(filled.map(({ text }) => text).join('')))
  const year = /^((?:预算|填报|申报)?年度):?((?:19|20)\d{2}年?度?)$/.exec(said)
  if (year === null) return null
  return {
    text: `${year[1]}：${year[2]}`,
    locators: filled.flatMap(({ locators }) => locators),
    confidence: Math.min(first.confidence, last.confidence),
  }
}

/** A row that is nothing but a field's label has the field's text below it. */
const isFieldLabel = (text: string, forms: readonly FormDefinition[]): boolean =>
  forms.some((form) => form.fields.some((field) => isWording(text, field.labels)))

/** Widest text of a heading row: a longer one is a narrative that fills its row. */
const LONGEST_HEADING = 40

/** 附件2, 表14, 预算05-2表: what numbers a form. */
const formNumber = /^(?:附[件表录]|\S{0,8}表[\d一二三四五六七八九十-]{1,4}$|\S{0,6}[\d-]{1,5}表$)/

/** `leading`: above the first row of several texts, where a heading need not be merged over the columns. */
function headingOf(cells: readonly Cell[], table: Table, leading: boolean): Cell | null {
  const filled = cells.filter((cell) => cell.text !== '')
  const [only] = filled
  if (only === undefined || filled.length > 1 || only.rowSpan > 1) return null
  if (only.text.length > LONGEST_HEADING || only.text.includes('\n')) return null
  if (
    !leading &&
    only.columnSpan < table.columns &&
    !(cells.length >= 2 && only.column === 0 && titleEnd.test(only.text))
  )
    return null
  const heads =
    titleEnd.test(only.text) ||
    /\d{4}\s*年/.test(only.text) ||
    statesUnit.test(only.text) ||
    formNumber.test(only.text)
  return heads ? only : null
}
