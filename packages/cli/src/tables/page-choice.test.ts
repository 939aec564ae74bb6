import { describe, expect, it } from 'vitest'
import { parseArea, parsePages } from './page-choice.ts'

describe('the pages that a user asks for', () => {
  it('are single pages, ranges and open ranges, in any mixture', () => {
    expect(parsePages('3')).toEqual([[3, 3]])
    expect(parsePages('1, 4-6')).toEqual([
      [1, 1],
      [4, 6],
    ])
    expect(parsePages('7-')).toEqual([[7, Number.POSITIVE_INFINITY]])
  })

  it('are refused where they are no pages', () => {
    for (const text of ['', '0', '5-2', 'all', '1;2', '-3', '1,,2']) expect(parsePages(text)).toBeNull()
  })
})

describe('the area that a user asks for', () => {
  it('is four numbers, left, top, right and bottom', () => {
    expect(parseArea('50,100.5,300,400')).toEqual([50, 100.5, 300, 400])
  })

  it('is refused where it is none', () => {
    for (const text of ['', '1,2,3', '1,2,3,4,5', '300,100,50,400', '1,2,x,4'])
      expect(parseArea(text)).toBeNull()
  })
})
