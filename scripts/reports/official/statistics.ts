/** Official tables of figures with a stub of labels: abstracts, panels, pairs, classes, months. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft, Made } from '../made-table.ts'
import { figure, type Language, label } from '../words.ts'
import { headOf, leavesIn, range, writerOf } from './heads.ts'

/** A stub with sections, indents and totals, heads of several levels: the statistical abstract. */
export function abstract(random: Random, language: Language, width: number): Made {
  const leaves = leavesIn(random, width)
  const head = headOf(random, language, leaves)
  const cells = [...head.cells]
  const writers = range(leaves).map(() => writerOf(random, language))
  const count = random.pick([4, 6, 8, 12, 18, 24])
  const isWrapped = random.chance(0.3)
  const sections = random.chance(0.4) ? random.whole(2, 3) : 0
  const sectionKind = random.pick(['stub', 'stub', 'across', 'across', 'figures'] as const)
  const isTotalFirst = random.chance(0.3)
  let row = head.rows
  for (const index of range(count)) {
    if (sections > 0 && index % Math.ceil(count / sections) === 0) {
      const text =
        sectionKind === 'across'
          ? label(random, language, 2).toUpperCase()
          : label(random, language, random.whole(1, 3))
      cells.push(
        sectionKind === 'across'
          ? { row, column: 0, columnSpan: leaves + 1, text, align: 'center', bold: random.chance(0.5) }
          : { row, column: 0, text, bold: random.chance(0.5) },
      )
      if (sectionKind === 'figures')
        for (const [at, write] of writers.entries())
          cells.push({ row, column: at + 1, text: write(), align: 'right' })
      row += 1
    }
    const isTotal =
      (index === 0 && isTotalFirst) || (index === count - 1 && !isTotalFirst && random.chance(0.4))
    const text = isTotal
      ? language.total
      : isWrapped && random.chance(0.3)
        ? label(random, language, random.whole(6, 14))
        : random.chance(0.4)
          ? random.pick(language.regions)
          : label(random, language, random.whole(1, 4))
    const indent = isTotal
      ? random.pick([0, 2])
      : sections > 0 && sectionKind !== 'across'
        ? random.pick([1, 1, 2])
        : random.chance(0.2)
          ? 1
          : 0
    cells.push({ row, column: 0, text, indent, bold: isTotal && random.chance(0.5) })
    for (const [at, write] of writers.entries())
      cells.push({ row, column: at + 1, text: write(), align: 'right' })
    row += 1
  }
  return { rows: row, columns: leaves + 1, headerRows: head.rows, cells }
}

/** Panels: a heading across the table before each, the stub's labels again in each. */
export function panels(random: Random, language: Language, width: number): Made {
  const leaves = leavesIn(random, width)
  const head = headOf(random, language, leaves)
  const cells = [...head.cells]
  const items = range(random.whole(2, 6)).map(() => label(random, language, random.whole(1, 4)))
  let row = head.rows
  const align = random.pick(['left', 'left', 'center'] as const)
  for (const panel of range(random.whole(2, 3))) {
    cells.push({
      row: row++,
      column: 0,
      columnSpan: leaves + 1,
      text: `${random.pick(['Panel', 'Part'])} ${'ABC'[panel]}. ${label(random, language, random.whole(3, 7))}`,
      align,
    })
    const writers = range(leaves).map(() => writerOf(random, language))
    for (const text of items) {
      cells.push({ row, column: 0, text, indent: align === 'left' ? 1 : 0 })
      for (const [at, write] of writers.entries())
        cells.push({ row, column: at + 1, text: write(), align: 'right' })
      row += 1
    }
  }
  return { rows: row, columns: leaves + 1, headerRows: head.rows, cells, style: { rest: 0 } }
}

/** Numbers and percentages in pairs. */
export function pairs(random: Random, language: Language, width: number): Made {
  const groups = Math.max(1, Math.min(4, Math.floor((width - 120) / 80)))
  const cells: Draft[] = [{ row: 0, column: 0, rowSpan: 2, text: label(random, language, 2) }]
  const [a, b] = random.pick<readonly [string, string]>([
    ['Number', 'Percent'],
    ['No.', '%'],
    ['n', '(%)'],
    ['Mean', 'SD'],
    ['Min', 'Max'],
  ])
  for (const group of range(groups)) {
    cells.push({
      row: 0,
      column: 1 + group * 2,
      columnSpan: 2,
      text: random.chance(0.4) ? `${1995 + group * 5}` : label(random, language, random.whole(1, 2)),
      align: 'center',
    })
    cells.push(
      { row: 1, column: 1 + group * 2, text: a, align: 'right' },
      { row: 1, column: 2 + group * 2, text: b, align: 'right' },
    )
  }
  const count = random.pick([4, 7, 11, 16])
  const isBracketed = random.chance(0.4)
  for (const index of range(count)) {
    const row = index + 2
    cells.push({
      row,
      column: 0,
      text: label(random, language, random.whole(1, random.chance(0.2) ? 10 : 4)),
    })
    for (const group of range(groups)) {
      const share = figure(language, random.fraction() * 100, 1)
      cells.push({
        row,
        column: 1 + group * 2,
        text: figure(language, random.whole(0, 9999), 0),
        align: 'right',
      })
      cells.push({ row, column: 2 + group * 2, text: isBracketed ? `(${share})` : share, align: 'right' })
    }
  }
  return { rows: count + 2, columns: groups * 2 + 1, headerRows: 2, cells }
}

/** Classes of ages, incomes or sizes, which are figures themselves. */
export function classes(random: Random, language: Language, width: number): Made {
  const leaves = Math.min(5, leavesIn(random, width))
  const head = headOf(random, language, leaves)
  const cells = [...head.cells]
  const kind = random.pick(['ages', 'incomes', 'years', 'ranges'] as const)
  const count = random.whole(4, 12)
  const writers = range(leaves).map(() => writerOf(random, language))
  for (const index of range(count)) {
    const row = head.rows + index
    const from = index * 5 + 15
    const text = {
      ages: index === count - 1 ? `${from} years and over` : `${from} to ${from + 4} years`,
      incomes: index === 0 ? 'Under $10,000' : `$${index * 10},000 to $${index * 10 + 9},999`,
      years: `${1980 + index * 2}`,
      ranges: `${index * 10}–${index * 10 + 9}`,
    }[kind]
    cells.push({ row, column: 0, text, align: kind === 'ranges' ? 'center' : 'left' })
    for (const [at, write] of writers.entries())
      cells.push({ row, column: at + 1, text: write(), align: 'right' })
  }
  return { rows: head.rows + count, columns: leaves + 1, headerRows: head.rows, cells }
}

/** Months across, years down. */
export function calendar(random: Random, language: Language, width: number): Made {
  const months = language.months.map((month) => month.slice(0, 3)).slice(0, width < 300 ? 6 : 12)
  const cells: Draft[] = months.map((text, index) => ({
    row: 0,
    column: index + 1,
    text: `${text}${random.chance(0.2) ? '.' : ''}`,
    align: 'right',
  }))
  if (random.chance(0.5)) cells.push({ row: 0, column: 0, text: 'Year' })
  const count = random.whole(3, 14)
  const decimals = random.whole(0, 1)
  for (const index of range(count)) {
    cells.push({ row: index + 1, column: 0, text: `${1990 + index}` })
    for (const month of months.keys())
      cells.push({
        row: index + 1,
        column: month + 1,
        text: index === count - 1 && month > 7 ? '' : figure(language, random.fraction() * 300, decimals),
        align: 'right',
      })
  }
  return {
    rows: count + 1,
    columns: months.length + 1,
    headerRows: 1,
    cells,
    style: { size: 7, padding: [2, random.pick([0, 1])] },
  }
}
