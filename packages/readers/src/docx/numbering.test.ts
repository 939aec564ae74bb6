import { describe, expect, it } from 'vitest'
import { word } from '../office-files.test-support.ts'
import { docxReader } from './index.ts'

interface LevelSource {
  readonly format: string
  readonly text: string
  readonly more?: string
}

const list = (id: number, ...levels: readonly LevelSource[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels
    .map(
      ({ format, text, more = '' }, i) =>
        `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('')}</w:abstractNum>`
const num = (id: number, kind: number, overrides = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${kind}"/>${overrides}</w:num>`
const entry = (text: string, id: number, level = 0): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const styled = (text: string, style: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const nothing = '<w:suff w:val="nothing"/>'

async function textsOf(body: string, numbering: string, styles = ''): Promise<readonly string[]> {
  const document = await docxReader.read(word(body, numbering, styles))
  if (document.kind !== 'grids') throw new Error('not grids')
  expect(document.doubts).toEqual([])
  return document.sections.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'grid' ? part.cells.map(({ text }) => text) : [part.text])),
  )
}

describe('the numbers that Word puts before the paragraphs of a list', () => {
  it('stand before them, in the signs of the list', async () => {
    const chinese = list(1, { format: 'chineseCountingThousand', text: '%1、', more: nothing })
    const body = Array.from({ length: 21 }, (_, i) => entry(`职责${i}`, 1)).join('')
    const texts = await textsOf(body, chinese + num(1, 1))
    expect([texts[0], texts[9], texts[10], texts[19], texts[20]]).toEqual([
      '一、职责0',
      '十、职责9',
      '十一、职责10',
      '二十、职责19',
      '二十一、职责20',
    ])
  })

  it('begin anew below each entry of the level above', async () => {
    const levels = list(
      1,
      { format: 'chineseCounting', text: '（%1）', more: nothing },
      { format: 'decimal', text: '%2.' },
      { format: 'decimal', text: '%1.%2.%3', more: '<w:isLgl/>' },
    )
    const body = [0, 1, 1, 2, 0, 1, 2].map((level) => entry('目标', 1, level)).join('')
    expect(await textsOf(body, levels + num(1, 1))).toEqual([
      '（一）目标',
      '1. 目标',
      '2. 目标',
      '1.2.1 目标',
      '（二）目标',
      '1. 目标',
      '2.1.1 目标',
    ])
  })

  it('number the rows of a table whose cells are empty', async () => {
    const cell = (content: string): string => `<w:tc>${content}</w:tc>`
    const row = (name: string): string =>
      `<w:tr>${cell(entry('', 1))}${cell(`<w:p><w:r><w:t>${name}</w:t></w:r></w:p>`)}</w:tr>`
    const plain = list(1, { format: 'decimal', text: '%1' })
    const texts = await textsOf(`<w:tbl>${row('数量')}${row('质量')}</w:tbl>`, plain + num(1, 1))
    expect(texts.map((text) => text.trim())).toEqual(['1', '数量', '2', '质量'])
  })

  it('go on in another list of the kind, or begin where that list says', async () => {
    const kind = list(1, { format: 'decimal', text: '%1.' })
    const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    const body = entry('甲', 1) + entry('乙', 2) + entry('丙', 3)
    expect(await textsOf(body, kind + num(1, 1) + num(2, 1) + num(3, 1, override))).toEqual([
      '1. 甲',
      '2. 乙',
      '1. 丙',
    ])
  })

  it('come from the style of a paragraph, or from the one it is based on', async () => {
    const kind = list(
      1,
      { format: 'decimal', text: '第%1条', more: nothing },
      { format: 'decimal', text: '%1.%2', more: '<w:pStyle w:val="second"/>' },
    )
    const style = (id: string, basedOn: string, numbering: string): string =>
      `<w:style w:styleId="${id}"><w:basedOn w:val="${basedOn}"/><w:pPr>${numbering}</w:pPr></w:style>`
    const numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    const styles =
      style('first', 'plain', numbered) + style('child', 'first', '') + style('second', 'plain', numbered)
    const body =
      styled('甲', 'first') + styled('乙', 'child') + styled('丙', 'second') + styled('丁', 'plain')
    expect(await textsOf(body, kind + num(1, 1), styles)).toEqual(['第1条甲', '第2条乙', '2.1 丙', '丁'])
  })

  it('are left out where they are bullets', async () => {
    const bullets = list(1, { format: 'bullet', text: '\uf0b7' })
    expect(await textsOf(entry('甲', 1), bullets + num(1, 1))).toEqual(['甲'])
  })
})
