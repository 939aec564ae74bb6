import { describe, expect, it } from 'vitest'
import type { SourceLine } from './source-lines.ts'
import { restoreLists } from './subproject-lists.ts'

const line = (text: string, lines: readonly number[]): SourceLine => ({
  line: 1,
  page: 0,
  apart: false,
  width: 1,
  tokens: [{ text, column: 0, confidence: 0.5, locators: lines.map((own) => ({ line: own, column: 1 })) }],
})
const textOf = (lines: readonly SourceLine[]): string | undefined => lines[0]?.tokens[0]?.text

describe('a list of sub-projects that the page edge cut line by line', () => {
  const names = ['河道清淤运行维护', '河道清淤委托服务', '河道清淤设备购置']

  it('is the one choice of sub-projects that has its characters', () => {
    const read = restoreLists([line('河道清淤运行河道清淤委托维护,服务', [3, 40])], names)
    expect(textOf(read)).toBe('河道清淤运行维护, 河道清淤委托服务')
  })

  it('stays as it was read where no choice has them, or where nothing was cut', () => {
    expect(textOf(restoreLists([line('河道清淤运行护', [3, 40])], names))).toBe('河道清淤运行护')
    expect(textOf(restoreLists([line('维护运行河道清淤', [3])], names))).toBe('维护运行河道清淤')
  })
})
