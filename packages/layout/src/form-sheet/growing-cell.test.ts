import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import { GrowingCell } from './growing-cell.ts'
import type { Section } from './heads.ts'
import { type Phrase, phrasesOf } from './phrase.ts'
import { type LabelBook, noLabels } from './vocabulary.ts'

const pitches = { leading: 12, mostLeading: 14, rowPitch: 20 }
/** Without heads it tells no room: no line had room for more. */
const section: Section = { heads: [], upper: [], edges: [], rooms: [], anchor: 0, isHeadless: false }
const book: LabelBook = {
  ...noLabels,
  partsOf: (text) => new Set(text === '基本支出' || text === '项目支出' ? ['line'] : []),
}
const linesAt = (...lines: readonly (readonly [string, number])[]): readonly Phrase[] =>
  phrasesOf(paintPage(lines.map(([text, y]) => ({ text, x: 60, y }))))

/** The cell of these lines; `asked`: its costs are asked for after each line, as they are while a row grows. */
function cellOf(phrases: readonly Phrase[], asked: boolean): GrowingCell {
  const cell = new GrowingCell(section, pitches, book)
  for (const phrase of phrases) {
    cell.add(phrase)
    if (asked) expect([cell.brokenness, cell.nameCost, cell.figureCost]).not.toContain(Number.NaN)
  }
  return cell
}

describe('a cell that grows line by line', () => {
  it('is whole while lines follow each other at one pitch, and broken where one stands further off', () => {
    const whole = linesAt(['按月检查设施', 100], ['及时更换', 112])
    const broken = linesAt(['按月检查设施', 100], ['及时更换', 112], ['维护站点', 132], ['保障运行', 144])
    for (const asked of [true, false]) {
      expect(cellOf(whole, asked).brokenness).toBe(0)
      expect(cellOf(broken, asked).brokenness).toBeGreaterThan(0)
      expect(cellOf(broken, asked).brokenness).toBe(cellOf(broken.slice(1, 3), asked).brokenness)
    }
  })

  it('is doubted where two whole figures stand in it', () => {
    const figures = linesAt(['≥95%', 100], ['≥12批次', 112], ['≥3次', 124])
    const [one, two, three] = [1, 2, 3].map((count) => cellOf(figures.slice(0, count), true).figureCost)
    expect(one).toBe(0)
    expect(two).toBeGreaterThan(0)
    expect(three).toBe(2 * (two ?? 0))
  })

  it('is doubted where two names of rows stand in it, or where it ends within a figure', () => {
    const names = linesAt(['基本支出', 100], ['项目支出', 112])
    const open = linesAt(['1,200.', 100], ['50', 112])
    const [one, two] = [1, 2].map((count) => cellOf(names.slice(0, count), true).nameCost)
    expect([one, (two ?? 0) > 0]).toEqual([0, true])
    const [part, whole] = [1, 2].map((count) => cellOf(open.slice(0, count), true).nameCost)
    expect([(part ?? 0) > 0, whole]).toEqual([true, 0])
  })

  it('says the same of text that is added a little out of order', () => {
    const [first, second] = linesAt(['按月检查设施', 100], ['及时更换', 112])
    if (first === undefined || second === undefined) throw new Error('two lines were painted')
    const raised: Phrase = { ...first, x0: 140, x1: 150, y: first.y - 0.5 }
    const cell = cellOf([first, raised, second], true)
    expect(cell.brokenness).toBe(0)
    expect([cell.top, cell.bottom]).toEqual([first.y - 0.5, second.y])
  })
})
