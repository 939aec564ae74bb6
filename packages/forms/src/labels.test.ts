import { describe, expect, it } from 'vitest'
import { bestMatch, isWording, labelKey, matchLabel, unitOfLabel } from './labels.ts'

describe('labels', () => {
  it('are the same wording whatever their width, spaces, numbering, unit and colon', () => {
    for (const written of [
      '安排资金（万元）',
      '安排资金(万元)',
      '安 排 资 金',
      '1. 安排资金',
      '（一）安排资金：',
      '安排资金（万',
    ]) {
      expect(matchLabel(written, ['安排资金'])).toBe(1)
      expect(isWording(written, ['安排资金'])).toBe(true)
    }
    expect(isWording('安排资', ['安排资金'])).toBe(false)
  })

  it('are recognised when clipped at an end, less surely the more is gone', () => {
    const clippedLeft = matchLabel('要说明的其它问题', ['需要说明的其它问题'])
    const clippedMore = matchLabel('说明的其它问题', ['需要说明的其它问题'])
    expect(clippedLeft).toBeGreaterThan(0.9)
    expect(clippedMore).toBeLessThan(clippedLeft)
    expect(clippedMore).toBeGreaterThan(0.8)
  })

  it('of different things are not confused', () => {
    expect(matchLabel('基本支出', ['项目支出'])).toBeLessThan(0.8)
    expect(matchLabel('支出', ['基本支出', '项目支出'])).toBeLessThan(0.8)
    const roles = [
      { role: 'half', labels: ['半年指标值'] as const },
      { role: 'full', labels: ['全年指标值'] as const },
    ]
    expect(bestMatch('全年指标值', roles)?.choice.role).toBe('full')
    expect(bestMatch('全年指标值', roles)?.likeness).toBe(1)
  })

  it('find the likeliest of several, of equals the first, and none that is too unlike', () => {
    const lines = [
      { labels: ['上年结转资金'] as const },
      { labels: ['其他资金', '其它收入'] as const },
      { labels: ['其他资金'] as const },
    ]
    expect(bestMatch('其他资金（万元）', lines)).toEqual({ choice: lines[1], likeness: 1 })
    expect(bestMatch('上年结转资', lines)?.choice).toBe(lines[0])
    expect(bestMatch('上年结转资', lines, 0.99)).toBeNull()
    expect(bestMatch('政府采购', lines)).toBeNull()
  })

  it('keep a text that is all brackets as it is', () => {
    expect(labelKey('（备用）')).not.toBe('')
  })

  it('state their unit in brackets, also where the bracket is clipped', () => {
    expect(unitOfLabel('部门整体资金（万元）')).toBe('万元')
    expect(unitOfLabel('金额(元)')).toBe('元')
    expect(unitOfLabel('拨付资金（万')).toBe('万元')
    expect(unitOfLabel('资金到位率（%')).toBe('%')
    expect(unitOfLabel('单位：千元')).toBe('千元')
    expect(unitOfLabel('项目资金构成（详细列出各子项目名称和金额）')).toBeNull()
  })
})
