import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columns, cutTo, displayWidth } from './text-columns.ts'

const red = (text: string) => `\u001b[31m${text}\u001b[0m`

describe('text on a terminal', () => {
  it('a Chinese character takes two columns, a colour none', () => {
    expect(displayWidth('全年预算数')).toBe(10)
    expect(displayWidth(red('全年 12.5'))).toBe(9)
  })

  it('a long name is cut where it would run over, and ends its colour', () => {
    expect(cutTo('苏州市电化教育馆', 9)).toBe('苏州市电…')
    expect(cutTo(red('苏州市电化教育馆'), 9)).toBe(red('苏州市电…'))
  })

  it('is never wider than allowed, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(displayWidth(cutTo(text, width))).toBeLessThanOrEqual(Math.max(width, 1))
      }),
    )
  })

  it('figures line up below names of any script', () => {
    const lines = columns(
      [
        ['一般公共预算资金', '2190.36'],
        ['other', '0'],
      ],
      process.stdout,
      2,
    )
    expect(lines).toBe('  一般公共预算资金  2190.36\n  other             0\n')
  })
})
