import { beforeEach, describe, expect, it } from 'vitest'
import { speak } from '../terminal.ts'
import { displayWidth } from '../text-columns.ts'
import { barLine, duration, progressWords } from './progress.ts'

describe('progress of an ingest', () => {
  beforeEach(() => speak('en'))

  it('says how many, how fast and how long yet', () => {
    const words = progressWords({ received: 1200, done: 345, failed: 3, total: 1200 }, 12.3)
    expect(words).toBe('345/1,200  28 %  12.3/s  1 min 10 s left  3 failed')
  })

  it('promises no end while files are still being received', () => {
    expect(progressWords({ received: 1200, done: 3, failed: 0, total: null }, 0)).toBe(
      '1,200 files received  3 read',
    )
  })

  it('fits the terminal, and is full when all is done', () => {
    const line = barLine({ received: 10, done: 10, failed: 0, total: 10 }, 2, 60)
    expect(displayWidth(line)).toBeLessThan(60)
    expect(line).toMatch(/^█+ {2}10\/10 {2}100 %/)
    expect(barLine({ received: 10, done: 5, failed: 0, total: 10 }, 2, 20)).not.toContain('█')
  })

  it('counts time in the two largest units', () => {
    expect([8, 70, 7500].map(duration)).toEqual(['8 s', '1 min 10 s', '2 h 5 min'])
    speak('zh')
    expect(duration(70)).toBe('1 分 10 秒')
  })
})
