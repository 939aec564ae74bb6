import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import { phrasesBetween, stacksFrom, textOfLines } from './blocks.ts'
import { phrasesOf } from './phrase.ts'

const phrases = phrasesOf(
  paintPage([
    { text: '年度', x: 60, y: 100 },
    { text: '区级图书馆', x: 140, y: 106 },
    { text: '绩效', x: 60, y: 112 },
    { text: '目标', x: 60, y: 124 },
    { text: '资金', x: 60, y: 164 },
  ]),
)
const pitches = { leading: 12, mostLeading: 14, rowPitch: 12 }

describe('lines that may be one cell', () => {
  it('go on as long as the next one stands a pitch below, whatever stands beside them and however they are listed', () => {
    const label = phrases.find(({ text }) => text === '年度')
    if (label === undefined) throw new Error('the label was painted')
    for (const listed of [phrases, phrases.toReversed()]) {
      const stacks = stacksFrom(label, listed, pitches, 8)
      expect(stacks.map(textOfLines)).toEqual(['年度', '年度绩效', '年度绩效目标'])
    }
  })

  it('are looked for among the phrases at their heights, in the order of the list', () => {
    const backwards = phrases.toReversed()
    const label = phrases.find(({ text }) => text === '绩效')
    const [top, bottom] = [(label?.y ?? 0) - 8, (label?.y ?? 0) + 8]
    expect(phrasesBetween(phrases, top, bottom).map(({ text }) => text)).toEqual(['区级图书馆', '绩效'])
    expect(phrasesBetween(backwards, top, bottom).map(({ text }) => text)).toEqual(['绩效', '区级图书馆'])
  })
})
