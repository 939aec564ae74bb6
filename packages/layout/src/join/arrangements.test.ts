import { describe, expect, it } from 'vitest'
import type { Pile } from './arrangement.ts'
import { arrangementFrom, remembering } from './arrangements.ts'

/** Twelve pages that look like three sheets: each two pages high and two bands wide, one band after the other. */
const threeSheets: Readonly<Record<string, number>> = {
  '0/2': 13,
  '1/3': 10.5,
  '4/6': 11,
  '5/7': 10.5,
  '8/10': 13,
  '9/11': 7.5,
}

/** Pages of other sheets that stand at the same place of theirs look a little as if they stood side by side. */
const alike: Readonly<Record<string, number>> = { '0/6': 10, '1/7': 4.5, '3/9': 1.5, '4/10': 8, '5/11': 4.5 }

function pileOf(evidence: Readonly<Record<string, number>>): Pile {
  return {
    size: 12,
    leastInOrder: 0,
    byChance: 0,
    evidence: (left, right) => evidence[`${left}/${right}`] ?? null,
    isTop: () => false,
    isEmpty: () => false,
    isBlank: () => false,
    sameSides: () => true,
    sameColumns: () => false,
    goesOnBelow: () => false,
    likeness: () => null,
    sharesLabels: () => false,
  }
}

describe('sheets of one form that follow each other, printed in bands', () => {
  it('are not taken for one long sheet, whose pages would be more but less sure', () => {
    const found = arrangementFrom(pileOf({ ...threeSheets, ...alike }), 0)
    expect(found?.best.strips).toEqual([
      [0, 2],
      [1, 3],
    ])
    expect(found?.close).toBeNull()
  })
})

describe('a page that tells nothing at the end of a band', () => {
  it('stands there if the next page begins the next band', () => {
    const pile = { ...pileOf({ '0/2': 13, '2/4': 13, '0/4': 13, '1/5': 1.5 }), size: 6 }
    expect(arrangementFrom(pile, 0)?.best.strips).toEqual([
      [0, 2, 4],
      [1, 3, 5],
    ])
  })
})

describe('a sheet of which a blank page of the first band was not printed', () => {
  it('has its later bands beside the pages that were', () => {
    const pile = {
      ...pileOf({
        '0/3': 14,
        '1/4': 10,
        '2/5': 0.5,
        '2/6': 8,
        '3/7': 14,
        '4/8': 10,
        '5/9': 9,
        '6/10': 9,
      }),
      size: 11,
    }
    expect(arrangementFrom(pile, 0)?.best.strips).toEqual([
      [0, 3, 7],
      [1, 4, 8],
      [null, 5, 9],
      [2, 6, 10],
    ])
  })
})

describe('a sheet printed over, then down, whose blank pages were left out', () => {
  /** Pages named by their bands: those of one band have its columns. */
  const printed = (bands: string, evidence: Readonly<Record<string, number>>): Pile => ({
    ...pileOf(evidence),
    size: bands.length,
    leastInOrder: -1,
    likeness: (first, second) => (bands[first] === bands[second] ? 1 : 0),
  })

  it('has each page in the band whose columns it has', () => {
    const pile = printed('ABCBCABC', { '0/1': 8, '1/2': 8, '3/4': 5, '4/5': 1, '5/6': 8, '6/7': 8 })
    expect(arrangementFrom(pile, 0)?.best.strips).toEqual([
      [0, 1, 2],
      [null, 3, 4],
      [5, 6, 7],
    ])
  })

  it('has two pages side by side whose columns are those of the bands, though their lines hardly meet', () => {
    const pile = printed('ABABAB', { '0/1': 8, '2/3': 8, '4/5': -1.2 })
    expect(arrangementFrom(pile, 0)?.best.strips.at(-1)).toEqual([4, 5])
  })

  it('has them in strips of their own where their lines are all at other heights', () => {
    const pile = printed('ABABAB', { '0/1': 8, '2/3': 8, '4/5': -4.5 })
    expect(arrangementFrom(pile, 0)?.best.strips.slice(-2)).toEqual([
      [4, null],
      [null, 5],
    ])
  })

  it('ends with a page that stands alone in its strip', () => {
    const pile = printed('ABABB', { '0/1': 8, '2/3': 8 })
    expect(arrangementFrom(pile, 0)?.best.strips).toEqual([
      [0, 1],
      [2, 3],
      [null, 4],
    ])
  })

  it('does not take a page that has no band’s columns for a strip of its own', () => {
    const pile = printed('ABABX', { '0/1': 8, '2/3': 8 })
    expect(arrangementFrom(pile, 0)?.best.pages).toBe(4)
  })
})

describe('a page in its place in the order that hardly has a line at the heights beside it', () => {
  const evidence = { '0/3': 13, '1/4': 13, '2/5': -2 }

  it('stands there if it has the columns of the page above it', () => {
    const pile = { ...pileOf(evidence), size: 6, leastInOrder: -1, likeness: () => 1 }
    expect(arrangementFrom(pile, 0)?.best.strips).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ])
  })

  it('does not if it has other columns', () => {
    const pile = { ...pileOf(evidence), size: 6, leastInOrder: -1, likeness: () => 0.2 }
    expect(arrangementFrom(pile, 0)?.best.strips.flat()).not.toContain(5)
  })
})

describe('pages one below the other, of which the first and the third look a little like bands', () => {
  const pages = (points: number): Pile => ({
    ...pileOf({ '0/2': points }),
    size: 3,
    goesOnBelow: (page, next) => page === 1 && next === 2,
  })

  it('are none where the columns of the second go on down the third', () => {
    expect(arrangementFrom(pages(4), 0)).toBeNull()
    expect(arrangementFrom({ ...pages(4), goesOnBelow: () => false }, 0)).not.toBeNull()
  })

  it('are some for all that where hardly a doubt is left, as by letters that both show in part', () => {
    expect(arrangementFrom(pages(9), 0)?.best.strips).toEqual([
      [0, 2],
      [1, null],
    ])
  })
})

describe('a first band of labels alone, which hardly shows the heights of the page beside it', () => {
  const evidence = { '0/2': -1.6, '1/4': 0, '2/5': 12, '3/6': 12, '4/7': 12, '0/3': 0.5, '1/3': -9 }

  it('stands beside the pages of whose first one a title begins the sheet', () => {
    const pile = { ...pileOf(evidence), size: 8, leastInOrder: -1, isTop: (page: number) => page === 2 }
    expect(arrangementFrom(pile, 0)?.best.strips).toEqual([
      [0, 2, 5],
      [null, 3, 6],
      [1, 4, 7],
    ])
  })
})

describe('a pile that is arranged sheet by sheet', () => {
  it('is asked of two pages once, until they have their place', () => {
    const asked: string[] = []
    const pile = remembering({
      ...pileOf(threeSheets),
      evidence: (left, right) => {
        asked.push(`${left}/${right}`)
        return threeSheets[`${left}/${right}`] ?? null
      },
    })
    const first = arrangementFrom(pile, 0)
    pile.forgetBefore(4)
    const second = arrangementFrom(pile, 4)
    expect([first?.best.strips, second?.best.strips]).toEqual([
      [
        [0, 2],
        [1, 3],
      ],
      [
        [4, 6],
        [5, 7],
      ],
    ])
    expect(asked).toHaveLength(new Set(asked).size)
    pile.evidence(0, 2)
    expect(asked.filter((pair) => pair === '0/2')).toHaveLength(2)
  })
})
