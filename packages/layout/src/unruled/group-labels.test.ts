/** Groups named in a first column without rulings, their labels broken over lines that stand between the rows. */
import { expect, test } from 'vitest'
import { findUnruledTables } from './index.ts'
import { paintPage } from './paint.test-support.ts'

const ROWS = [
  ['Holdings', '412', '398', '391'],
  ['Used area', '8211', '8190', '8123'],
  ['Labour force', '602', '588', '571'],
  ['Consumption', '36', '35', '37'],
  ['Dependency', '52', '53', '54'],
  ['Motorways', '1102', '1130', '1201'],
]

/** The rows, 16 points apart, and the labels' lines, 12 points apart. */
function page(labels: readonly (readonly [text: string, y: number])[]) {
  const columns = [200, 330, 390, 450]
  const rows = [['Indicator', '2005', '2006', '2007'], ...ROWS].flatMap((texts, row) =>
    texts.map((text, index) => ({ text, x: columns[index] ?? 0, y: 100 + row * 16 })),
  )
  return paintPage([
    { text: 'Sector', x: 60, y: 100 },
    ...rows,
    ...labels.map(([text, y]) => ({ text, x: 60, y })),
  ])
}

function labelsOf(labels: readonly (readonly [text: string, y: number])[]) {
  const [table] = findUnruledTables(page(labels), [])
  const filled = table?.cells.filter(({ column, row, lines }) => column === 0 && row > 0 && lines.length > 0)
  return filled?.map(({ row, rowSpan, lines }) => [lines.map(({ text }) => text).join(' '), row, rowSpan])
}

test('A label of three lines at the top of its rows is one cell', () => {
  const labels = labelsOf([
    ['Agriculture and', 116],
    ['rural', 128],
    ['development', 140],
    ['Energy', 164],
    ['Transport', 196],
  ])

  expect(labels).toEqual([
    ['Agriculture and rural development', 1, 2],
    ['Energy', 4, 1],
    ['Transport', 6, 1],
  ])
})

test('A label of two lines in the middle of its two rows is one cell', () => {
  const labels = labelsOf([
    ['Agriculture and', 118],
    ['forestry', 130],
    ['Labour', 148],
    ['Transport', 196],
  ])

  expect(labels).toEqual([
    ['Agriculture and forestry', 1, 2],
    ['Labour', 3, 1],
    ['Transport', 6, 1],
  ])
})

test('Labels that begin in each of two neighbouring rows are two cells', () => {
  const labels = labelsOf([
    ['Agriculture', 116],
    ['Energy', 164],
    ['Dependency', 180],
    ['Transport', 196],
  ])

  expect(labels?.map(([text]) => text)).toEqual(['Agriculture', 'Energy', 'Dependency', 'Transport'])
})
