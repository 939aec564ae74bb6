import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commaSeparatedLines, pipeSeparatedLines, tabSeparatedLines } from './delimited.ts'

const fieldsOf = (text: string): readonly (readonly string[])[] =>
  tabSeparatedLines(text).map(({ fields }) => fields)

describe('tab-separated text', () => {
  it('keeps its fields as written, mark-up and spaces included', () => {
    expect(fieldsOf('单位主要职能\t\t<p>一、 职责</p>\t\n\n ----\t---\n')).toEqual([
      ['单位主要职能', '', '<p>一、 职责</p>', ''],
      [''],
      [' ----', '---'],
    ])
  })

  it('ends its lines in any of the three ways', () => {
    expect(fieldsOf('a\tb\r\nc\rd\n\ne')).toEqual([['a', 'b'], ['c'], ['d'], [''], ['e']])
  })

  it('records form feeds before a line, and in the middle of one', () => {
    const seen = tabSeparatedLines('一页\t1\n\f二页\t2\n尾\f三页\n\f')
    expect(seen.map(({ line, fields, afterFormFeed }) => [line, afterFormFeed, ...fields])).toEqual([
      [1, false, '一页', '1'],
      [2, true, '二页', '2'],
      [3, false, '尾'],
      [3, true, '三页'],
    ])
  })

  it('unquotes what a spreadsheet quotes: line ends, commas, quotes', () => {
    const text = '"第一行\n第二行"\t"2,330.50"\t"引""号"\n下一行\t"E卡通"\n'
    expect(tabSeparatedLines(text)).toEqual([
      { line: 1, fields: ['第一行\n第二行', '2,330.50', '引"号'], afterFormFeed: false },
      { line: 3, fields: ['下一行', '"E卡通"'], afterFormFeed: false },
    ])
  })

  it('unquotes every text where its writer quotes them all, and numbers not', () => {
    const text = '"指标"\t"值"\t2024\n"覆盖率"\t"≥85%"\t\n"一、职责\n二、机构"\t"合规"\t12.5\n'
    expect(fieldsOf(text)).toEqual([
      ['指标', '值', '2024'],
      ['覆盖率', '≥85%', ''],
      ['一、职责\n二、机构', '合规', '12.5'],
    ])
  })

  it('never lets a stray quotation mark swallow the rows below it', () => {
    expect(fieldsOf('"十四五规划\t1\n项目"\t2\n')).toEqual([
      ['"十四五规划', '1'],
      ['项目"', '2'],
    ])
  })

  it('gives back what splitting at tabs and line ends gives, where nothing is quoted', () => {
    const field = fc.string({ unit: fc.constantFrom('预', '算', '1', '.', ' ', ',', '<', "'") })
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1 }), { minLength: 1 }), (rows) => {
        const text = `${rows.map((row) => row.join('\t')).join('\n')}\n`
        expect(fieldsOf(text)).toEqual(rows)
      }),
    )
  })
})

describe('comma-separated text', () => {
  it('holds commas, line ends and doubled quotes inside quotes', () => {
    const lines = commaSeparatedLines('指标,值\r\n"甲,乙","一\n二"\r\n"说""明""",\r\n')
    expect(lines.map(({ line, fields }) => [line, fields])).toEqual([
      [1, ['指标', '值']],
      [2, ['甲,乙', '一\n二']],
      [4, ['说"明"', '']],
    ])
  })

  it('gives back every record that RFC 4180 can write', () => {
    const field = fc.string({ unit: fc.constantFrom('预', '1', ',', '"', '\n', '\t', ' ') })
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1 }), { minLength: 1 }), (rows) => {
        const text = rows
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
          .join('\r\n')
        expect(commaSeparatedLines(text).map(({ fields }) => fields)).toEqual(rows)
      }),
    )
  })
})

describe('text separated by semicolons', () => {
  it('is read as such where records have them and no commas', () => {
    const fields = commaSeparatedLines('指标;值\n预算执行率;"=40%;=100%"\n结转结余率;5,5\n').map(
      (line) => line.fields,
    )
    expect(fields).toEqual([
      ['指标', '值'],
      ['预算执行率', '=40%;=100%'],
      ['结转结余率', '5,5'],
    ])
  })
})

describe('a table between pipes', () => {
  const fieldsOf = (text: string): readonly (readonly string[])[] =>
    pipeSeparatedLines(text).map(({ fields }) => fields)

  it('has its fields with and without outer pipes, and a pipe that is a character', () => {
    expect(fieldsOf('指标表\n| 指标 | 值 |\n| 甲\\|乙 | =1% |')).toEqual([
      ['指标表'],
      ['指标', '值'],
      ['甲|乙', '=1%'],
    ])
    expect(fieldsOf('指标|值|\n|=1%|')).toEqual([
      ['指标', '值', ''],
      ['', '=1%', ''],
    ])
  })

  it('has the characters that are no marks without what says so', () => {
    expect(fieldsOf('| 指标 | 值 |\n| 甲 | \\<5% |\n| 乙 | 0.98\\*\\* |')).toEqual([
      ['指标', '值'],
      ['甲', '<5%'],
      ['乙', '0.98**'],
    ])
  })
})
