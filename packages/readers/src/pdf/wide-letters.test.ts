import { expect, it } from 'vitest'
import { readPage } from './pdf.testing.ts'

/** Helvetica's digits and `g` are 0.556 em wide: stretched to 180 %, one is as wide as the em. */
const WIDE = 180

const doubted = async (
  ...texts: readonly (readonly [text: string, stretch: number])[]
): Promise<string[]> => {
  const shown = texts.map(([text, stretch]) => `${stretch} Tz (${text}) Tj`).join(' ')
  const { doubts } = await readPage(`BT /H 12 Tf 1 0 0 1 100 700 Tm ${shown} ET`)
  return doubts.filter(({ check }) => check === 'reader/letter-too-wide').map(({ message }) => message.en)
}

it('a letter far too wide before figures of ordinary width is doubted, as a wrong name of “≥”', async () => {
  const [doubt, ...others] = await doubted(['g', WIDE], ['95%', 100])
  expect(doubt).toContain('“g” on page 1')
  expect(others).toEqual([])
})

it('a figure that is set wide as a whole is not', async () => {
  expect(await doubted(['2024', 100], ['95', WIDE])).toEqual([])
})

it('nor is one letter where all the others are as wide', async () => {
  expect(await doubted(['3', WIDE], ['%', 100], ['1', WIDE], ['%', 100], ['b', 100])).toEqual([])
})
