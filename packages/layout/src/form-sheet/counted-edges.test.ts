import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import { edgesOfCounted } from './counted-edges.ts'
import type { Headed } from './heads.ts'
import { type Phrase, phrasesOf } from './phrase.ts'

const em = 10

/** The phrases of texts on lines 20 points apart: the place and the text of each. */
function phrasesAt(...lines: readonly (readonly (readonly [number, string])[])[]): readonly Phrase[] {
  return phrasesOf(
    paintPage(
      lines.flatMap((line, row) => line.map(([x, text]) => ({ text, x, y: 40 + row * 20, size: em }))),
    ),
  )
}

function headed(heads: readonly Phrase[]): Headed {
  const columns = heads.map((line) => ({
    lines: [line],
    text: line.text,
    x0: line.x0,
    x1: line.x1,
    parts: new Set<never>(),
    isCount: false,
  }))
  return { heads: columns, upper: [], anchor: 0, isHeadless: false }
}

describe('edges of columns whose places are inferred', () => {
  const names = ['馆藏图书采集数量', '读者活动开展场次', '设备按期检修比例']
  const below = phrasesAt(...names.map((name, row) => [[60, name] as const, [200, `≥${row + 7}次`] as const]))

  it('part texts that stand beside each other, given a head that stands left of its column', () => {
    const heads = phrasesAt([
      [80, '指标名称'],
      [130, '指标值'],
    ])
    const [from, between = 0, to] = edgesOfCounted(headed(heads), below, 50, 260, em)
    expect([from, to]).toEqual([50, 260])
    expect(between).toBeGreaterThanOrEqual(140)
    expect(between).toBeLessThan(200)
  })

  it('leave room for a head below which nothing stands', () => {
    const heads = phrasesAt([
      [80, '指标名称'],
      [200, '指标值'],
      [300, '备注'],
    ])
    const edges = edgesOfCounted(headed(heads), below, 50, 340, em)
    expect(edges).toHaveLength(4)
    expect(edges[2]).toBeGreaterThan(220)
    expect(edges[2]).toBeLessThan(310)
  })
})
