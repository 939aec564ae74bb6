import { describe, expect, it } from 'vitest'
import { placedCharacters } from './character-grid.ts'
import { countedText, placesAcross } from './counted-columns.ts'

/** Where each text of these lines begins, in em, line by line; two spaces and more part texts. */
function placesOf(...lines: readonly string[]): (readonly number[])[] | null {
  const texts = lines.map((line) =>
    [...line.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) =>
      countedText(placedCharacters(' '.repeat(index) + text, 1).slice(index)),
    ),
  )
  const places = placesAcross(texts)
  return places && texts.map((line) => line.map((text) => places.get(text) ?? Number.NaN))
}

describe('places across, of text whose tool counted characters', () => {
  it('are those below the middle of another text, given a line of prose over the page', () => {
    const [prose, row] =
      placesOf('单位职责是负责图书文献的采集整理保存和利用', '项目  馆藏建设    健全') ?? []
    expect(prose).toEqual([0])
    expect(row).toEqual([0, 4, 12])
  })

  it('are half as far where figures stand above, which are half as wide', () => {
    const [, row] = placesOf('13000000000', '名称      12.5') ?? []
    expect(row).toEqual([0, 4])
  })

  it('are behind the text before on the line, given figures that were moved left by wide texts', () => {
    const [, row] = placesOf('≥１２批次  健全', '名称       健全') ?? []
    expect(row?.[1]).toBeGreaterThan(4)
  })

  it('of a title in larger type tell nothing of what stands below it', () => {
    const [, , row] = placesOf('  某市部门整体绩效目标表', '', '职能  馆藏    健全') ?? []
    expect(row?.[2]).toBeGreaterThan(5)
  })

  it('are not known of two pages without the break between them, whose columns contradict each other', () => {
    const figures = Array.from({ length: 6 }, () => '123456789012')
    const words = Array.from({ length: 6 }, () => '名称名称名称  甲')
    expect(placesOf(...figures)).not.toBeNull()
    expect(placesOf(...words)).not.toBeNull()
    expect(placesOf(...figures, ...words)).toBeNull()
  })
})
