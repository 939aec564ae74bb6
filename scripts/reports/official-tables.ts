/** Tables as statistical offices, auditors and commissions set them: what `random-table.ts` leaves out. */
import type { Random } from '../fixtures/random.ts'
import { type Draft, type Made, wholeCells } from './made-table.ts'
import { range } from './official/heads.ts'
import { accounts, groups, measures, particulars, regression, triangle } from './official/special.ts'
import { abstract, calendar, classes, pairs, panels } from './official/statistics.ts'
import type { ReportTable, Rules, TableStyle } from './report.ts'
import { type Language, label, sentence } from './words.ts'

type Maker = (random: Random, language: Language, width: number) => Made

const makers: Readonly<Record<string, Maker>> = {
  abstract,
  accounts,
  pairs,
  regression,
  measures,
  groups,
  panels,
  triangle,
  classes,
  particulars,
  calendar,
}

const names = [
  'abstract',
  'abstract',
  'abstract',
  'accounts',
  'accounts',
  'pairs',
  'pairs',
  'regression',
  'measures',
  'measures',
  'groups',
  'groups',
  'panels',
  'triangle',
  'classes',
  'particulars',
  'calendar',
] as const

/** A table for a column of text so many points wide. */
export function officialTable(
  random: Random,
  language: Language,
  width: number,
  number: number,
): ReportTable {
  const kind = random.pick(names)
  const made = (makers[kind] ?? abstract)(random, language, width)
  const title = label(random, language, random.whole(3, 12))
  return {
    kind,
    rows: made.rows,
    columns: made.columns,
    headerRows: made.headerRows,
    cells: wholeCells(withBlanks(made)),
    style: withoutRests({ ...styleOf(random, width), ...made.style }),
    caption: random.chance(0.8)
      ? `${language.table} ${number}${random.pick(['.', ':', '.—', ''])} ${title}`
      : random.chance(0.5)
        ? title
        : null,
    isCaptionAbove: random.chance(0.92),
    notes: [
      ...(random.chance(0.25) ? [`${language.note}: ${sentence(random, language)}`] : []),
      ...(random.chance(0.2) ? [`¹ ${sentence(random, language)}`] : []),
      ...(random.chance(0.4) ? [`${language.source}: ${label(random, language, 4)}.`] : []),
    ],
  }
}

const usualRules: readonly [Rules, ...Rules[]] = [
  'booktabs',
  'booktabs',
  'booktabs',
  'boxhead',
  'boxhead',
  'header',
  'none',
  'none',
  'rows',
  'grid',
  'columns',
]

function styleOf(random: Random, width: number): TableStyle {
  return {
    rules: random.pick(usualRules),
    shading: random.pick(['none', 'none', 'none', 'none', 'header', 'zebra']),
    padding: [random.pick(width < 300 ? [2, 3] : [2, 3, 4, 6]), random.pick([0, 0, 0.5, 1, 2])],
    size: random.pick(width < 300 ? [6.5, 7, 8] : [7, 8, 8, 9, 10]),
    leading: random.pick([1.1, 1.15, 1.2, 1.25]),
    isWide: random.chance(0.7),
    headerAlign: random.pick(['bottom', 'bottom', 'middle', 'top']),
    bodyAlign: random.pick(['top', 'bottom', 'bottom', 'middle']),
    place: random.pick(['left', 'center']),
    hasLeaders: random.chance(0.35),
    rest: random.pick([0, 0, 0, 5, 4]),
  }
}

/** The cells, and an empty one in each place that none covers. */
function withBlanks({ rows, columns, cells }: Made): Draft[] {
  const covered = new Set(
    cells.flatMap(({ row, column, rowSpan = 1, columnSpan = 1 }) =>
      range(rowSpan).flatMap((down) => range(columnSpan).map((right) => `${row + down}/${column + right}`)),
    ),
  )
  const places = range(rows).flatMap((row) => range(columns).map((column) => ({ row, column, text: '' })))
  return [...cells, ...places.filter(({ row, column }) => !covered.has(`${row}/${column}`))]
}

/** Where every cell is ruled no white space stands between rows. */
function withoutRests(style: TableStyle): TableStyle {
  return style.rules === 'grid' || style.rules === 'rows' ? { ...style, rest: 0 } : style
}
