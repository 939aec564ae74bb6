import { describe, expect, it } from 'vitest'
import { doubtfulSeams, type Seam } from './band-cells.ts'

const lineAt = (line: number) => ({ line, page: 0, apart: false, width: 0, tokens: [] })
const doubted = (...seams: readonly Seam[]): readonly number[] =>
  doubtfulSeams(seams.map((seam, index) => ({ line: lineAt(index + 1), seam }))).map(({ line }) => line)

describe('cells that a page edge cuts', () => {
  it('are doubted where nothing confirms their seam', () => {
    expect(doubted('usual', 'likely', 'unconfirmed', 'likely')).toEqual([3])
  })

  it('are doubted with their neighbours, whose ends may be lost as well, where most seams are unconfirmed', () => {
    expect(doubted('unconfirmed', 'likely', 'usual', 'unconfirmed')).toEqual([1, 2, 4])
  })
})
