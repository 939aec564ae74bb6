import { describe, expect, it } from 'vitest'
import { utils, write } from 'xlsx'
import { type SheetSource, workbook } from '../office-files.test-support.ts'
import type { Grid, GridCell, GridDocument } from '../source-document.ts'
import { xlsxReader } from './index.ts'

async function read(bytes: Uint8Array): Promise<GridDocument> {
  const document = await xlsxReader.read(bytes)
  if (document.kind !== 'grids') throw new Error('not grids')
  return document
}

function firstGrid(document: GridDocument): Grid {
  const part = document.sections[0]?.parts[0]
  if (part?.kind !== 'grid') throw new Error('no grid')
  return part
}

const brief = ({ cells }: Grid): readonly (readonly [string, string])[] =>
  cells.map(({ text, locator }) => ['cell' in locator ? locator.cell : '', text])

const sheet = (rows: string, more: Partial<SheetSource> = {}): SheetSource => ({ name: '表1', rows, ...more })
const inline = (ref: string, text: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('an Excel filing', () => {
  it('gives a section a sheet, cells with their spans, and where each was read', async () => {
    const written = utils.aoa_to_sheet([
      ['部门整体预算绩效目标表', null, null],
      ['一级指标', '二级指标', '值'],
      ['决策', '计划制定', 2330.5],
      [null, '目标设定', '=100%'],
    ])
    written['!merges'] = [utils.decode_range('A1:C1'), utils.decode_range('A3:A4')]
    const book = utils.book_new()
    utils.book_append_sheet(book, written, '绩效目标')
    utils.book_append_sheet(book, utils.aoa_to_sheet([]), '空表')
    const document = await read(write(book, { type: 'buffer', bookType: 'xlsx' }))
    expect(document.sections.map(({ name }) => name)).toEqual(['绩效目标'])
    const grid = firstGrid(document)
    expect([grid.rows, grid.columns]).toEqual([4, 3])
    const expected: readonly GridCell[] = [
      {
        row: 0,
        column: 0,
        rowSpan: 1,
        columnSpan: 3,
        text: '部门整体预算绩效目标表',
        locator: { sheet: '绩效目标', cell: 'A1' },
      },
      {
        row: 1,
        column: 0,
        rowSpan: 1,
        columnSpan: 1,
        text: '一级指标',
        locator: { sheet: '绩效目标', cell: 'A2' },
      },
      {
        row: 1,
        column: 1,
        rowSpan: 1,
        columnSpan: 1,
        text: '二级指标',
        locator: { sheet: '绩效目标', cell: 'B2' },
      },
      {
        row: 1,
        column: 2,
        rowSpan: 1,
        columnSpan: 1,
        text: '值',
        locator: { sheet: '绩效目标', cell: 'C2' },
      },
      {
        row: 2,
        column: 0,
        rowSpan: 2,
        columnSpan: 1,
        text: '决策',
        locator: { sheet: '绩效目标', cell: 'A3' },
      },
      {
        row: 2,
        column: 1,
        rowSpan: 1,
        columnSpan: 1,
        text: '计划制定',
        locator: { sheet: '绩效目标', cell: 'B3' },
      },
      {
        row: 2,
        column: 2,
        rowSpan: 1,
        columnSpan: 1,
        text: '2330.5',
        locator: { sheet: '绩效目标', cell: 'C3' },
      },
      {
        row: 3,
        column: 1,
        rowSpan: 1,
        columnSpan: 1,
        text: '目标设定',
        locator: { sheet: '绩效目标', cell: 'B4' },
      },
      {
        row: 3,
        column: 2,
        rowSpan: 1,
        columnSpan: 1,
        text: '=100%',
        locator: { sheet: '绩效目标', cell: 'C4' },
      },
    ]
    expect(grid.cells).toEqual(expected)
    expect(document.doubts).toEqual([])
  })

  it('gives rich, inline and computed text whole, without the readings above it', async () => {
    const strings =
      '<si><r><t>重点</t></r><r><t xml:space="preserve">工作 </t></r><rPh sb="0" eb="1"><t>zhong</t></rPh></si><si><t>一_x000D_\n二</t></si>'
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>${inline('C1', '≥85%')}<c r="D1" t="str"><f>A1</f><v>健全</v></c><c r="E1" t="b"><v>1</v></c></row>`
    expect(brief(firstGrid(await read(workbook([sheet(rows)], strings))))).toEqual([
      ['A1', '重点工作 '],
      ['B1', '一\n二'],
      ['C1', '≥85%'],
      ['D1', '健全'],
      ['E1', 'TRUE'],
    ])
  })

  it('leaves out what is crossed out, a cell or a part of its text, and says so', async () => {
    // given a target that was struck for another one, in a shared string and in the cell, and a whole cell that was
    const struck = '<r><rPr><strike/></rPr><t>≥90%</t></r><r><rPr><strike val="0"/></rPr><t>≥95%</t></r>'
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${struck}</is></c><c r="C1" s="1"><v>12</v></c></row>`
    // when the workbook is read
    const document = await read(workbook([sheet(rows)], `<si>${struck}</si>`))
    // then what holds is there, and what no longer does is told
    expect(brief(firstGrid(document))).toEqual([
      ['A1', '≥95%'],
      ['B1', '≥95%'],
      ['C1', ''],
    ])
    expect(document.doubts.map(({ check, actual }) => [check, actual])).toEqual([
      ['reader/text-struck', '≥90%'],
      ['reader/text-struck', '≥90%'],
      ['reader/text-struck', '12'],
    ])
  })

  it('keeps raised digits apart from the figure before them', async () => {
    const raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    const rich = `<r><t>5.2</t></r>${raised}<r><t>万</t></r>`
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${rich}</is></c></row>`
    const grid = firstGrid(await read(workbook([sheet(rows)], `<si>${rich}</si>`)))
    expect(brief(grid)).toEqual([
      ['A1', '5.2¹万'],
      ['B1', '5.2¹万'],
    ])
  })

  it('gives figures and dates as they are shown, and says what the showing hides', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1096.5200000000001</v></c><c r="B1" s="1"><v>2330.5</v></c><c r="C1" s="2"><v>0.373</v></c><c r="D1" s="3"><v>45301</v></c></row>'
    const document = await read(workbook([sheet(rows)], '', ['#,##0.00', '0.0', 'yyyy"年"m"月"d"日"']))
    expect(brief(firstGrid(document))).toEqual([
      ['A1', '1096.52'],
      ['B1', '2,330.50'],
      ['C1', '0.4'],
      ['D1', '2024年1月10日'],
    ])
    expect(document.doubts).toMatchObject([
      {
        check: 'reader/display-rounded',
        severity: 'info',
        expected: '0.373',
        actual: '0.4',
        locators: [{ sheet: '表1', cell: 'C1' }],
      },
    ])
  })

  it('says which formulas failed, and which nobody has computed', async () => {
    const rows = `<row r="1"><c r="A1" t="e"><f>B9</f><v>#REF!</v></c><c r="B1"><f>SUM(C1:C9)</f></c>${inline('C1', '合计')}</row>`
    const document = await read(workbook([sheet(rows)]))
    expect(brief(firstGrid(document))).toEqual([
      ['A1', '#REF!'],
      ['B1', ''],
      ['C1', '合计'],
    ])
    expect(document.doubts.map(({ check, severity }) => [check, severity])).toEqual([
      ['reader/error-value', 'warning'],
      ['reader/formula-uncomputed', 'warning'],
    ])
  })

  it('leaves hidden sheets out, reads hidden rows and columns, and says so', async () => {
    const visible = sheet(
      `<row r="1">${inline('A1', '甲')}${inline('B1', '乙')}</row><row r="2" hidden="1">${inline('A2', '丙')}</row><row r="9" hidden="1"/>`,
      { columns: '<cols><col min="2" max="16384" hidden="1"/></cols>' },
    )
    const hidden = { name: '字典', rows: `<row r="1">${inline('A1', '是')}</row>`, state: 'veryHidden' }
    const document = await read(workbook([visible, hidden, { name: '空', rows: '', state: 'hidden' }]))
    expect(document.sections.map(({ name }) => name)).toEqual(['表1'])
    expect(brief(firstGrid(document)).map(([, text]) => text)).toEqual(['甲', '乙', '丙'])
    expect(document.doubts.map(({ check, locators }) => [check, locators])).toEqual([
      ['reader/hidden-rows', [{ sheet: '表1', cell: 'A2' }]],
      ['reader/hidden-columns', [{ sheet: '表1', cell: 'B1' }]],
      ['reader/hidden-sheet', [{ sheet: '字典', cell: 'A1' }]],
    ])
  })

  it('is not blown up by declared ranges and merges far beyond its text', async () => {
    const rows = `<row r="1" spans="1:16384">${inline('A1', '甲')}${inline('B1', '乙')}</row><row r="1048576">${inline('XFD1048576', ' ')}</row>`
    const document = await read(
      workbook([
        sheet(rows, { columns: '<dimension ref="A1:XFD1048576"/>', merges: ['B1:B1048576', 'C5:XFD9'] }),
      ]),
    )
    const grid = firstGrid(document)
    expect([grid.rows, grid.columns, grid.cells.length]).toEqual([1, 2, 2])
  })

  it('is refused where its text itself lies too far apart', async () => {
    const rows = `<row r="1">${inline('A1', '甲')}</row><row r="1048576">${inline('XFD1048576', '乙')}</row>`
    await expect(read(workbook([sheet(rows)]))).rejects.toMatchObject({ code: 'too-large' })
  })

  it('counts places where its writer names no addresses, and reads prefixed names', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const rows = `</sheetData><x:sheetData xmlns:x="${main}"><x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>二</x:t></x:is></x:c></x:row></x:sheetData><sheetData>`
    expect(brief(firstGrid(await read(workbook([sheet(rows)]))))).toEqual([
      ['A1', '1'],
      ['B1', '二'],
    ])
  })

  it('keeps the rows of a merged cell with text, though nothing stands beside it', async () => {
    const rows = `<row r="1">${inline('A1', '满意度指标')}${inline('B1', '服务对象')}</row>`
    const { rows: count } = firstGrid(await read(workbook([sheet(rows, { merges: ['A1:A3'] })])))
    expect(count).toBe(3)
  })

  it('says what stands unseen under a merged cell', async () => {
    const rows = `<row r="1">${inline('A1', '甲')}${inline('B1', '99')}${inline('C1', '乙')}</row>`
    const document = await read(workbook([sheet(rows, { merges: ['A1:B1'] })]))
    expect(brief(firstGrid(document))).toEqual([
      ['A1', '甲'],
      ['C1', '乙'],
    ])
    expect(document.doubts).toMatchObject([{ check: 'reader/text-under-merge', actual: '99' }])
  })

  it('says what text stands in shapes over the cells', async () => {
    const document = await read(
      workbook([sheet(`<row r="1">${inline('A1', '甲')}</row>`, { shape: '绩效目标表' })]),
    )
    expect(document.doubts).toMatchObject([{ check: 'reader/shape-text', actual: '绩效目标表' }])
  })
})
