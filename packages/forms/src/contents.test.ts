import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

describe('a list of contents on a cover', () => {
  it('is no filing where dots lead to its page numbers', () => {
    const led = tableOf([
      ['一、部门整体支出绩效目标申报表……', '1'],
      ['二、项目支出绩效目标表……………', '3'],
      ['三、情况说明………………………', '7'],
    ])
    expect(recognise([sectionOf(['2025年度预算公开'], led)], forms)).toEqual([])
  })

  it('is no filing where it is headed so, or where its last column is one of pages', () => {
    const rows = [
      ['1', '部门概况', '1'],
      ['2', '收支总表', '4'],
      ['3', '绩效目标', '12'],
    ]
    expect(recognise([sectionOf(['目  录'], tableOf(rows))], forms)).toEqual([])
    expect(recognise([sectionOf([], tableOf([['序号', '名称', '页码'], ...rows]))], forms)).toEqual([])
  })

  it('leaves a table of rising figures that nothing calls pages for a person', () => {
    const counted = tableOf([
      ['办公桌', '3'],
      ['椅子', '8'],
      ['电脑', '12'],
    ])
    expect(recognise([sectionOf(['资产情况'], counted)], forms).map(({ form }) => form.id)).toEqual([
      'unknown',
    ])
  })
})
