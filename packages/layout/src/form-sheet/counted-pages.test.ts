import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'
import { onOneWidth } from './counted-pages.ts'
import { book } from './drawn-form.test-support.ts'
import { uprightPage } from './form-page.ts'
import { phrasesOf } from './phrase.ts'

const counted = (texts: readonly Placed[]): PaintedPage => ({ ...paintPage(texts), isCounted: true })

/** Rows of group, name and target that begin at these places. */
function rowsAt(names: number, targets: number): Placed[] {
  return ['馆藏建设', '设备完好', '按期办结', '年度计划', '读者反馈'].flatMap((name, row) => [
    { text: name, x: names, y: 100 + row * 20 },
    { text: `≥${row + 80}%`, x: targets, y: 100 + row * 20 },
  ])
}

function startsOn(page: PaintedPage | undefined, text: string): number[] {
  return page === undefined
    ? []
    : phrasesOf(page)
        .filter((phrase) => phrase.text.startsWith(text))
        .map(({ x0 }) => x0)
}

describe('pages of text whose tool counted characters', () => {
  it('have their columns below each other, given one whose white space the tool made narrower', () => {
    const pages = [counted(rowsAt(110, 400)), counted(rowsAt(50, 210))].map(uprightPage)
    const [first, second] = onOneWidth(pages, book).map(({ page }) => page)
    for (const text of ['馆藏建设', '≥8']) {
      const there = startsOn(first, text)[0] ?? 0
      expect(Math.abs((startsOn(second, text)[0] ?? 0) - there)).toBeLessThan(6)
    }
  })

  it('do not move left of all that stood before, since the tool only makes white space narrower', () => {
    const labels = ['项目甲', '项目乙', '项目丙'].map((text, row) => ({ text, x: 100, y: 100 + row * 40 }))
    const pages = [counted(rowsAt(110, 400)), counted([...labels, ...rowsAt(200, 490)])].map(uprightPage)
    const second = onOneWidth(pages, book)[1]?.page
    expect(Math.min(...startsOn(second, '项目'))).toBeGreaterThan(100)
  })

  it('stay as they are where places were measured', () => {
    const pages = [paintPage(rowsAt(110, 400)), paintPage(rowsAt(50, 210))].map(uprightPage)
    expect(onOneWidth(pages, book)).toEqual(pages)
  })

  it('keep a text as wide as it is, and the order of a line’s texts', () => {
    const pages = [counted(rowsAt(110, 400)), counted(rowsAt(50, 120))].map(uprightPage)
    const moved = onOneWidth(pages, book)[1]?.page
    const before = pages[1]?.page
    if (moved === undefined || before === undefined) throw new Error('no page')
    expect(phrasesOf(moved).map(({ text }) => text)).toEqual(phrasesOf(before).map(({ text }) => text))
    expect(phrasesOf(moved).map(({ x0, x1 }) => Math.round(x1 - x0))).toEqual(
      phrasesOf(before).map(({ x0, x1 }) => Math.round(x1 - x0)),
    )
  })
})
