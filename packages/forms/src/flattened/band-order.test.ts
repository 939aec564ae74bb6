import { describe, expect, it } from 'vitest'
import { orderPages } from './band-order.ts'

const left = [0, -4]
const right = [-4, 0]
const unknown = [0, 0]
const placesOf = (fits: readonly (readonly number[])[]): string =>
  orderPages(fits, 2)
    .map(({ band, run }) => `${band}${run}`)
    .join(' ')

describe('the pages of a sheet in two bands', () => {
  it('go down, then over, where left ones come first', () => {
    expect(placesOf([left, unknown, right, unknown])).toBe('00 01 10 11')
  })

  it('go over, then down, where left and right ones take turns', () => {
    expect(placesOf([left, right, left, unknown])).toBe('00 10 01 11')
  })

  it('leave out a blank one: at the end of the right band, or of a row of pages', () => {
    expect(placesOf([left, left, left, right, right])).toBe('00 01 02 10 11')
    expect(placesOf([left, right, left, left, right])).toBe('00 10 01 02 12')
  })
})
