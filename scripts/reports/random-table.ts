/** Tables as statistics, budgets and surveys have them. */
import type { Random } from '../fixtures/random.ts'
import { wholeCells } from './made-table.ts'
import type { ReportTable, Rules, TableStyle } from './report.ts'
import { groupedRows, rankTable, sparseTable, statistics } from './usual/statistics.ts'
import { keyedList, smallTable, surveyTable, textTable } from './usual/texts.ts'
import { type Language, label, sentence } from './words.ts'

const makers = {
  statistics,
  'grouped rows': groupedRows,
  text: textTable,
  small: smallTable,
  survey: surveyTable,
  list: keyedList,
  sparse: sparseTable,
  ranks: rankTable,
} as const

export type TableKind = keyof typeof makers

const tableKinds: readonly [TableKind, ...TableKind[]] = [
  'statistics',
  'statistics',
  'statistics',
  'statistics',
  'grouped rows',
  'text',
  'text',
  'small',
  'survey',
  'list',
  'sparse',
  'ranks',
]

/** Narrow enough to stand beside another. */
export const narrowKinds: readonly [TableKind, ...TableKind[]] = ['statistics', 'small', 'ranks', 'sparse']

/** A table for a column of text so many points wide. */
export function randomTable(
  random: Random,
  language: Language,
  width: number,
  number: number,
  kinds: readonly [TableKind, ...TableKind[]] = tableKinds,
): ReportTable {
  const kind = random.pick(kinds)
  const made = makers[kind](random, language, width)
  const caption = random.chance(0.75)
    ? `${language.table} ${number}${random.pick(['.', ':', ' –', ''])} ${label(random, language, random.whole(3, 9))}`
    : random.chance(0.5)
      ? label(random, language, random.whole(3, 6))
      : null
  return {
    kind,
    ...made,
    cells: wholeCells(made.cells),
    style: randomStyle(random, kind),
    caption,
    isCaptionAbove: random.chance(0.85),
    notes: [
      ...(random.chance(0.2) ? [`${language.note}: ${sentence(random, language)}`] : []),
      ...(random.chance(0.2) ? [`(1) ${sentence(random, language)}`] : []),
      ...(random.chance(0.4) ? [`${language.source}: ${label(random, language, 3)}.`] : []),
    ],
  }
}

function randomStyle(random: Random, kind: TableKind): TableStyle {
  const isText = kind === 'text'
  const rules = random.pick<Rules>([
    'none',
    'none',
    'booktabs',
    'booktabs',
    'header',
    'header',
    'rows',
    'grid',
    'grid',
    'upright',
    'frame',
    'columns',
  ])
  return {
    rules,
    shading: random.pick(['none', 'none', 'none', 'header', 'zebra', 'header and zebra']),
    padding: [random.pick([2, 3, 4, 6, 9]), random.pick(isText ? [2, 3, 4, 6] : [0, 0.5, 1, 2, 4])],
    size: random.pick([7, 8, 8.5, 9, 10, 11]),
    leading: random.pick([1.12, 1.18, 1.25, 1.35]),
    isWide: random.chance(0.6),
    headerAlign: random.pick(['bottom', 'bottom', 'middle', 'top']),
    bodyAlign:
      isText && rules !== 'grid' && rules !== 'rows'
        ? 'top'
        : random.pick(['top', 'top', 'bottom', 'middle']),
    place: random.pick(['left', 'center']),
  }
}
