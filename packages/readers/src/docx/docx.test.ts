import { describe, expect, it } from 'vitest'
import { word } from '../office-files.test-support.ts'
import type { Grid, GridDocument } from '../source-document.ts'
import { docxReader } from './index.ts'

async function read(body: string): Promise<GridDocument> {
  const document = await docxReader.read(word(body))
  if (document.kind !== 'grids') throw new Error('not grids')
  return document
}

const partsOf = async (body: string): Promise<readonly (readonly unknown[])[]> =>
  (await read(body)).sections.flatMap(({ parts }) =>
    parts.map((part) => (part.kind === 'grid' ? cellsOf(part) : [part.text, part.locator])),
  )

const cellsOf = (grid: Grid): readonly (readonly unknown[])[] =>
  grid.cells.map(({ row, column, rowSpan, columnSpan, text }) => [row, column, rowSpan, columnSpan, text])

const gridOf = async (rows: string): Promise<readonly unknown[]> =>
  (await partsOf(`<w:tbl>${rows}</w:tbl>`))[0] ?? []

const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`
const p = (text: string): string => `<w:p>${run(text)}</w:p>`
const tc = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`
const tr = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`
const span = (n: number): string => `<w:gridSpan w:val="${n}"/>`
const restart = '<w:vMerge w:val="restart"/>'
const goesOn = '<w:vMerge/>'
const textIn = async (content: string): Promise<unknown> => (await partsOf(`<w:p>${content}</w:p>`))[0]?.[0]

describe('a Word filing', () => {
  it('gives its paragraphs and tables in order, and where each was read', async () => {
    const document = await read(
      `${p('绩效目标表')}<w:p/><w:tbl>${tr(tc('单位名称'), tc('电教馆'))}</w:tbl>${p('说明')}`,
    )
    expect(document.sections).toEqual([
      {
        name: null,
        parts: [
          { kind: 'paragraph', text: '绩效目标表', locator: { line: 1, column: 1 } },
          {
            kind: 'grid',
            rows: 1,
            columns: 2,
            cells: [
              {
                row: 0,
                column: 0,
                rowSpan: 1,
                columnSpan: 1,
                text: '单位名称',
                locator: { table: 0, row: 0, column: 0 },
              },
              {
                row: 0,
                column: 1,
                rowSpan: 1,
                columnSpan: 1,
                text: '电教馆',
                locator: { table: 0, row: 0, column: 1 },
              },
            ],
          },
          { kind: 'paragraph', text: '说明', locator: { line: 3, column: 1 } },
        ],
      },
    ])
    expect(document.doubts).toEqual([])
  })

  it('puts merged cells to their places by grid columns', async () => {
    const rows =
      tr(tc('标题', span(4))) +
      tr(tc('决策', restart), tc('计划', `${span(2)}${restart}`), tc('1')) +
      tr(tc('', goesOn), tc('', `${span(2)}${goesOn}`), tc('2')) +
      tr(tc('', goesOn), tc('目标'), tc('设定'), tc('3'))
    expect(await gridOf(rows)).toEqual([
      [0, 0, 1, 4, '标题'],
      [1, 0, 3, 1, '决策'],
      [1, 1, 2, 2, '计划'],
      [1, 3, 1, 1, '1'],
      [2, 3, 1, 1, '2'],
      [3, 1, 1, 1, '目标'],
      [3, 2, 1, 1, '设定'],
      [3, 3, 1, 1, '3'],
    ])
  })

  it('honours rows that begin some columns in, and old sideways merges', async () => {
    const rows =
      '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' +
      `${tc('半年')}${tc('全年')}</w:tr>` +
      tr(tc('宽', '<w:hMerge w:val="restart"/>'), tc('', '<w:hMerge w:val="continue"/>'), tc('1'), tc('2'))
    expect(await gridOf(rows)).toEqual([
      [0, 2, 1, 1, '半年'],
      [0, 3, 1, 1, '全年'],
      [1, 0, 1, 2, '宽'],
      [1, 2, 1, 1, '1'],
      [1, 3, 1, 1, '2'],
    ])
  })

  it('begins a new cell where a merge goes on below none, or below other columns', async () => {
    const rows =
      tr(tc('甲', restart), tc('乙')) + tr(tc('丙', `${goesOn}${span(2)}`)) + tr(tc('丁'), tc('戊', goesOn))
    expect(await gridOf(rows)).toEqual([
      [0, 0, 1, 1, '甲'],
      [0, 1, 1, 1, '乙'],
      [1, 0, 1, 2, '丙'],
      [2, 0, 1, 1, '丁'],
      [2, 1, 1, 1, '戊'],
    ])
  })

  it('joins the paragraphs of a cell by line ends, empty ones left out', async () => {
    expect(await gridOf(tr(`<w:tc>${p('一、职责')}<w:p/>${p('二、编制')}</w:tc>`))).toEqual([
      [0, 0, 1, 1, '一、职责\n二、编制'],
    ])
  })

  it('is read as if all tracked changes were accepted', async () => {
    const document = await read(
      `<w:p>${run('预算')}<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins>${run('200')}</w:ins></w:p>` +
        `<w:tbl>${tr(tc('留'))}<w:tr><w:trPr><w:del/></w:trPr>${tc('删')}</w:tr></w:tbl>`,
    )
    const [paragraph, grid] = document.sections[0]?.parts ?? []
    expect(paragraph).toMatchObject({ text: '预算200' })
    expect(grid).toMatchObject({ rows: 1, cells: [{ text: '留' }] })
    expect(document.doubts.map(({ check }) => check)).toEqual(['reader/tracked-changes'])
  })

  it('reads a text box once, after its paragraph, with the table in it', async () => {
    const box = (tag: string): string =>
      `<${tag}><w:txbxContent>${p('2024年度')}<w:tbl>${tr(tc('甲'))}</w:tbl></w:txbxContent></${tag}>`
    const anchored = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('wps:txbx')}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box('v:textbox')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    expect(await partsOf(`<w:p>${run('标题')}${anchored}</w:p>${p('后')}`)).toEqual([
      ['标题', { line: 1, column: 1 }],
      ['2024年度', { line: 2, column: 1 }],
      [[0, 0, 1, 1, '甲']],
      ['后', { line: 3, column: 1 }],
    ])
  })

  it('gives a table inside a cell as the text of the cell, with a doubt', async () => {
    const inner = `<w:tbl>${tr(tc('甲'), tc('1'))}${tr(tc('乙'), tc('2'))}</w:tbl>`
    const document = await read(`<w:tbl>${tr(tc('构成'), `<w:tc>${p('明细')}${inner}<w:p/></w:tc>`)}</w:tbl>`)
    expect(document.sections[0]?.parts[0]).toMatchObject({
      cells: [{ text: '构成' }, { text: '明细\n甲\t1\n乙\t2' }],
    })
    expect(document.doubts).toMatchObject([
      { check: 'reader/nested-table', locators: [{ table: 0, row: 0, column: 1 }] },
    ])
  })

  it('looks through a table that only frames another', async () => {
    const inner = `<w:tbl>${tr(tc('甲'), tc('1'))}</w:tbl>`
    expect(await partsOf(`<w:tbl>${tr(`<w:tc>${p('标题')}${inner}<w:p/></w:tc>`)}</w:tbl>`)).toEqual([
      ['标题', { line: 1, column: 1 }],
      [
        [0, 0, 1, 1, '甲'],
        [0, 1, 1, 1, '1'],
      ],
    ])
  })

  it('looks through content controls around rows, cells, paragraphs and words', async () => {
    const sdt = (content: string): string =>
      `<w:sdt><w:sdtPr/><w:sdtContent>${content}</w:sdtContent></w:sdt>`
    const cell = `<w:tc>${sdt(`<w:p>${sdt(run('健全'))}</w:p>`)}</w:tc>`
    expect(await gridOf(sdt(tr(sdt(cell), tc('乙'))))).toEqual([
      [0, 0, 1, 1, '健全'],
      [0, 1, 1, 1, '乙'],
    ])
  })

  it('gives tabs, breaks, symbols, equations and check boxes as they are seen', async () => {
    expect(
      await textIn('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>'),
    ).toBe('a b\nc-')
    expect(await textIn('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>85%</w:t></w:r>')).toBe('≥85%')
    expect(await textIn('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>\uf052</w:t></w:r>')).toBe(
      '☑',
    )
    expect(await textIn('<m:oMath><m:r><m:t>≥</m:t></m:r><m:r><m:t>90</m:t></m:r></m:oMath>')).toBe('≥90')
    const digit = (n: string): string => `<m:r><m:t>${n}</m:t></m:r>`
    expect(await textIn(`<m:f><m:num>${digit('1')}</m:num><m:den>${digit('2')}</m:den></m:f>`)).toBe('1/2')
    expect(await textIn(`<m:sSup><m:e>${digit('10')}</m:e><m:sup>${digit('3')}</m:sup></m:sSup>`)).toBe(
      '10^3',
    )
    expect(
      await textIn(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>',
      ),
    ).toBe('☑')
  })

  it('keeps raised digits apart from the figure before them', async () => {
    const raised = (text: string): string =>
      `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${text}</w:t></w:r>`
    expect(await textIn(`${run('5.2')}${raised('1)')}`)).toBe('5.2¹⁾')
    expect(await textIn(`${run('120 m')}${raised('2')}`)).toBe('120 m²')
  })

  it('gives a field by its result', async () => {
    expect(
      await textIn(
        '<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:fldSimple w:instr="X">' +
          `${run('12')}</w:fldSimple>`,
      ),
    ).toBe('12')
  })

  it('says what text is hidden, and which symbols it does not know', async () => {
    const document = await read(
      `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>${run('明')}<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r></w:p>`,
    )
    expect(document.sections[0]?.parts[0]).toMatchObject({ text: '明\uf061' })
    expect(document.doubts.map(({ check }) => check)).toEqual(['reader/hidden-text', 'reader/symbol-unknown'])
  })

  it('leaves out what is crossed out, and says so', async () => {
    const struck = (mark: string, text: string): string =>
      `<w:r><w:rPr>${mark}</w:rPr><w:t>${text}</w:t></w:r>`
    const document = await read(
      `<w:p>${struck('<w:strike/>', '80%')}${struck('<w:strike w:val="0"/>', '≥')}${run('95%')}</w:p>`,
    )
    expect(document.sections[0]?.parts[0]).toMatchObject({ text: '≥95%' })
    expect(document.doubts.map(({ check, actual }) => [check, actual])).toEqual([
      ['reader/text-struck', '80%'],
    ])
  })

  it('says what its headers and footnotes say, which is not read, but not the page numbers', async () => {
    const read = (header: string, note: string) =>
      docxReader.read(word(p('绩效目标表'), '', '', header, `<w:footnote>${note}</w:footnote>`))
    const said = await read(p('金额单位：元'), p('含上年结转'))
    expect(said.doubts.map(({ check, actual }) => [check, actual])).toEqual([
      ['reader/margins-unread', '金额单位：元；含上年结转'],
    ])
    expect((await read(p('第 1 页 共 3 页'), '<w:p/>')).doubts).toEqual([])
  })

  it('says that numbers of its lists cannot be told where their definition is missing', async () => {
    const numbered = (id: number): string =>
      `<w:p><w:pPr><w:numPr><w:numId w:val="${id}"/></w:numPr></w:pPr>${run('职责')}</w:p>`
    expect((await read(numbered(3))).doubts.map(({ check }) => check)).toEqual(['reader/numbering-omitted'])
    expect((await read(numbered(0))).doubts).toEqual([])
  })
})
