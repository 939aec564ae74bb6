import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

/** What a measure is, broken over the lines of its cell, with whom it concerns, and when. */
interface Measure {
  readonly key: string
  readonly lines: readonly string[]
  readonly who: readonly string[]
  readonly when: readonly string[]
}

const LEADING = 12
const [KEYS, TEXTS, WHENS] = [52, 80, 500]
const WIDEST = 'the counties shall spend more on the schools than before and less on old roads'
/** Cells have no margins: the next one begins two points behind the longest line. */
const OFFICES = TEXTS + widthOf(WIDEST) + 2
const HEAD = ['Key', 'What is done', 'Office', 'Year']

const measures = (keys: readonly string[]): Measure[] =>
  keys.map((key, index) => ({
    key,
    lines:
      [
        [
          'every pupil of a rural school is given a place in the town and a way there',
          WIDEST,
          'by the end of it.',
        ],
        ['new hospitals are built where roads end, and more teachers are taught in them'],
        [WIDEST, 'as the council said in spring.'],
      ][index % 3] ?? [],
    who: [['Schools and', 'teachers'], ['Health'], ['Roads and', 'railways']][index % 3] ?? [],
    when: [['2010'], ['June', '2012'], ['2011']][index % 3] ?? [],
  }))

/** A cell's lines around the middle of its row. */
const centred = (lines: readonly string[], x: number, middle: number): Placed[] =>
  lines.map((text, index) => ({ text, x, y: middle + (index - (lines.length - 1) / 2) * LEADING }))

/** A table of text as word processors print it: each cell in the middle of its row's height, rows one line apart. */
const print = (all: readonly Measure[], head: number): Placed[] => {
  const texts = HEAD.map((text, index) => ({ text, x: [KEYS, TEXTS, OFFICES, WHENS][index] ?? 0, y: head }))
  let top = 108
  for (const { key, lines, who, when } of all) {
    const count = Math.max(lines.length, who.length, when.length)
    const middle = top + ((count - 1) / 2) * LEADING
    texts.push(...centred([key], KEYS, middle), ...centred(lines, TEXTS, middle))
    texts.push(...centred(who, OFFICES, middle), ...centred(when, WHENS, middle))
    top += (count + 1) * LEADING
  }
  return texts
}

const rowsOf = (texts: readonly Placed[], rulings: readonly Ruling[] = []): string[][][] =>
  findUnruledTables(paintPage(texts, rulings), []).map((table) =>
    Array.from({ length: table.rowEdges.length - 1 }, (_, row) =>
      cellsOf(table)
        .filter((cell) => cell.row === row)
        .map(({ text }) => text),
    ),
  )

const written = (all: readonly Measure[]): string[][] =>
  all.map(({ key, lines, who, when }) => [key, lines.join(' '), who.join(' '), when.join(' ')])

describe('a table of measures with short cells in the middle of long ones', () => {
  it('has the lines that stand alone above and below them, which are no paragraph', () => {
    // given descriptions of three lines, of which the first stands by itself, and years beside them
    const all = measures(['A', 'B', 'C'])
    // then each measure is one row, with the office that stands a space behind the description
    expect(rowsOf(print(all, 88))).toEqual([[HEAD, ...written(all)]])
  })

  it('has a column of numbers where a label stands over them', () => {
    // given measures numbered as items of a list are
    const all = measures(['1.', '2.', '3.', '4.'])
    // then the numbers are no marks before the descriptions, because both have a label
    expect(rowsOf(print(all, 88))).toEqual([[HEAD, ...written(all)]])
  })

  it('has its head above the rule, however far above the first row', () => {
    // given a head more than two lines above the first row, and a rule between them
    const all = measures(['A', 'B', 'C'])
    const rule: Ruling = { x0: KEYS, y0: 96, x1: 540, y1: 96, width: 0.5 }
    // then it is the table's, and without the rule it is not
    expect(rowsOf(print(all, 72), [rule])).toEqual([[HEAD, ...written(all)]])
    expect(rowsOf(print(all, 72))).not.toEqual([[HEAD, ...written(all)]])
  })

  it('has years among its texts, which do not make a row of each line', () => {
    // given labels of two lines beside descriptions of four or five, and the year in the middle of each
    const rows = [
      [
        ['Schools of', 'the counties'],
        ['more places for', 'pupils in towns', 'and a way there', 'for all of them'],
        ['2010'],
      ],
      [
        ['Hospitals'],
        ['new houses where', 'old roads end, and', 'teachers taught', 'in all of them', 'by the spring'],
        ['June', '2011'],
      ],
      [
        ['Roads and', 'railways'],
        ['the old ones are', 'kept as they are', 'said to have been', 'years ago'],
        ['2012'],
      ],
    ]
    let top = 108
    const texts = rows.flatMap((cells) => {
      const count = Math.max(...cells.map(({ length }) => length))
      const middle = top + ((count - 1) / 2) * LEADING
      top += (count + 1) * LEADING
      return cells.flatMap((lines, index) => centred(lines, [60, 160, 300][index] ?? 0, middle))
    })
    // then each is one row
    expect(rowsOf(texts)).toEqual([rows.map((cells) => cells.map((lines) => lines.join(' ')))])
  })
})
