import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

const level = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })

/** Texts of one line, each where it begins. */
const line = (y: number, texts: Readonly<Record<number, string>>, size = 10): Placed[] =>
  Object.entries(texts).map(([x, text]) => ({ text, x: Number(x), y, size }))

/** Rows of texts as they stand, a spanning cell once, without empty cells. */
const tablesOf = (texts: readonly Placed[], rulings: readonly Ruling[] = []): string[][][] =>
  findUnruledTables(paintPage(texts, rulings), []).map((table) =>
    Array.from({ length: table.rowEdges.length - 1 }, (_, at) =>
      cellsOf(table).flatMap(({ row, text }) => (row === at && text !== '' ? [text] : [])),
    ),
  )

const PROSE = 'The number of farms that kept at least one cow fell again in most of the regions'

describe('what stands around a table', () => {
  it('is the end of a paragraph, though its words stand above those of the table', () => {
    // Given a paragraph whose last line has words where the columns below begin
    const texts = [
      ...line(100, {
        50: 'Notwithstanding reorganisations, administrations acknowledged counterproductive measures',
      }),
      ...line(112, { 50: 'administrations' }),
      { text: 'recommendations', x: 50 + widthOf('administrations '), y: 112 },
      { text: 'unchanged.', x: 50 + widthOf('administrations recommendations '), y: 112 },
    ]
    const second = 50 + widthOf('administrations ')
    const third = 50 + widthOf('administrations recommendations ')
    const breeds = ['Angus', 'Dexter', 'Galloway', 'Highland']
    const rows = ['Austria', 'Belgium', 'Cyprus', 'Denmark'].flatMap((name, index) =>
      line(126 + index * 13, {
        50: name,
        [second]: 'Cows',
        [third]: breeds[index] ?? '',
        300: `${index + 3}.5`,
      }),
    )
    // When the table is found
    const [table] = tablesOf([...texts, ...rows])
    // Then it begins with its own first row
    expect(table?.[0]).toEqual(['Austria', 'Cows', 'Angus', '3.5'])
  })

  it('is the last line of a paragraph, but not the label that begins below it', () => {
    // Given a paragraph whose last line is short, and right below it a table whose first label has two lines
    const names = ['Sheep', 'Goats', 'Hens', 'Geese']
    const texts = [
      ...line(100, { 50: PROSE }),
      ...line(112, { 50: 'for three years.' }),
      ...line(124, { 50: 'Cows kept' }),
      ...line(136, { 50: 'for milk', 300: '21.5', 400: '20.1' }),
      ...names.flatMap((name, at) =>
        line(148 + at * 12, { 50: name, 300: `${at + 3}.5`, 400: `${at + 4}.1` }),
      ),
    ]
    // When the table is found
    const [table] = tablesOf(texts)
    // Then the short line ends the paragraph and takes no further one with it
    expect(table?.[0]).toEqual(['Cows kept for milk', '21.5', '20.1'])
  })

  it('is headings of sections, which are larger than the text and numbered', () => {
    const texts = [
      ...line(60, { 50: PROSE }),
      ...line(90, { 50: '4.2', 90: 'Livestock' }, 15),
      ...line(110, { 50: '4.2.1', 90: 'Cattle' }, 12.5),
      ...line(124, { 50: 'By region', 300: '(survey)' }),
      ...line(150, { 50: PROSE }),
      ...line(162, { 50: PROSE }),
      ...line(174, { 50: PROSE }),
    ]
    expect(tablesOf(texts)).toEqual([])
  })

  it('is a paragraph between two tables that are indented as it is, below a heading that is not', () => {
    const table = (y: number, names: readonly string[]): Placed[] => [
      ...line(y, { 90: 'Region', 300: 'Cows' }),
      ...names.flatMap((name, index) => line(y + 13 + index * 13, { 90: name, 300: `${index + 3}1.5` })),
    ]
    const between = 'The following regions, which report every second year, are given here apart from those'
    const texts = [
      ...line(60, { 50: 'Cattle' }, 15),
      ...table(80, ['Austria', 'Belgium', 'Cyprus', 'Denmark']),
      ...line(143, { 90: between }),
      ...line(152, { 90: '2' }, 5),
      ...table(160, ['Estonia', 'Finland', 'Greece', 'Hungary']),
    ]
    expect(tablesOf(texts).map((rows) => rows.length)).toEqual([5, 5])
  })

  it('is another table with the same labels below a heading of its own', () => {
    const table = (y: number, x: number): Placed[] => [
      ...line(y, { 50: 'Region', [x]: 'Breed', [x + 120]: 'Survey' }),
      ...line(y + 13, { 50: 'North', [x]: 'Angus', [x + 120]: 'yearly' }),
      ...line(y + 26, { 50: 'South', [x]: 'Galloway', [x + 120]: 'monthly' }),
      ...line(y + 39, { 50: 'West', [x]: 'Dexter', [x + 120]: 'weekly' }),
    ]
    const texts = [...table(100, 180), ...line(153, { 50: 'Bulls' }), ...table(166, 180)]
    expect(tablesOf(texts).map((rows) => rows.length)).toEqual([4, 4])
  })
})

describe('what only looks like a table', () => {
  it('is an index in two columns', () => {
    const left = ['barley, 12', 'cattle, 4, 31', 'crops, 9–11', 'dairy, 17', 'eggs, 22', 'farms, 3']
    const right = ['goats, 44', 'hay, 8', 'hens, 23', 'hops, 15', 'land, 2, 6', 'maize, 13']
    const texts = left.flatMap((text, index) => line(100 + index * 13, { 50: text, 300: right[index] ?? '' }))
    expect(tablesOf(texts)).toEqual([])
  })

  it('is formulas set below one another, with their numbers', () => {
    const texts = [1, 2, 3, 4].flatMap((index) =>
      line(100 + index * 26, {
        150: `y${index}`,
        190: '=',
        220: `a${index} + b${index}`,
        500: `(2.${index})`,
      }),
    )
    expect(tablesOf(texts)).toEqual([])
  })

  it('is a short list of contents below its title', () => {
    const titles = ['Introduction', 'Methods of the survey', 'Results', 'Notes']
    const pages = ['1', '1', '2', '5']
    const texts = [
      ...line(80, { 50: 'Contents' }),
      ...titles.flatMap((title, index) => line(100 + index * 14, { 50: title, 500: pages[index] ?? '' })),
    ]
    expect(tablesOf(texts)).toEqual([])
  })

  it('is boxes that a caption calls a figure', () => {
    // Given a diagram: a frame with boxes at two of its corners, one labelled, and the caption of a figure below
    const rulings: Ruling[] = [
      ...[100, 130, 160].map((y) => level(y, 100, 300)),
      ...[100, 200, 300].map((x): Ruling => ({ x0: x, y0: 100, x1: x, y1: 160, width: 0.5 })),
    ]
    const drawing = [...line(115, { 120: 'Survey' }), ...line(145, { 220: 'Report' })]
    const tables = (caption: string): number =>
      layOutPage(paintPage([...drawing, ...line(180, { 100: caption })], rulings)).tables.length
    // Then it is no table; below the caption of a table the same lines are one
    expect(tables('Figure 3. How farms are counted')).toBe(0)
    expect(tables('Table 3. How farms are counted')).toBe(1)
  })
})

describe('rows of a table among prose', () => {
  it('go on with the last line of a cell behind the first column, whatever letter it begins with', () => {
    const texts = [
      ...line(100, { 50: 'Region', 150: 'Remarks', 350: 'Source' }),
      ...line(118, { 50: 'North', 150: 'Cows of the breeds Angus,', 350: 'Survey' }),
      ...line(129, { 150: 'Dexter and Galloway' }),
      ...line(147, { 50: 'South', 150: 'Cows of the breeds Angus', 350: 'Register' }),
      ...line(158, { 150: 'and, since a year ago, of' }),
      ...line(169, { 150: 'Highland' }),
    ]
    expect(tablesOf(texts)[0]?.at(-1)?.[1]).toBe(
      'Cows of the breeds Angus and, since a year ago, of Highland',
    )
  })

  it('are each a line where rules part groups and every line has a text in every column', () => {
    const groups = [
      ['CL-0', 'CL-1', 'CL-2', 'CL-3'],
      ['basic', 'robust'],
      ['mixed', 'gee'],
    ]
    const texts = [...line(100, { 50: 'Label', 120: 'Model', 200: 'Object', 270: 'Call' })]
    const rulings = [level(92, 50, 400), level(107, 50, 400)]
    let y = 115
    for (const group of groups) {
      for (const kind of group) {
        texts.push(...line(y, { 50: kind, 120: '(g)lm', 200: 'm', 270: `vcov(m, type = "${kind}")` }))
        y += 12
      }
      rulings.push(level(y - 5, 50, 400))
      y += 3
    }
    expect(tablesOf(texts, rulings)[0]?.length).toBe(9)
  })

  it('keep the lines of a label together whose figures stand beside the first, though the last begins small', () => {
    const label = (y: number, texts: readonly string[], figure: string): Placed[] => [
      ...texts.flatMap((text, index) => line(y + index * 12, { 50: text })),
      ...line(y, { 150: figure, 200: `${figure}0` }),
    ]
    const texts = [
      ...label(100, ['Municipal', 'Agriculture', 'with forestry'], '219'),
      ...label(139, ['Revenue', 'of farms'], '405'),
      ...label(166, ['Agricultural', 'Households'], '364'),
      ...label(193, ['Education', 'of adults'], '217'),
      ...label(220, ['Hospitals', 'of the district'], '364'),
    ]
    expect(tablesOf(texts)[0]?.map(([label]) => label)).toEqual([
      'Municipal Agriculture with forestry',
      'Revenue of farms',
      'Agricultural Households',
      'Education of adults',
      'Hospitals of the district',
    ])
  })

  it('stay where codes and figures go on below rows of three texts, though the figures never fall', () => {
    const names = ['north', 'south', 'west', 'east', 'coast', 'hills', 'plain']
    const codes = ['340', '341', '342', '344', '346', '347', '349']
    const texts = names.flatMap((name, index) => {
      const remark = index === 0 || index === 6 ? { 300: 'closed' } : {}
      return line(100 + index * 13, { 50: `${name} station`, 200: codes[index] ?? '', ...remark })
    })
    expect(tablesOf(texts)[0]?.length).toBe(7)
  })

  it('have a smaller label on one foot with what stands beside it, and are not two tables', () => {
    const names = ['Aleph', 'Beth', 'Gimel', 'Daleth', 'He', 'Waw']
    const texts = names.flatMap((name, index) => [
      ...line(100 + index * 26 + 2.4, { 50: name, 120: `U+05D${index}` }, 9),
      ...line(100 + index * 26, { 260: 'Aa Bb', 400: 'Cc Dd' }, 13.5),
    ])
    expect(tablesOf(texts).map((rows) => rows[0])).toEqual([['Aleph', 'U+05D0', 'Aa Bb', 'Cc Dd']])
  })

  it('are two below one label of several words that spans all figures', () => {
    const texts = [
      ...line(100, { 150: 'Estimate and standard error of each value in the survey' }),
      ...line(113, { 50: 'North', 160: '8.17', 220: '2.74', 280: '2.98', 340: '0.03' }),
      ...line(126, { 50: 'South', 160: '0.18', 220: '0.08', 280: '2.27', 340: '0.02' }),
    ]
    expect(tablesOf(texts)[0]?.length).toBe(3)
  })
})
