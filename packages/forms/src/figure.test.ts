import { expect, it } from 'vitest'
import { isFigure } from './figure.ts'

it('a figure whose digits came apart, or are letters, is no label of a line but an amount to look at', () => {
  expect(['47 9 .29', 'l,263.86', '1O0', '479.29', '0'].map(isFigure)).toEqual([true, true, true, true, true])
})

it('labels that hold digits are labels', () => {
  expect(['12315热线运行', '其中', '项目1', 'IO', '十二'].map(isFigure)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})
