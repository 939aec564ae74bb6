import { expect, it } from 'vitest'
import { readPage } from './pdf.testing.ts'

const written = (text: string): string => `BT /H 12 Tf 1 0 0 1 100 700 Tm (${text}) Tj ET`

it('a figure that was covered and written anew keeps the digits that both have', async () => {
  const page = await readPage(`${written('1200.50')} 1 g 90 690 80 25 re f 0 g ${written('1300.50')}`)
  expect(page.glyphs.map(({ text }) => text).join('')).toBe('1300.50')
})

it('a figure that is printed twice to be bold is read once', async () => {
  const page = await readPage(`${written('1200.50')} ${written('1200.50').replace('100 700', '100.3 700')}`)
  expect(page.glyphs.map(({ text }) => text).join('')).toBe('1200.50')
})
