import { describe, expect, it } from 'vitest'
import { type Placed, paintPage, widthOf } from '../unruled/paint.test-support.ts'
import { at, below, centred, fields, head, rowsOf, tablesOf } from './drawn-form.test-support.ts'

const names = ['公文处理时间', '会议筹备时间', '信息报送数量', '档案整理数量', '公车使用费用', '印刷采购费用']

describe('a first column that is much wider than its labels, which stand in its middle', () => {
  it('has its side where the edges that centre the heads cut no text of the columns behind it', () => {
    const inMiddle = (text: string, y: number): Placed => ({ text, x: 65 - widthOf(text) / 2, y })
    const heads = [inMiddle('一级指标', below), ...head(below).slice(1)]
    const rows = names.flatMap((name, index): Placed[] => [
      { text: '综合管理工作情况', x: 113, y: at(below, index + 1) },
      { text: name, x: 223, y: at(below, index + 1) },
      centred('≥9', 3, 4, at(below, index + 1)),
    ])
    const page = paintPage([...fields, ...heads, ...rows, inMiddle('过程', at(below, 3.5))])
    expect(rowsOf(tablesOf([page])[0]).slice(-2)).toEqual([
      ['综合管理工作情况', '公车使用费用', '≥9'],
      ['综合管理工作情况', '印刷采购费用', '≥9'],
    ])
  })
})
