/** Texts that lost a line end between two rows. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowWith, tableOf } from './flattened.test-support.ts'

const head = `
海州区级项目支出绩效目标申报表
项目申报单位|海州区图书馆||||
项目名称|文献购置||||
一级指标|对应子项目名称|指标名称|目标值|指标解释|目标值来源
投入||预算执行率|=100%|考察预算执行率|批复文件
||专款专用率|=100%|考察专款专用率|批复文件`

describe('a line with the fields of two', () => {
  const result = rebuilt(`${head}
产出|文献购置委托服务|新建城市书房|≥6个|考察城市书房|采购文件|文献购置委托服务|流动图书车服务次数|≥345次|考察服务次数|采购文件
|文献购置委托服务|图书借阅册次|≥50册次|考察借阅册次|采购文件
满意度||读者满意度|≥90%|考察读者满意度|调查问卷`)
  const table = tableOf(result)

  it('is two rows, less sure, with a finding', () => {
    expect(rowWith(table, '新建城市书房').slice(-3)).toEqual(['≥6个', '考察城市书房', '采购文件'])
    expect(rowWith(table, '流动图书车服务次数').slice(-3)).toEqual(['≥345次', '考察服务次数', '采购文件'])
    const target = table.cells.find(({ text }) => text === '≥345次')
    expect(target?.confidence).toBeLessThan(0.9)
    expect(result.doubts.find(({ check }) => check === 'alignment/lines-glued')).toBeDefined()
  })
})

describe('a line whose halves meet in one field', () => {
  const table = tableOf(
    rebuilt(`${head}
产出|文献购置委托服务|新建城市书房|≥6个|考察城市书房|批复文件满意度||读者满意度|≥90%|考察读者满意度|调查问卷`),
  )

  it('has the source of the first and the level of the second apart', () => {
    expect(rowWith(table, '新建城市书房').at(-1)).toBe('批复文件')
    expect(rowWith(table, '读者满意度')).toContain('满意度')
  })
})
