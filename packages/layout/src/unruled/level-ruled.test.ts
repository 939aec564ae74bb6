/** Tables of groups with level rulings only, one below the other on a page. */
import { expect, test } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { paintPage } from './paint.test-support.ts'

const rule = (x0: number, y: number) => ({ x0, x1: 500, y0: y, y1: y, width: 0.5 })
const row = (y: number, texts: readonly string[], xs: readonly number[]) =>
  texts.flatMap((text, index) => (text === '' ? [] : [{ text, x: xs[index] ?? 0, y }]))

/** A table of two groups; the rulings within a group leave out its label. */
function groups(y: number, xs: readonly number[], rows: readonly (readonly string[])[]) {
  return {
    texts: rows.flatMap((texts, index) => row(y + 10 + index * 20, texts, xs)),
    rulings: [0, 1, 4, 6]
      .map((at) => rule(80, y + at * 20))
      .concat([2, 3, 5].map((at) => rule(190, y + at * 20))),
  }
}

const roads = groups(
  100,
  [84, 194, 300, 420],
  [
    ['Programme', 'Measure', 'Budget', 'Paid'],
    ['Rural roads', 'Paving', '12.0', '11.4'],
    ['', 'Bridges', '3.2', '2.9'],
    ['', 'Signs', '0.4', '0.3'],
    ['Water', 'Wells', '6.1', '5.0'],
    ['', 'Pipes', '9.9', '9.7'],
  ],
)
const offices = groups(
  320,
  [84, 194, 280, 350, 430],
  [
    ['Region', 'Office', 'Visits', 'Findings', 'Closed'],
    ['North', 'Port Mary', '31', '12', '9'],
    ['', 'Lund', '22', '4', '4'],
    ['', 'Oran', '14', '2', '0'],
    ['South', 'Aden', '19', '11', '2'],
    ['', 'Cray', '27', '8', '8'],
  ],
)

test.each([
  [
    'prose',
    [
      'Between 2004 and 2009 the number of inspections fell in all of the regions,',
      'and that of facilities found not to comply with them remained stable.',
    ],
  ],
  ['a caption', ['Table 2. Visits']],
  ['a heading', ['Visits to field offices in the years under review']],
])('Two tables of groups with %s between them are two, each with columns of its own', (_, between) => {
  const page = paintPage(
    [
      ...roads.texts,
      ...between.map((text, index) => ({ text, x: 80, y: 255 + index * 12 })),
      ...offices.texts,
    ],
    [...roads.rulings, ...offices.rulings],
  )

  const { tables, texts } = layOutPage(page)

  expect(tables.map(({ columnEdges }) => columnEdges.length - 1)).toEqual([4, 5])
  expect(tables.map(({ cells }) => cells.filter(({ rowSpan }) => rowSpan > 1).length)).toEqual([2, 2])
  expect(texts.map(({ line }) => line.text)).toEqual(between)
})

test('A heading among the rows of one table stays in it', () => {
  const page = paintPage(
    [
      ...roads.texts,
      { text: 'Measures carried over from the years before this one', x: 84, y: 230 },
      ...row(250, ['Ports', 'Cranes', '1.2', '1.1'], [84, 194, 300, 420]),
    ],
    [...roads.rulings, rule(80, 240), rule(80, 260)],
  )

  const { tables } = layOutPage(page)

  expect(tables).toHaveLength(1)
  expect(tables[0]?.rowEdges).toHaveLength(9)
})

test('the rules of a running title and foot, wider than a table set in below text, take in none of the text', () => {
  const pageRule = (y: number) => ({ x0: 60, x1: 540, y0: y, y1: y, width: 0.5 })
  const setIn = (y: number) => ({ x0: 108, x1: 540, y0: y, y1: y, width: 0.5 })
  const text = [
    'for presentation to a user, in words that depend on where the office is and',
    'on the language that it publishes its reports in, as the annex says in detail',
    'for all offices that were open in the year before this one was founded, though',
  ]
  const rows = [
    ['Code', 'Translation', 'Description'],
    ['R', 'Roman', 'Upright design of letters'],
    ['I', 'Italic', 'Slanted clockwise from the vertical'],
    ['O', 'Oblique', 'Upright design, slanted clockwise'],
  ]
  const texts = [
    { text: 'Description of Names', x: 250, y: 50 },
    ...text.map((line, at) => ({ text: line, x: 112, y: 80 + at * 12 })),
    ...rows.flatMap((cells, at) => row(140 + at * 18, cells, [112, 200, 300])),
    ...text.map((line, at) => ({ text: line, x: 112, y: 240 + at * 12 })),
    { text: '7', x: 298, y: 720 },
  ]
  const rulings = [pageRule(60), ...[131, 148, 203].map(setIn), pageRule(700)]
  const { tables } = layOutPage(paintPage(texts, rulings))
  expect(tables.map(({ rowEdges, columnEdges }) => [rowEdges.length - 1, columnEdges.length - 1])).toEqual([
    [4, 3],
  ])
})
