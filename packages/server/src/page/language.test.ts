import { describe, expect, it } from 'vitest'
import { duration, grouped, languageOf } from './language.ts'

describe('a page', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.1', 'en'],
    ['en;q=0.3, zh-TW;q=0.7', 'zh'],
    ['zh;q=0, fr', 'en'],
    ['fr, de;q=0.5', 'en'],
    ['', 'en'],
    [';;q=,', 'en'],
  ])('for a browser that would have %j is in %s', (wish, language) => {
    expect(languageOf(wish)).toBe(language)
  })

  it('writes numbers and durations as people do', () => {
    expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567'])
    expect([8, 70, 7500].map((seconds) => duration(seconds).en)).toEqual(['8 s', '1 min 10 s', '2 h 5 min'])
  })
})
