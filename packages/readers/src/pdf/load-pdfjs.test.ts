import { describe, expect, it } from 'vitest'
import { loadPdfjs } from './load-pdfjs.ts'

describe('the library that reads PDF', () => {
  it('leaves the built-in functions of the process alone', async () => {
    const before = [Array.prototype.push, JSON.parse, JSON.stringify, Function.prototype.toString]
    await loadPdfjs()
    const after = [Array.prototype.push, JSON.parse, JSON.stringify, Function.prototype.toString]
    expect(after.map((each, index) => each === before[index])).toEqual([true, true, true, true])
  })

  it('is loaded once', async () => {
    expect(loadPdfjs()).toBe(loadPdfjs())
  })
})
