import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'
import { level, rowsOf, upright } from './ruled-rows.test-support.ts'

/** Texts in columns: the first flush left, the others flush right at these positions. */
const figures = (rows: readonly (readonly string[])[]): Placed[] =>
  rows.flatMap((texts, row) =>
    texts.map((text, column) => {
      const right = [undefined, 300, 400][column]
      return { text, x: right === undefined ? 50 : right - widthOf(text), y: 100 + row * 14 }
    }),
  )

const budget = [
  ['Item', '2023', '2024'],
  ['Salaries', '1,204', '1,318'],
  ['Equipment', '96', '87'],
  ['Training', '7', '12'],
  ['Total', '1,307', '1,417'],
]

describe('a table with a frame and one ruling below its header', () => {
  const frame = [level(90), level(107), level(166), upright(45, 90, 166), upright(405, 90, 166)]

  it('has a cell for every figure', () => {
    const { tables } = layOutPage(paintPage(figures(budget), frame))
    expect(tables.map(rowsOf)).toEqual([budget])
  })

  it('says that its rows and columns are inferred', () => {
    const { tables } = layOutPage(paintPage(figures(budget), frame))
    expect(tables[0]?.repairs.map(({ kind }) => kind)).toEqual(['columns-inferred', 'rows-inferred'])
    expect(tables[0]?.confidence).toBeLessThan(1)
  })

  it('has its rows apart where its columns are ruled as well', () => {
    const columns = [upright(200, 90, 166), upright(320, 90, 166)]
    const { tables } = layOutPage(paintPage(figures(budget), [...frame, ...columns]))
    expect(tables.map(rowsOf)).toEqual([budget])
    expect(tables[0]?.cells.find(({ row }) => row === 1)?.confidence).toBeLessThan(0.9)
  })
})

describe('a table that only rulings around and between its columns divide', () => {
  it('has rows for its figures though some are dots that say there is none', () => {
    // given a column of figures of which some are not known, beside a column of labels
    const rows = [
      ['Item', '2023'],
      ['Salaries of civil servants', '...'],
      ['Equipment of the schools', '3.45'],
      ['Training of the teachers', '...'],
      ['Travelling, and the mail', '0.86'],
      ['Rents of all the houses', '4.69'],
    ]
    const rulings = [level(90, 45, 305), level(107, 45, 305), level(180, 45, 305), upright(200, 90, 180)]
    const { tables } = layOutPage(paintPage(figures(rows), rulings))
    expect(tables.map(rowsOf)).toEqual([rows])
  })
})

describe('a fully ruled table', () => {
  it('keeps a cell of several lines whole', () => {
    const rulings = [90, 110, 160].map((y) => level(y))
    const columns = [45, 200, 405].map((x) => upright(x, 90, 160))
    const texts = [
      { text: 'Name', x: 50, y: 100 },
      { text: 'Purpose', x: 205, y: 100 },
      { text: 'Road works', x: 50, y: 120 },
      { text: 'Repair of roads', x: 205, y: 120 },
      { text: 'Signs', x: 205, y: 134 },
      { text: 'Lighting', x: 205, y: 148 },
    ]
    const { tables } = layOutPage(paintPage(texts, [...rulings, ...columns]))
    expect(tables.map(rowsOf)).toEqual([
      [
        ['Name', 'Purpose'],
        ['Road works', 'Repair of roads Signs Lighting'],
      ],
    ])
    expect(tables[0]?.confidence).toBe(1)
  })

  it('keeps a figure that its cell broke whole', () => {
    const rulings = [90, 110, 140].map((y) => level(y))
    const columns = [45, 110, 140, 170].map((x) => upright(x, 90, 140))
    const texts = [
      { text: 'Item', x: 50, y: 100 },
      { text: '2023', x: 113, y: 100 },
      { text: '2024', x: 143, y: 100 },
      { text: 'Road', x: 50, y: 118 },
      { text: 'works', x: 50, y: 130 },
      { text: '1,204,', x: 112, y: 118 },
      { text: '500', x: 112, y: 130 },
      { text: '1,318,', x: 142, y: 118 },
      { text: '700', x: 142, y: 130 },
    ]
    const { tables } = layOutPage(paintPage(texts, [...rulings, ...columns]))
    expect(tables[0]?.rowEdges).toHaveLength(3)
  })
})

describe('a ruled table with several rows of texts between two rulings', () => {
  const columns = [45, 150, 210, 270, 330].map((x) => upright(x, 90, 190))
  const placed = (rows: readonly (readonly string[])[], y: number, lefts: readonly number[]): Placed[] =>
    rows.flatMap((texts, row) =>
      texts.flatMap((text, column) =>
        text === '' ? [] : [{ text, x: lefts[column] ?? 0, y: y + row * 12 }],
      ),
    )

  it('has its rows apart where marks leave heights of the labels beside them free', () => {
    const rows = [
      ['Shading', 'x', '', 'x', ''],
      ['Highlighting', '', 'x', 'x', 'x'],
      ['Views', 'x', '', 'x', ''],
      ['Linking', '', 'x', '', 'x'],
      ['Language', 'C', 'S', 'R', 'Java'],
    ]
    const rulings = [90, 112, 190].map((y) => level(y, 45, 390))
    const texts = placed(
      [['Function', 'Base', 'Plus', 'Open', 'Map'], [], ...rows],
      102,
      [50, 155, 215, 275, 335],
    )
    const { tables } = layOutPage(paintPage(texts, [...rulings, ...columns, upright(390, 90, 190)]))
    expect(tables[0]?.rowEdges).toHaveLength(7)
    expect(rowsOf(tables[0]).map((row) => row.filter((text) => text !== ''))).toEqual([
      ['Function', 'Base', 'Plus', 'Open', 'Map'],
      ...rows.map((row) => row.filter((text) => text !== '')),
    ])
  })

  it('has a row for every name where only marks beside them are few', () => {
    const rows = [
      ['roads', 'repair', 'x', 'city'],
      ['bridges', 'survey', '', 'state'],
      ['schools', 'repair', '', 'city'],
      ['parks', 'upkeep', 'x', 'city'],
      ['lights', 'repair', '', 'state'],
      ['signs', 'survey', 'x', 'city'],
    ]
    const rulings = [90, 112, 190].map((y) => level(y, 45, 330))
    const texts = placed([['Object', 'Work', 'New', 'Payer'], [], ...rows], 102, [50, 155, 215, 275])
    const { tables } = layOutPage(paintPage(texts, [...rulings, ...columns]))
    expect(rowsOf(tables[0]).slice(1)).toEqual(rows)
  })

  it('keeps what a name leaves free below itself with the name', () => {
    const first = [
      ['labels', 'border()', 'labels at the border'],
      ['', 'boxed()', 'centred labels with boxes,'],
      ['', '', 'all labels clipped'],
      ['', 'cells()', 'cell labels'],
      ['', 'both()', 'border labels for the conditions'],
      ['', '', 'and cell labels for the others'],
      ['', 'list()', 'a list of labels'],
    ]
    const second = [
      ['legend', 'fixed()', 'a fixed number of bins'],
      ['', 'free()', 'any number of bins'],
    ]
    const lefts = [50, 105, 185]
    const texts = [
      ...placed([['Group', 'Name', 'Purpose']], 102, lefts),
      ...placed(first, 120, lefts),
      ...placed(second, 213, lefts),
    ]
    const rulings = [92, 111, 204, 235].map((y) => level(y, 45, 390))
    const uprights = [45, 100, 180, 390].map((x) => upright(x, 92, 235))
    const { tables } = layOutPage(paintPage(texts, [...rulings, ...uprights]))
    expect(rowsOf(tables[0]).map((row) => row.slice(-2))).toEqual([
      ['Name', 'Purpose'],
      ['border()', 'labels at the border'],
      ['boxed()', 'centred labels with boxes, all labels clipped'],
      ['cells()', 'cell labels'],
      ['both()', 'border labels for the conditions and cell labels for the others'],
      ['list()', 'a list of labels'],
      ['fixed()', 'a fixed number of bins'],
      ['free()', 'any number of bins'],
    ])
  })
})

describe('a form with level rulings only', () => {
  const texts: Placed[] = [
    ['一级指标', 75, 100],
    ['三级指标', 170, 100],
    ['指标值', 300, 100],
    ['产出', 75, 140],
    ['培训次数', 170, 120],
    ['≥12次', 300, 120],
    ['培训合格率', 170, 140],
    ['95%', 300, 140],
    ['按期完成', 170, 160],
    ['是', 300, 160],
    ['效益', 75, 190],
    ['满意度', 170, 180],
    ['90%', 300, 180],
    ['投诉处理及时率', 170, 200],
    ['100%', 300, 200],
  ].map(([text, middle, y]) => ({
    text: String(text),
    x: Number(middle) - widthOf(String(text)) / 2,
    y: Number(y),
  }))
  const rulings = [
    level(90, 50, 350),
    level(110, 50, 350),
    level(130, 100, 350),
    level(150, 100, 350),
    level(170, 50, 350),
    level(190, 100, 350),
    level(210, 50, 350),
  ]

  it('has its labels merged over the rows that no ruling parts beside them', () => {
    const { tables } = layOutPage(paintPage(texts, rulings))
    expect(tables.map(rowsOf)).toEqual([
      [
        ['一级指标', '三级指标', '指标值'],
        ['产出^3', '培训次数', '≥12次'],
        ['培训合格率', '95%'],
        ['按期完成', '是'],
        ['效益^2', '满意度', '90%'],
        ['投诉处理及时率', '100%'],
      ],
    ])
  })

  it('says that its columns are inferred, and is not quite sure of any cell', () => {
    const [table] = layOutPage(paintPage(texts, rulings)).tables
    expect(table?.repairs.map(({ kind }) => kind)).toContain('columns-inferred')
    expect(table?.cells.every(({ confidence }) => confidence !== undefined && confidence < 0.9)).toBe(true)
  })
})

describe('a ruled table of texts with several rows between two rulings', () => {
  const rulings = [90, 107, 200]
    .map((y) => level(y, 45, 345))
    .concat([45, 85, 145, 345].map((x) => upright(x, 90, 200)))
  const head = ['Tag', 'Type', 'Description'].map((text, column) => ({
    text,
    x: [50, 90, 150][column] ?? 0,
    y: 99,
  }))
  const column = (x: number, texts: readonly string[]): Placed[] =>
    texts.map((text, row) => ({ text, x, y: 117 + row * 12 }))
  const descriptions = [
    'small integer',
    'pointer to an object',
    'pointer to a double',
    'text',
    'one of a few other values',
  ]

  it('has a row for each line of the first column, and the last cell goes on below', () => {
    const { tables } = layOutPage(
      paintPage(
        [
          ...head,
          ...column(50, ['xx1', '000', '010', '100', '110']),
          ...column(90, ['number', 'object', 'number', 'string', 'boolean', 'or none']),
          ...column(150, descriptions),
        ],
        rulings,
      ),
    )
    expect(tables.map(rowsOf)).toEqual([
      [
        ['Tag', 'Type', 'Description'],
        ['xx1', 'number', 'small integer'],
        ['000', 'object', 'pointer to an object'],
        ['010', 'number', 'pointer to a double'],
        ['100', 'string', 'text'],
        ['110', 'boolean or none', 'one of a few other values'],
      ],
    ])
  })

  it('has one row where the first column holds fewer lines than the list beside it', () => {
    const { tables } = layOutPage(
      paintPage(
        [
          ...head,
          ...column(50, ['A long', 'name']),
          ...column(90, ['number', 'object', 'number', 'string', 'boolean']),
          ...column(150, descriptions),
        ],
        rulings,
      ),
    )
    expect(tables[0]?.rowEdges).toHaveLength(3)
  })
})

describe('labels that are distributed over their cells', () => {
  /** Letters from one side of the cell to the other, evenly apart. */
  const spread = (text: string, x0: number, x1: number, y: number): Placed[] => {
    const letters = [...text]
    const step = (x1 - x0 - 10) / (letters.length - 1)
    return letters.map((letter, index) => ({ text: letter, x: x0 + index * step, y }))
  }
  const names = ['基本支出', '项目支出', '临时聘用人员工资', '公墓生态环境整治']

  it('are one text each, however many of their letters stand below one another', () => {
    const texts = names.flatMap((name, row) => [
      ...spread(name, 48, 197, 100 + row * 20),
      { text: `${row + 1}28.52`, x: 220, y: 100 + row * 20 },
    ])
    const levels = [90, 110, 130, 150, 170].map((y) => level(y, 45, 300))
    const uprights = [45, 200, 300].map((x) => upright(x, 90, 170))
    const { tables } = layOutPage(paintPage(texts, [...levels, ...uprights]))
    expect(tables.map(({ columnEdges }) => columnEdges.length - 1)).toEqual([2])
    expect(tables.map(rowsOf)[0]?.map(([name]) => name?.replaceAll(' ', ''))).toEqual(names)
  })
})

describe('a ruled form that is open at its sides', () => {
  it('keeps its cells where the lines of a label happen to stand at the heights of the rows that it is merged over', () => {
    const label = ['项目', '资金', '来源'].map((text, row) => ({ text, x: 50, y: 100 + row * 20 }))
    const rows = ['上级财政资金', '市级财政资金', '合计'].flatMap((text, row) => [
      { text, x: 110, y: 100 + row * 20 },
      { text: `${row + 1}72.14`, x: 220, y: 100 + row * 20 },
    ])
    const levels = [level(90, 45, 300), level(110, 100, 300), level(130, 100, 300), level(150, 45, 300)]
    const uprights = [100, 200].map((x) => upright(x, 90, 150))
    const { tables } = layOutPage(paintPage([...label, ...rows], [...levels, ...uprights]))
    expect(tables.map(rowsOf)).toEqual([
      [
        ['项目 资金 来源^3', '上级财政资金', '172.14'],
        ['市级财政资金', '272.14'],
        ['合计', '372.14'],
      ],
    ])
  })
})
