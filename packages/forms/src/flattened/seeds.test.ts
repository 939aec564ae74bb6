/** The real filings, as text, read whole. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rebuilt, rowsOf, rowWith, tableOf, textsOf } from './flattened.test-support.ts'

const sample = (name: string) =>
  rebuilt(readFileSync(new URL(`../../../../fixtures/samples/${name}.txt`, import.meta.url), 'utf8'), '\t')

const indicatorRows = (table: ReturnType<typeof tableOf>): string[][] => {
  const rows = rowsOf(table)
  const header = rows.findIndex((row) => row.includes('目标值') || row.includes('全年指标值'))
  return rows
    .slice(header + 1)
    .filter((row) => row.length >= 5 && !row.includes('全年指标值') && row.at(-1) !== '')
}

describe('the department filing of 2024', () => {
  const result = sample('2024-department')
  const table = tableOf(result)

  it('has its fund lines, those with lost columns too', () => {
    expect(rowWith(table, '业务处室工作日常经费').slice(-3)).toEqual(['业务处室工作日常经费', '17.2', '43'])
    expect(rowWith(table, '其他资金').slice(-2)).toEqual(['其他资金', '0'])
    expect(rowWith(table, '政府性基金')).toContain('财政拨款')
  })

  it('has its shifted rows under their levels', () => {
    expect(rowWith(table, '在职人员控制率')).toEqual(['过程', '人员管理', '在职人员控制率', '=100%', '=100%'])
    expect(rowWith(table, '组织建设工作及时完成率').slice(0, 2)).toEqual(['过程', '机构建设'])
    expect(rowWith(table, '信息系统日常维护周期').slice(2)).toEqual([
      '承担“苏州教育E卡通”项目的日常工作',
      '信息系统日常维护周期',
      '=30天',
      '=30天',
    ])
    expect(rowWith(table, '系统日常维护周期')[2]).toBe('保障中心机房及城域网日常运维')
  })

  it('has no targets where the text lost them, and says so', () => {
    expect(rowWith(table, '日常维护系统数量').slice(-2)).toEqual(['', ''])
    expect(result.doubts.some((doubt) => doubt.check === 'alignment/target-missing')).toBe(true)
  })

  it('has all 70 rows that have a full-year target', () => {
    expect(indicatorRows(table)).toHaveLength(70)
  })
})

describe('the department filing of 2026, printed down, then over', () => {
  const result = sample('2026-department')
  const table = tableOf(result)

  it('is one sheet with one title', () => {
    expect(textsOf(result)).toEqual(['苏州市市级部门整体预算绩效目标表', '2026年度'])
    expect(rowWith(table, '基本支出').slice(-2)).toEqual(['472.25', '1180.61'])
    expect(rowWith(table, '单位名称')).toEqual(['单位名称', '苏州市电化教育馆'])
  })

  it('has the usual levels on their rows', () => {
    expect(rowWith(table, '支付进度符合率').slice(0, 2)).toEqual(['过程', '预算执行'])
    expect(rowWith(table, '纪检监察工作有效性').slice(0, 2)).toEqual(['过程', '机构建设'])
    expect(rowWith(table, '视频会议运维服务满意度').slice(0, 2)).toEqual(['满意度指标', '服务对象满意度'])
  })

  it('has key tasks on the rows that share their words, and a finding where the choice is open', () => {
    expect(rowWith(table, '视频会议续保完成率')[2]).toBe('保障教育系统视频会议日常运行')
    expect(rowWith(table, '大平台服务响应及时性')[2]).toBe('保障智慧教育大平台的日常运行')
    expect(rowWith(table, '宣传活动及时性')[2]).toBe('承担融媒体中心日常宣传工作')
    expect(rowWith(table, '教师AI赋能培训与指导').slice(0, 3)).toEqual(['履职', 'AI赋能教育', ''])
    expect(result.doubts.some((doubt) => doubt.message.zh.includes('比赛开展及时性'))).toBe(true)
  })

  it('has all 63 indicators', () => {
    expect(indicatorRows(table)).toHaveLength(63)
  })
})

describe('the project filing of 2021', () => {
  const table = tableOf(sample('2021-project'))

  it('has the rows of the second page under their columns', () => {
    expect(rowWith(table, '购买信息化服务数量').slice(1, 5)).toEqual([
      '产出',
      '2021年信息化服务',
      '购买信息化服务数量',
      '=5个',
    ])
    expect(rowWith(table, '配套设施到位率').slice(1, 5)).toEqual(['投入', '', '配套设施到位率', '100%'])
    expect(rowWith(table, '信息化服务使用率').slice(1, 3)).toEqual(['结果', '2021年信息化服务'])
  })

  it('has all 30 indicators', () => {
    expect(indicatorRows(table)).toHaveLength(30)
  })
})
