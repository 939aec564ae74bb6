/** Kinds of tables as reports that were typed or set with tbl have them. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft } from '../made-table.ts'
import { headOf, range, writerOf } from '../official/heads.ts'
import { figure, type Language, label, sentence } from '../words.ts'
import { broken, headLines } from './tbl-heads.ts'
import { block, type TblLine, type TblStep, type TblTable } from './tbl-table.ts'

export type TblMaker = (random: Random, language: Language, room: number) => TblTable

const plain = (keys: readonly string[], texts: readonly string[]): TblLine => ({ keys, texts })

/** Labels of several lines over columns of figures, groups of rows, sums below rules. */
export function statistics(random: Random, language: Language, room: number): TblTable {
  const columns = 1 + random.whole(1, Math.max(1, Math.min(8, Math.floor((room - 90) / 52))))
  const made = headOf(random, language, columns - 1)
  // Whether a unit below a label is a cell of its own is anybody's choice.
  const head = { cells: made.cells.filter(({ text }) => !UNITS.has(text)) }
  const levels = Math.max(...head.cells.map(({ row, rowSpan = 1 }) => row + rowSpan))
  const frame = frameOf(random)
  const steps: TblStep[] = [
    ...frame.above,
    ...headLines(random, head.cells, { columns, levels, areRuled: frame.areRuled }),
    ...frame.below,
  ]
  const cells: Draft[] = [...head.cells]
  const keys = ['l', ...range(columns - 1).map(() => random.pick(['n', 'n', 'r', 'c']))]
  const body = rowsOf(random, language, columns, levels)
  cells.push(...body.cells)
  for (const step of body.steps)
    steps.push(typeof step === 'object' && !('keys' in step) ? plain(keys, step.texts) : step)
  return {
    ...looksOf(random, columns),
    kind: `statistics/${frame.name}`,
    rows: body.rows,
    columns,
    headerRows: levels,
    cells,
    steps: [...steps, ...frame.end],
    options: frame.options,
    between: frame.between ?? random.pick(['', ' 2 ', ' 4 ', ' 1 ']),
  }
}

const UNITS = new Set(['(%)', '(1,000)', 'Percent', '(USD)'])

interface Frame {
  readonly name: string
  readonly above: readonly TblStep[]
  readonly below: readonly TblStep[]
  readonly end: readonly TblStep[]
  readonly options: readonly string[]
  readonly areRuled: boolean
  readonly between?: string
}

function frameOf(random: Random): Frame {
  const name = random.pick(['rules', 'rules', 'spans', 'none', 'box', 'uprights', 'below'] as const)
  const options = random.chance(0.3) ? ['center'] : []
  const none = { name, above: [], below: [], end: [], options, areRuled: false }
  if (name === 'none') return none
  if (name === 'spans') return { ...none, areRuled: true }
  const below: TblStep[] = ['rule', ...(random.chance(0.3) ? [3] : [])]
  if (name === 'below') return { ...none, below }
  if (name === 'box') return { ...none, below, options: [...options, 'box'], areRuled: random.chance(0.5) }
  if (name === 'uprights')
    return { ...none, above: ['rule'], below, end: ['rule'], between: ' | ', areRuled: random.chance(0.6) }
  return { ...none, above: ['rule'], below, end: ['rule'], areRuled: random.chance(0.6) }
}

function looksOf(random: Random, columns: number): Pick<TblTable, 'size' | 'leading'> {
  const size = random.pick(columns > 6 ? [7, 8] : [7, 8, 9, 10])
  return { size, leading: size + random.pick([1, 1.5, 2, 3]) }
}

/** Rows of figures below a stub of labels, which may break over lines; `texts` without keys are a row's. */
function rowsOf(
  random: Random,
  language: Language,
  columns: number,
  from: number,
): { cells: Draft[]; steps: (TblStep | { texts: readonly string[] })[]; rows: number } {
  const cells: Draft[] = []
  const steps: (TblStep | { texts: readonly string[] })[] = []
  const writers = range(columns - 1).map(() => writerOf(random, language))
  const sign = random.chance(0.15) ? '$' : ''
  const isLong = random.chance(0.4)
  const isLed = random.chance(0.25)
  const stub = random.pick([24, 28, 34])
  const areAtLast = random.chance(0.7)
  const rest = random.pick([0, 0, 4, 5])
  const blocks = random.whole(1, 3)
  const isGrouped = blocks > 1 && random.chance(0.6)
  let row = from
  for (const part of range(blocks)) {
    if (isGrouped) {
      const text = `${label(random, language, random.whole(1, 3))}${random.chance(0.3) ? ':' : ''}`
      if (part > 0 && random.chance(0.5)) steps.push(random.pick([3, 6]))
      cells.push({ row: row++, column: 0, text })
      steps.push({ texts: [text, ...writers.map(() => '')] })
    }
    const count = random.whole(blocks === 1 ? 2 : 2, blocks === 1 ? 16 : 6)
    for (const index of range(count)) {
      if (rest > 0 && index > 0 && index % rest === 0) steps.push(5)
      const isSum = index === count - 1 && random.chance(0.4)
      const text = isSum
        ? language.total
        : label(random, language, random.whole(1, isLong && random.chance(0.4) ? 9 : 4))
      const lines = broken(text, stub)
      const figures = writers.map((write) => {
        const found = write()
        const isFirst = index === 0 && part === 0
        return sign !== '' && (isFirst || isSum) && /^\d/u.test(found) ? `${sign}${found}` : found
      })
      if (isSum && random.chance(0.5)) steps.push({ texts: ['', ...writers.map(() => '\\_')] })
      const indent = isGrouped ? '\\ \\ ' : ''
      for (const [at, line] of lines.entries()) {
        const hasFigures = at === (areAtLast ? lines.length - 1 : 0)
        const own = `${indent}${at > 0 ? '\\ \\ ' : ''}${line}`
        const led =
          isLed && hasFigures && at === lines.length - 1
            ? `${own} ${'. '.repeat(Math.max(2, stub + 4 - own.length)).trim()}`
            : own
        steps.push({ texts: [led, ...figures.map((each) => (hasFigures ? each : ''))] })
      }
      cells.push({ row, column: 0, text })
      for (const [at, each] of figures.entries())
        if (each !== '') cells.push({ row, column: at + 1, text: each })
      row += 1
    }
  }
  return { cells, steps, rows: row }
}

/** Texts broken at their columns' widths, hardly any white between columns. */
export function texts(random: Random, language: Language, room: number): TblTable {
  const columns = random.whole(2, Math.max(2, Math.min(5, Math.floor(room / 90))))
  const isRuled = random.chance(0.35)
  const gap = random.pick([2, 3, 4])
  const em = random.pick([7.5, 8, 9, 10])
  const width = (room * random.pick([0.8, 0.95])) / columns - gap * em * 0.5
  const share = range(columns).map((column) => (column === 0 ? random.pick([0.7, 1]) : 1))
  const key = range(columns).map((column) => `lw(${Math.round(width * (share[column] ?? 1))}p)`)
  const cells: Draft[] = []
  const steps: TblStep[] = []
  const frame = random.pick(['rules', 'none', 'below'] as const)
  const add = (row: number, held: readonly string[]): void => {
    for (const [column, text] of held.entries()) if (text !== '') cells.push({ row, column, text })
    steps.push(
      plain(
        key,
        held.map((text) => (text.length > 6 ? block(text) : text)),
      ),
    )
  }
  if (frame === 'rules') steps.push('rule')
  add(
    0,
    range(columns).map(() => label(random, language, random.whole(1, 2))),
  )
  if (frame !== 'none' || isRuled) steps.push('rule')
  const rows = random.whole(3, 9)
  const white = random.pick([2, 3, 4, 6])
  const isBare = random.chance(0.3)
  for (const row of range(rows).map((at) => at + 1)) {
    if (isRuled && row > 1) steps.push('rule')
    else steps.push(white)
    add(
      row,
      range(columns).map((column) => {
        if (column === 0) return label(random, language, random.whole(1, 5))
        if (isBare && random.chance(0.2)) return ''
        return random.chance(0.4) ? label(random, language, random.whole(2, 7)) : sentence(random, language)
      }),
    )
  }
  return {
    kind: `texts/${isRuled ? 'rows' : frame}`,
    rows: rows + 1,
    columns,
    headerRows: 1,
    cells,
    steps: frame === 'rules' || isRuled ? [...steps, 'rule'] : steps,
    options: [],
    between: ` ${gap} `,
    size: em,
    leading: em + random.pick([1, 1.5, 2]),
  }
}

/** Every cell boxed; labels of the first column over several rows. */
export function boxes(random: Random, language: Language, room: number): TblTable {
  const columns = random.whole(3, Math.max(3, Math.min(6, Math.floor(room / 75))))
  const width = Math.round((room * 0.95) / columns - 12)
  const key = range(columns).map(() => `lw(${width}p)`)
  const areTexts = random.chance(0.5)
  const cells: Draft[] = range(columns).map((column) => ({
    row: 0,
    column,
    text: label(random, language, random.whole(1, 3)),
  }))
  const steps: TblStep[] = [
    plain(
      key,
      cells.map(({ text }) => block(text)),
    ),
  ]
  let row = 1
  for (let group = random.whole(2, 4); group > 0; group -= 1) {
    const size = random.whole(1, 3)
    for (const index of range(size)) {
      const held = range(columns).map((column) => {
        if (column === 0) return index === 0 ? label(random, language, random.whole(1, 4)) : ''
        if (random.chance(0.1)) return ''
        if (areTexts || column === 1) return label(random, language, random.whole(2, 8))
        return figure(language, random.whole(1, 99_999), 0)
      })
      for (const [column, text] of held.entries())
        if (text !== '') cells.push({ row, column, text, rowSpan: column === 0 ? size : 1 })
      const keys = index > 0 ? ['^', ...key.slice(1)] : key
      steps.push(
        plain(
          keys,
          held.map((text) => (/\p{L}/u.test(text) ? block(text) : text)),
        ),
      )
      row += 1
    }
  }
  const size = random.pick([7, 8, 9])
  return {
    kind: 'boxes',
    rows: row,
    columns,
    headerRows: 1,
    cells,
    steps,
    options: ['allbox'],
    between: '',
    size,
    leading: size + 2,
  }
}

/** Two or three rows or columns, as they stand in running text. */
export function small(random: Random, language: Language): TblTable {
  const columns = random.whole(2, 4)
  const rows = random.whole(2, 4)
  const writers = range(columns - 1).map(() => writerOf(random, language))
  const hasHead = random.chance(0.8)
  const cells: Draft[] = []
  const isRuled = random.chance(0.5)
  const key = ['l', ...range(columns - 1).map(() => random.pick(['n', 'r']))]
  const steps: TblStep[] = isRuled ? ['rule'] : []
  for (const row of range(rows)) {
    const isHead = hasHead && row === 0
    const held = range(columns).map((column) => {
      if (isHead) return column === 0 && random.chance(0.5) ? '' : label(random, language, random.whole(1, 2))
      return column === 0 ? label(random, language, random.whole(1, 3)) : (writers[column - 1]?.() ?? '')
    })
    for (const [column, text] of held.entries()) if (text !== '') cells.push({ row, column, text })
    steps.push(plain(isHead ? ['l', ...range(columns - 1).map(() => 'c')] : key, held))
    if (isHead && isRuled) steps.push('rule')
  }
  return {
    kind: `small/${isRuled ? 'rules' : 'none'}`,
    rows,
    columns,
    headerRows: hasHead ? 1 : 0,
    cells,
    steps: isRuled ? [...steps, 'rule'] : steps,
    options: random.chance(0.5) ? ['center'] : [],
    between: random.pick([' 3 ', ' 5 ', ' 8 ']),
    size: 9,
    leading: 11,
  }
}

/** A first column in equal steps: classes, distances, rates. */
export function scale(random: Random, language: Language): TblTable {
  const columns = random.whole(2, 5)
  const writers = range(columns - 1).map(() => writerOf(random, language))
  const step = random.pick([1, 5, 10, 100, 0.5])
  const count = random.whole(5, 14)
  const heads = range(columns).map(() => label(random, language, random.whole(1, 2)))
  const cells: Draft[] = heads.map((text, column) => ({ row: 0, column, text }))
  const steps: TblStep[] = [
    plain(
      range(columns).map(() => 'c'),
      heads,
    ),
  ]
  const isRuled = random.chance(0.5)
  if (isRuled) steps.push('rule')
  const key = ['c', ...writers.map(() => 'n')]
  for (const index of range(count)) {
    const held = [`${step * (index + 1)}`, ...writers.map((write) => write())]
    for (const [column, text] of held.entries()) cells.push({ row: index + 1, column, text })
    steps.push(plain(key, held))
  }
  const size = random.pick([8, 9, 10])
  return {
    kind: `scale/${isRuled ? 'below' : 'none'}`,
    rows: count + 1,
    columns,
    headerRows: 1,
    cells,
    steps,
    options: ['center'],
    between: random.pick([' 3 ', ' 6 ']),
    size,
    leading: size * random.pick([1.2, 1.5, 1.9]),
  }
}

/** Names with what they have, down the page. */
export function roll(random: Random, language: Language, room: number): TblTable {
  const columns = random.whole(3, room < 300 ? 3 : 6)
  const kinds = range(columns).map((column) =>
    column === 0 ? 'name' : random.pick(['code', 'date', 'text', 'figure', 'mark'] as const),
  )
  const count = random.whole(8, 38)
  const heads = kinds.map(() => label(random, language, 1))
  const cells: Draft[] = heads.map((text, column) => ({ row: 0, column, text }))
  const key = kinds.map((kind) => (kind === 'figure' ? 'n' : kind === 'mark' ? 'c' : 'l'))
  const steps: TblStep[] = [
    plain(
      key.map((each) => (each === 'n' ? 'c' : each)),
      heads,
    ),
  ]
  if (random.chance(0.5)) steps.push('rule')
  const write = (kind: (typeof kinds)[number]): string => {
    if (kind === 'name') return label(random, language, random.whole(1, 3))
    if (kind === 'code') return `${random.pick(['A', 'B', 'C'])}${random.whole(10, 99)}-${random.whole(1, 9)}`
    if (kind === 'date')
      return `${random.whole(1, 28)} ${random.pick(language.months).slice(0, 3)} ${random.whole(1999, 2012)}`
    if (kind === 'text') return label(random, language, random.whole(1, 3))
    if (kind === 'mark') return random.pick(['X', 'X', '', 'Yes', 'No'])
    return figure(language, random.whole(1, 99_999), 0)
  }
  for (const row of range(count).map((at) => at + 1)) {
    const held = kinds.map(write)
    for (const [column, text] of held.entries()) if (text !== '') cells.push({ row, column, text })
    steps.push(plain(key, held))
  }
  return {
    kind: 'roll',
    rows: count + 1,
    columns,
    headerRows: 1,
    cells,
    steps,
    options: [],
    between: random.pick([' 2 ', ' 3 ']),
    ...looksOf(random, columns),
  }
}
