import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTarget } from './target.ts'

const sure = (raw: string) => {
  const { doubtful, ...read } = parseTarget(raw)
  expect(doubtful).toBeUndefined()
  return read
}

const quantity = (operator: string | null, value: string, unit: string | null) => ({
  operator,
  value,
  upper: null,
  unit,
  text: null,
})

const nothing = { operator: null, value: null, upper: null, unit: null, text: null }

describe('a target that is a quantity', () => {
  it.each([
    ['≥85%', '>=', '85', '%'],
    ['＝１００％', '=', '100', '%'],
    ['=250TB', '=', '250', 'TB'],
    ['≤3次', '<=', '3', '次'],
    ['>6.4万人次', '>', '6.4', '万人次'],
    ['=4万题', '=', '4', '万题'],
    ['=80万', '=', '80', '万'],
    ['≥120.00(次)', '>=', '120.00', '次'],
    ['≥120.00（次）', '>=', '120.00', '次'],
    ['≥ 85 %', '>=', '85', '%'],
    ['≥1,200人', '>=', '1200', '人'],
    ['≥0%', '>=', '0', '%'],
    ['≧85％', '>=', '85', '%'],
    ['>=5', '>=', '5', null],
    ['=>5', '>=', '5', null],
    ['=<5', '<=', '5', null],
    ['==5', '=', '5', null],
    ['≥85%。', '>=', '85', '%'],
    ['≥3栏目', '>=', '3', '栏目'],
  ])('%s has its relation as a sign', (raw, operator, value, unit) => {
    expect(sure(raw)).toEqual(quantity(operator, value, unit))
  })

  it.each([
    ['不低于50%', '>=', '50', '%'],
    ['不少于3次', '>=', '3', '次'],
    ['至少3场', '>=', '3', '场'],
    ['不超过5%', '<=', '5', '%'],
    ['不高于3', '<=', '3', null],
    ['不大于3', '<=', '3', null],
    ['小于等于2', '<=', '2', null],
    ['最多2个', '<=', '2', '个'],
    ['控制在5%以内', '<=', '5', '%'],
    ['大于5', '>', '5', null],
    ['超过95%', '>', '95', '%'],
    ['小于5', '<', '5', null],
    ['低于5%', '<', '5', '%'],
    ['等于5', '=', '5', null],
    ['15%及其以下', '<=', '15', '%'],
    ['80%以上', '>=', '80', '%'],
    ['90%及以上', '>=', '90', '%'],
    ['≥80%（含）', '>=', '80', '%'],
    ['24小时内', '<=', '24', '小时'],
    ['5个工作日内', '<=', '5', '个工作日'],
    ['不低于95%以上', '>=', '95', '%'],
    ['达95%以上', '>=', '95', '%'],
  ])('%s has its relation in words', (raw, operator, value, unit) => {
    expect(sure(raw)).toEqual(quantity(operator, value, unit))
  })

  it.each([
    ['100%', '100', '%'],
    ['0', '0', null],
    ['-5%', '-5', '%'],
    ['（5）%', '-5', '%'],
    ['100分', '100', '分'],
    ['3.5‰', '3.5', '‰'],
    ['1次/月', '1', '次/月'],
    ['12个月', '12', '个月'],
    ['1200元/人·天', '1200', '元/人·天'],
    ['3.5万平方米', '3.5', '万平方米'],
    ['达到95%', '95', '%'],
  ])('%s states no relation', (raw, value, unit) => {
    expect(sure(raw)).toEqual(quantity(null, value, unit))
  })

  it.each([
    ['30%-50%', '30', '50', '%'],
    ['30%～50%', '30', '50', '%'],
    ['30-50%', '30', '50', '%'],
    ['3至5次', '3', '5', '次'],
    ['10-15m2', '10', '15', 'm2'],
    ['±5%', '-5', '5', '%'],
  ])('%s is a range', (raw, value, upper, unit) => {
    expect(sure(raw)).toEqual({ operator: null, value, upper, unit, text: null })
  })
})

describe('a target that is a quality', () => {
  it.each([
    '健全',
    '按月',
    '制定',
    '无',
    '不发生网络安全事故',
    '全部整改完成，不逾期',
    '不低于上年水平',
    '2024年12月底前',
    '2024年6月30日前',
    '2024-06-30',
    '2024-2025',
    '12月',
    '12月底前完成',
    '1-6月',
    '第一季度',
    '前3名',
    '每月1次',
    '1:1.5',
    '7×24小时',
    'A级',
    '3级',
    '1/2',
  ])('%s stays text, as written', (raw) => {
    expect(sure(raw)).toEqual({ ...nothing, text: raw })
  })

  it.each(['', ' ', '—', '-', '/', '⸺', '――'])('an empty cell ("%s") gives nothing', (raw) => {
    expect(sure(raw)).toEqual(nothing)
  })
})

describe('a target that needs a person', () => {
  it.each([
    '≥95%；≤5次',
    '≥85%≥90%',
    '85%85%',
    '100%、95%',
    '≥9 5%',
    '≥1,23',
    '≥8O%',
    '≥85.%',
    '≥',
    '50-30',
    '≤95%以上',
    '≤±5%',
    '》95%',
    '不少于三次',
    '百分之九十',
    '2024.12',
    '48小时内解决完成',
    '3年行动计划',
    '2025年底前达到95%',
    '增长5%',
    '5G',
  ])('%s is kept as text and doubtful: no figure is guessed', (raw) => {
    const { doubtful, ...read } = parseTarget(raw)
    expect(read).toEqual({ ...nothing, text: raw })
    expect(doubtful).toBeDefined()
  })

  it.each(['###', '########', '＃＃＃＃', '#REF!', '#DIV/0!', 'Err:502'])(
    '%s, which spreadsheets show in place of a value, gives nothing and is doubtful',
    (raw) => {
      const { doubtful, ...read } = parseTarget(raw)
      expect(read).toEqual(nothing)
      expect(doubtful?.en).toContain('shows no value')
    },
  )

  it.each([
    ['达标率≥95%', '>=', '95', '%'],
    ['每年不少于2次', '>=', '2', '次'],
    ['约100人', null, '100', '人'],
    ['95%左右', null, '95', '%'],
    ['100余人', null, '100', '人'],
    ['≥95%且逐年提升', '>=', '95', '%'],
  ])('%s gives its figure and keeps its words', (raw, operator, value, unit) => {
    const { doubtful, ...read } = parseTarget(raw)
    expect(read).toEqual({ operator, value, upper: null, unit, text: raw })
    expect(doubtful).toBeDefined()
  })

  it.each([
    ['2024', '2024', null],
    ['100 100', '100100', null],
    ['-5次', '-5', '次'],
    ['≤6月', '6', '月'],
    ['≤2025年', '2025', '年'],
  ])('%s is read the likelier way', (raw, value, unit) => {
    const { doubtful, ...read } = parseTarget(raw)
    expect(read).toMatchObject({ value, unit, text: null })
    expect(doubtful).toBeDefined()
  })
})

it('a noun that the figure counts is kept beside it without a doubt', () => {
  expect(sure('3篇论文')).toEqual({ ...quantity(null, '3', '篇'), text: '3篇论文' })
  expect(sure('≥5次(每季度)')).toEqual({ ...quantity('>=', '5', '次'), text: '≥5次(每季度)' })
})

describe('for every target', () => {
  const signs = { '≥': '>=', '≤': '<=', '=': '=', '>': '>', '<': '<' } as const
  const operators = fc.constantFrom('≥', '≤', '=', '>', '<')
  const values = fc
    .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.stringMatching(/^(\d{1,3})?$/))
    .map(([integer, fraction]) => (fraction === '' ? `${integer}` : `${integer}.${fraction}`))
  const units = fc.constantFrom(
    '%',
    '‰',
    '次',
    '场',
    '万人次',
    '个',
    'TB',
    '次/月',
    '个工作日',
    '平方米',
    '元',
    '',
  )
  const fullWidth = (text: string): string =>
    text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

  it('what is written reads back, full-width as half-width', () => {
    fc.assert(
      fc.property(operators, values, units, (sign, value, unit) => {
        const expected = quantity(signs[sign], value, unit === '' ? null : unit)
        expect(sure(`${sign}${value}${unit}`)).toEqual(expected)
        expect(sure(fullWidth(`${sign}${value}${unit}`))).toEqual(expected)
        expect(sure(`${sign} ${value} (${unit})`.replace(' ()', ''))).toEqual(expected)
      }),
    )
  })

  it('parsing never throws and never loses the cell: it is a figure or the text itself', () => {
    const pieces = fc.constantFrom(
      '≥',
      '≤',
      '=',
      '-',
      '～',
      '(',
      ')',
      '%',
      '次',
      '以上',
      '约',
      '1',
      '23',
      ',',
      '.',
      ' ',
      '年',
      '率',
      '；',
    )
    const cells = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((p) => p.join('')),
    )
    fc.assert(
      fc.property(cells, (raw) => {
        const { value, upper, text } = parseTarget(raw)
        expect(text === null || text === raw.trim()).toBe(true)
        expect(upper === null || value !== null).toBe(true)
        const empty = /^[\s\-−–—―⸺⸻─‐/\\*－／＼＊。；;]*$/.test(raw)
        expect(value !== null || text !== null || empty).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
