/** Tables with level rulings only, which show by their ends what is merged: the upright ones that they leave out. */
import type { Box, Message } from '@backfile/model'
import type { PaintedPage, Ruling } from '@backfile/readers'
import { clustered, median } from '../geometry.ts'
import { levelRules, type Rule } from '../level-rules.ts'
import type { PageTable } from '../page-table.ts'
import type { Repair } from '../table.ts'
import { usualSize } from '../usual-size.ts'
import { isCaptionText } from './captions.ts'
import { blocksOf, coveredAt, labelEdgeOf, SAME_END_EM, sidesOf, uprightsOf } from './level-columns.ts'
import { isProselike, levelLinesOf, type PhraseLine, phraseLinesOf } from './phrases.ts'

/** A region whose columns only text and the ends of rulings show. */
export interface LevelRuled {
  readonly box: Box
  /** Upright rulings where its cells part. */
  readonly uprights: readonly Ruling[]
}

/** A table has at least so many rulings, and so many that stop short of its left edge. */
const LEAST_RULES = 5
const LEAST_SHORT_RULES = 3
const LEAST_SHORT_SHARE = 0.25
/** A column of labels has no more running text than this share of its lines: else it is the page's other column. */
const PROSE_SHARE = 0.3

/** Rulings part the rows where hardly any are without: figures below figures are fewer than this share of the levels. */
const STACKED_SHARE = 0.25

/** How sure the columns are that text and the ends of rulings show. */
const COLUMNS_CONFIDENCE = 0.85

/** A table whose uprights are those of `levelRuledRegions`: it says that its columns are inferred. */
export function withInferredColumns({ wider: _, ...table }: PageTable): PageTable {
  const confidence = Math.min(table.confidence, COLUMNS_CONFIDENCE)
  const repair: Repair = {
    kind: 'columns-inferred',
    message: COLUMNS_INFERRED,
    confidence,
    locators: [{ page: table.page, bbox: table.box }],
  }
  return {
    ...table,
    method: 'partly-ruled',
    confidence,
    cells: table.cells.map((cell) => ({ ...cell, confidence: Math.min(cell.confidence ?? 1, confidence) })),
    repairs: [...table.repairs, repair],
  }
}

const COLUMNS_INFERRED: Message = {
  zh: '表格没有竖线，列由横线的端点与文字位置推断',
  en: 'The table has no vertical rulings; its columns were inferred from the ends of the others and from the text',
}

/** A ruling over this share of the width goes all across. */
const FULL_SHARE = 0.9

/** The regions of a page that level rulings alone divide; none where uprights do, or where no ruling is short. */
export function levelRuledRegions(page: PaintedPage): LevelRuled[] {
  const em = usualSize(page.glyphs) ?? 10
  if (page.rulings.some((ruling) => Math.abs(ruling.y1 - ruling.y0) > em)) return []
  const rules = withoutPageRules(levelRules(page.rulings, em), page, em)
  return tablesOf(rules, page, em).flatMap((own) => regionOf(own, page, em) ?? [])
}

/** Lines of running text, or white so high in em, that part a running title's rule from all tables. */
const TEXT_LINES = 2
const WHITE_EM = 4
/** A line of running text fills this share of the width. */
const FILLED_SHARE = 0.6

/**
 * The rules without those of the running title and foot: wider than the page's tables, and between them and the first
 * or last rule of these is running text or white, and no label.
 */
function withoutPageRules(rules: readonly Rule[], page: PaintedPage, em: number): readonly Rule[] {
  const [left, right] = [Math.min(...rules.map(({ from }) => from)), Math.max(...rules.map(({ to }) => to))]
  const label = labelEdgeOf(rules, { left, right, em })
  if (label === undefined) return rules
  const isPageRule = (rule: Rule | undefined, next: Rule | undefined): boolean => {
    if (!rule || !next || rule.from > left + em || next.from < label - em) return false
    const [top, bottom] = [Math.min(rule.y, next.y), Math.max(rule.y, next.y)]
    const lines = linesWithin(page, [left - em, top, right + em, bottom])
    if (lines.some((line) => line.phrases.some(({ box }) => box[2] < label))) return false
    const text = lines.filter(
      (line) => line.phrases.every(isProselike) && line.right - line.left > (right - label) * FILLED_SHARE,
    )
    return text.length >= TEXT_LINES || (lines.length === 0 && bottom - top > WHITE_EM * em)
  }
  const first = isPageRule(rules[0], rules[1]) ? 1 : 0
  const last = isPageRule(rules.at(-1), rules.at(-2)) ? rules.length - 1 : rules.length
  return rules.slice(first, last)
}

/** The rules of each table: a page of full rules may have several tables, with texts between that are no cells. */
function tablesOf(rules: readonly Rule[], page: PaintedPage, em: number): Rule[][] {
  if (!isLevelRuled(rules, em)) return []
  const left = Math.min(...rules.map((rule) => rule.from))
  const right = Math.max(...rules.map((rule) => rule.to))
  const full = levelsOf(rules, em).filter((y) => coveredAt(rules, y, em) > (right - left) * FULL_SHARE)
  const bands = full.slice(1).map((bottom, index) => {
    const top = full[index] ?? 0
    return { top, bottom, lines: linesWithin(page, [left, top, right, bottom]) }
  })
  const label = labelEdgeOf(rules, { left, right, em }) ?? left
  const usual = median(bands.flatMap(({ lines, top, bottom }) => whiteIn(lines, top, bottom) ?? [])) ?? 0
  const cuts = bands.flatMap(({ top, bottom, lines }, index) => {
    if (lines.some(isCaption)) return [(top + bottom) / 2]
    if (!standAcross(lines, label + em)) return []
    const isProse = lines.filter((line) => line.phrases.some(isProselike)).length > 1
    const isSetOff = (whiteIn(lines, top, bottom) ?? 0) > usual + em
    const isHead = headsColumns(bands[index + 1]?.lines ?? [])
    return isHead && (isProse || isSetOff) ? [(top + bottom) / 2] : []
  })
  const edges = [Number.NEGATIVE_INFINITY, ...cuts, Number.POSITIVE_INFINITY]
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? to
    return rules.filter(({ y }) => y > from && y < to)
  })
}

/** A caption begins another table. */
function isCaption({ phrases }: PhraseLine): boolean {
  return isCaptionText(phrases.map(({ text }) => text).join(' '))
}

/** Whether lines begin in the column of labels and run on beyond it: none is a label with texts beside it. */
function standAcross(lines: readonly PhraseLine[], label: number): boolean {
  const runs = lines.map(({ phrases: [first] }) => first !== undefined && first.box[2] > label)
  return (
    runs.includes(true) &&
    lines.every((line, index) => line.left < label && (runs[index] || line.phrases.length === 1))
  )
}

/** Whether a line of texts without figures could head the columns of a table. */
function headsColumns([first]: readonly PhraseLine[]): boolean {
  return first !== undefined && first.phrases.length > 2 && !first.phrases.some(({ isNumeric }) => isNumeric)
}

/** How much of the height between two rulings no text takes; null where there is none. */
function whiteIn(lines: readonly PhraseLine[], top: number, bottom: number): number | null {
  const [first, last] = [lines[0], lines.at(-1)]
  return first && last ? bottom - top - (last.bottom - first.top) : null
}

/** Whether so many rulings leave out the first column that they rule the rows of groups. */
function isLevelRuled(rules: readonly Rule[], em: number): boolean {
  if (rules.length < LEAST_RULES) return false
  const left = Math.min(...rules.map((rule) => rule.from))
  const right = Math.max(...rules.map((rule) => rule.to))
  const short = rules.filter((rule) => rule.from > left + em && rule.to > right - em * SAME_END_EM)
  const wide = rules.filter((rule) => rule.to - rule.from > (right - left) * FULL_SHARE)
  if (short.length < Math.max(LEAST_SHORT_RULES, rules.length * LEAST_SHORT_SHARE)) return false
  return wide.length >= 2 || rules.length <= short.length
}

function levelsOf(rules: readonly Rule[], em: number): number[] {
  return clustered(
    rules.map((rule) => rule.y),
    em * 0.3,
  )
}

function linesWithin(page: PaintedPage, [left, top, right, bottom]: Box): PhraseLine[] {
  const glyphs = page.glyphs.filter(({ box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return x > left && x < right && y > top && y < bottom
  })
  return phraseLinesOf(levelLinesOf(glyphs))
}

/** The region of one table's rules; null where they do not rule its rows. */
function regionOf(rules: readonly Rule[], page: PaintedPage, em: number): LevelRuled | null {
  if (!isLevelRuled(rules, em)) return null
  const left = Math.min(...rules.map((rule) => rule.from))
  const right = Math.max(...rules.map((rule) => rule.to))
  const levels = levelsOf(rules, em)
  const [top, bottom] = [levels[0] ?? 0, levels.at(-1) ?? 0]
  const lines = linesWithin(page, [left, top, right, bottom])
  if (lines.some(isCaption)) return null
  if (stackedFigures(lines, levels) > Math.max(1, levels.length * STACKED_SHARE)) return null
  const labelEdge = labelEdgeOf(rules, { left, right, em }) ?? left
  const beside = lines.flatMap((each) => each.phrases.filter(({ box }) => box[2] < labelEdge + em))
  if (beside.filter(isProselike).length > beside.length * PROSE_SHARE) return null
  // The page may cut a merged cell at its first and last ruling, which then stop short of it.
  const full = levels.filter(
    (y) => y === top || y === bottom || coveredAt(rules, y, em) > (right - left) * FULL_SHARE,
  )
  const blocks = blocksOf(full, lines, rules, { left, right, em })
  const uprights = blocks.flatMap((block) => uprightsOf(block, levels, rules, { left, right, em }))
  return { box: [left, top, right, bottom], uprights: [...uprights, ...sidesOf(left, right, top, bottom)] }
}

/** Lines with a figure right below one of the line above, no ruling between: rows that nothing rules, as above a sum. */
function stackedFigures(lines: readonly PhraseLine[], levels: readonly number[]): number {
  return lines.filter((line, index) => {
    const above = lines[index - 1]
    if (!above || levels.some((y) => y > above.centre && y < line.centre)) return false
    return line.phrases.some(
      (figure) =>
        figure.isNumeric &&
        above.phrases.some(
          ({ box, isNumeric }) => isNumeric && box[0] < figure.box[2] && box[2] > figure.box[0],
        ),
    )
  }).length
}
