/** Official tables with an order of their own: accounts, regressions, correlations, measures, groups of rows. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft, Made } from '../made-table.ts'
import type { Rules } from '../report.ts'
import { figure, type Language, label, sentence } from '../words.ts'
import { headOf, leavesIn, range, writerOf } from './heads.ts'

/** Money: signs at the column's edge in the first row and at the sums, negatives in brackets, sums below rules. */
export function accounts(random: Random, language: Language, width: number): Made {
  const leaves = Math.min(5, leavesIn(random, width))
  const head = headOf(random, language, leaves)
  const cells = [...head.cells]
  const money = (): string => {
    const text = figure(language, random.whole(1, 10 ** random.whole(2, 6)), 0)
    return random.chance(0.15) ? `(${text})` : random.chance(0.08) ? '–' : text
  }
  let row = head.rows
  for (const block of range(random.whole(1, 4))) {
    if (random.chance(0.6))
      cells.push({
        row: row++,
        column: 0,
        text: `${label(random, language, random.whole(1, 3))}${random.chance(0.4) ? ':' : ''}`,
        bold: random.chance(0.4),
      })
    const size = random.whole(2, 6)
    for (const index of range(size)) {
      const isSum = index === size - 1
      const hasSign = isSum || (index === 0 && block === 0)
      cells.push({
        row,
        column: 0,
        text: isSum
          ? `Total ${label(random, language, random.whole(1, 2)).toLowerCase()}`
          : label(random, language, random.whole(1, 5)),
        indent: isSum ? 2 : 1,
      })
      for (const leaf of range(leaves)) {
        const text = money()
        const sign = hasSign && /^\d/u.test(text) ? '$' : undefined
        cells.push({
          row,
          column: leaf + 1,
          text: `${sign ?? ''}${text}`,
          align: 'right',
          isSum,
          ...(sign ? { sign } : {}),
        })
      }
      row += 1
    }
  }
  return { rows: row, columns: leaves + 1, headerRows: head.rows, cells }
}

/** Coefficients with their errors in brackets below. */
export function regression(random: Random, language: Language, width: number): Made {
  const models = Math.max(2, Math.min(6, Math.floor((width - 100) / 60)))
  const cells: Draft[] = range(models).map((model) => ({
    row: 0,
    column: model + 1,
    text: `(${model + 1})`,
    align: 'center',
  }))
  const stars = ['', '', '*', '**', '***']
  let row = 1
  for (const _ of range(random.whole(3, 8))) {
    cells.push({ row, column: 0, text: label(random, language, random.whole(1, 3)) })
    for (const model of range(models)) {
      if (random.chance(0.15)) continue
      const sign = random.chance(0.3) ? '-' : ''
      cells.push({
        row,
        column: model + 1,
        text: `${sign}${random.fraction().toFixed(3)}${random.pick(['', ...stars])}`,
        align: 'center',
      })
      cells.push({
        row: row + 1,
        column: model + 1,
        text: `(${(random.fraction() * 0.4).toFixed(3)})`,
        align: 'center',
      })
    }
    row += 2
  }
  for (const text of ['Observations', 'R-squared']) {
    cells.push({ row, column: 0, text })
    for (const model of range(models))
      cells.push({
        row,
        column: model + 1,
        text:
          text === 'R-squared' ? random.fraction().toFixed(2) : figure(language, random.whole(200, 9000), 0),
        align: 'center',
      })
    row += 1
  }
  return { rows: row, columns: models + 1, headerRows: 1, cells, style: { hasLeaders: false, rest: 0 } }
}

/** Correlations: each row one figure longer than the last. */
export function triangle(random: Random, language: Language, width: number): Made {
  const size = Math.max(3, Math.min(7, Math.floor((width - 110) / 45)))
  const cells: Draft[] = []
  for (const at of range(size)) {
    const text = label(random, language, random.whole(1, 2))
    cells.push(
      { row: 0, column: at + 1, text: `(${at + 1})`, align: 'right' },
      { row: at + 1, column: 0, text: `(${at + 1}) ${text}` },
    )
    for (const other of range(at + 1))
      cells.push({
        row: at + 1,
        column: other + 1,
        text: other === at ? '1.00' : `${random.chance(0.3) ? '-' : ''}${random.fraction().toFixed(2)}`,
        align: 'right',
      })
  }
  return { rows: size + 1, columns: size + 1, headerRows: 1, cells, style: { hasLeaders: false, rest: 0 } }
}

/** Measures with what they are, who is responsible, and by when: texts of several lines. */
export function measures(random: Random, language: Language, width: number): Made {
  const heads = ['Measure', 'Description', 'Responsible', 'Deadline', 'Status'].slice(
    0,
    Math.max(2, Math.min(5, Math.floor(width / 85))),
  )
  const cells: Draft[] = heads.map((text, column) => ({ row: 0, column, text, bold: random.chance(0.7) }))
  const rows = random.whole(3, 8)
  for (const row of range(rows + 1).slice(1)) {
    for (const column of heads.keys()) {
      const text = [
        () => (random.chance(0.3) ? `${row}.` : label(random, language, random.whole(2, 6))),
        () =>
          range(random.whole(1, 2))
            .map(() => sentence(random, language))
            .join(' '),
        () => label(random, language, random.whole(1, 3)),
        () =>
          random.pick([
            `${random.whole(2005, 2012)}`,
            `${random.pick(language.months)} ${random.whole(2005, 2012)}`,
            'ongoing',
          ]),
        () => random.pick(['done', 'under way', 'planned', 'not begun']),
      ][column]
      cells.push({ row, column, text: text?.() ?? '' })
    }
  }
  const rules = random.pick<Rules>(['grid', 'grid', 'rows', 'booktabs', 'none', 'columns', 'header'])
  const gap = rules === 'grid' || rules === 'rows' ? random.pick([1, 2, 3]) : random.pick([2, 3, 4])
  return {
    rows: rows + 1,
    columns: heads.length,
    headerRows: 1,
    cells,
    style: {
      rules,
      hasLeaders: false,
      rest: 0,
      isWide: true,
      padding: [4, gap],
      bodyAlign: rules === 'grid' || rules === 'rows' ? random.pick(['top', 'middle'] as const) : 'top',
    },
  }
}

/** Labels of a first column stand at the top, in the middle or at the bottom of the rows that they span. */
export function groups(random: Random, language: Language, width: number): Made {
  const leaves = Math.max(1, Math.min(4, Math.floor((width - 170) / 50)))
  const cells: Draft[] = [0, 1].map((column) => ({ row: 0, column, text: label(random, language, 1) }))
  for (const leaf of range(leaves))
    cells.push({
      row: 0,
      column: leaf + 2,
      text: label(random, language, random.whole(1, 2)),
      align: 'center',
    })
  const writers = range(leaves).map(() => writerOf(random, language))
  const isRuled = random.chance(0.5)
  const items = range(random.whole(2, 4)).map(() => label(random, language, random.whole(1, 3)))
  const areSame = random.chance(0.6)
  let row = 1
  for (const group of range(random.whole(2, 6))) {
    const size = areSame ? items.length : random.whole(1, 4)
    cells.push({
      row,
      column: 0,
      rowSpan: size,
      text: random.chance(0.4) ? `${1998 + group}` : label(random, language, random.whole(1, 3)),
      isSum: isRuled && row > 1,
    })
    for (const index of range(size)) {
      const isSum = isRuled && row > 1 && index === 0
      cells.push({
        row,
        column: 1,
        text: (areSame ? items[index] : undefined) ?? label(random, language, random.whole(1, 3)),
        isSum,
      })
      for (const [at, write] of writers.entries())
        cells.push({ row, column: at + 2, text: write(), align: 'right', isSum })
      row += 1
    }
  }
  return { rows: row, columns: leaves + 2, headerRows: 1, cells, style: { hasLeaders: false, rest: 0 } }
}

/** Two columns: what and which, a few rows, no head. */
export function particulars(random: Random, language: Language): Made {
  const count = random.whole(4, 9)
  const areFigures = random.chance(0.6)
  const cells = range(count).flatMap((row): Draft[] => [
    { row, column: 0, text: label(random, language, random.whole(1, 4)) },
    areFigures
      ? { row, column: 1, text: figure(language, random.whole(1, 99_999), 0), align: 'right' }
      : { row, column: 1, text: label(random, language, random.whole(1, 6)) },
  ])
  return {
    rows: count,
    columns: 2,
    headerRows: 0,
    cells,
    style: {
      rules: random.pick<Rules>(['rows', 'grid', 'booktabs', 'none']),
      rest: 0,
      isWide: random.chance(0.3),
    },
  }
}
