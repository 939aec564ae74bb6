/** Adds scores up by trait, and prints them as one table. */
import type { VariantScore } from './score-variant.ts'
import type { VariantTraits } from './variant.ts'

export interface Tally {
  readonly add: (traits: VariantTraits, score: VariantScore) => void
  /** One line a trait's value, then the total. */
  readonly table: () => string
}

export function tally(): Tally {
  const sums = new Map<string, Map<string, Sum>>()
  const totals = emptySum()
  return {
    add: (traits, score) => {
      addTo(totals, score)
      for (const [trait, value] of Object.entries(traits)) {
        const values = sums.get(trait) ?? new Map<string, Sum>()
        const sum = values.get(value) ?? emptySum()
        addTo(sum, score)
        sums.set(trait, values.set(value, sum))
      }
    },
    table: () => {
      const lines = [...sums].flatMap(([trait, values]) =>
        [...values]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([value, sum]) => [trait, value, ...figuresOf(sum)]),
      )
      return aligned([head, ...lines, ['all', '', ...figuresOf(totals)]])
    },
  }
}

interface Sum {
  files: number
  exact: number
  expected: number
  read: number
  right: number
  rows: number
  rowsRight: number
  fields: number
  fieldsRight: number
  silent: number
  silentlyLost: number
  doubts: number
  time: number
}

function emptySum(): Sum {
  return {
    files: 0,
    exact: 0,
    expected: 0,
    read: 0,
    right: 0,
    rows: 0,
    rowsRight: 0,
    fields: 0,
    fieldsRight: 0,
    silent: 0,
    silentlyLost: 0,
    doubts: 0,
    time: 0,
  }
}

function addTo(sum: Sum, score: VariantScore): void {
  sum.files += 1
  sum.exact += score.differences.length === 0 ? 1 : 0
  sum.expected += score.figures.expected
  sum.read += score.figures.read
  sum.right += score.figures.right
  sum.rows += score.rows.expected
  sum.rowsRight += score.rows.right
  sum.fields += score.fields.expected
  sum.fieldsRight += score.fields.right
  sum.silent += score.silent.length
  sum.silentlyLost += score.silentlyLost.length
  sum.doubts += score.doubts.length
  sum.time += score.time
}

const head = [
  'trait',
  'value',
  'files',
  'exact',
  'figure F1',
  'rows',
  'fields',
  'silent/10k',
  'silently lost/10k',
  'doubts/file',
  'ms/file',
]

function figuresOf(sum: Sum): readonly string[] {
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(4))
  const inTenThousand = (part: number): string =>
    sum.expected === 0 ? '–' : ((part / sum.expected) * 10_000).toFixed(1)
  return [
    `${sum.files}`,
    `${sum.exact}`,
    share(2 * sum.right, sum.expected + sum.read),
    share(sum.rowsRight, sum.rows),
    share(sum.fieldsRight, sum.fields),
    inTenThousand(sum.silent),
    inTenThousand(sum.silentlyLost),
    (sum.doubts / Math.max(1, sum.files)).toFixed(1),
    (sum.time / Math.max(1, sum.files)).toFixed(0),
  ]
}

function aligned(lines: readonly (readonly string[])[]): string {
  const places = (text: string): number =>
    [...text].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0)
  const widths = head.map((_, column) => Math.max(...lines.map((line) => places(line[column] ?? ''))))
  return lines
    .map((line) =>
      line
        .map((text, column) => {
          const blank = ' '.repeat(Math.max(0, (widths[column] ?? 0) - places(text)))
          return column < 2 ? text + blank : blank + text
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
