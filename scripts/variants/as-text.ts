/** Variants of prints that somebody made text of with `pdftotext`, as offices do to search or copy a table. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seededRandom } from '../fixtures/random.ts'
import type { MadeVariant, Variant } from './variant.ts'

/** The ways in which the tool orders text: as it stands on the page, as it was painted, or by columns. */
const modes = { layout: ['-layout'], raw: ['-raw'], plain: [] } as const

/** What is said of a print before it is made: which text will be made of it. */
export function textVariant<T extends Variant>(variant: T): T {
  const { mode, breaks, ends } = habitsOf(variant.seed)
  return { ...variant, traits: { mode, 'page breaks': breaks, 'line ends': ends, ...variant.traits } }
}

/** The print as text. Throws where `pdftotext` is not installed. */
export function makeText(print: MadeVariant): MadeVariant {
  const { mode, breaks, ends } = habitsOf(print.seed)
  const flags = [
    ...modes[mode],
    ...(breaks === 'left out' ? ['-nopgbrk'] : []),
    ...(ends === 'dos' ? ['-eol', 'dos'] : []),
  ]
  return { ...print, name: print.name.replace(/pdf$/, 'txt'), bytes: textOf(print.bytes, flags) }
}

function habitsOf(seed: number): {
  readonly mode: keyof typeof modes
  readonly breaks: string
  readonly ends: string
} {
  // The print's own chances come from the same seed: these must not go with them.
  const random: Random = seededRandom(~seed)
  return {
    mode: random.pick(['layout', 'layout', 'raw', 'plain']),
    breaks: random.chance(0.1) ? 'left out' : 'kept',
    ends: random.chance(0.2) ? 'dos' : 'unix',
  }
}

function textOf(pdf: Uint8Array, flags: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'as-text-'))
  try {
    const [from, to] = [join(folder, 'print.pdf'), join(folder, 'print.txt')]
    writeFileSync(from, pdf)
    const { error, status, stderr } = spawnSync('pdftotext', [...flags, '-enc', 'UTF-8', from, to])
    if (error !== undefined)
      throw new Error('The routes of text need pdftotext (poppler-utils), which could not be started', {
        cause: error,
      })
    if (status !== 0) throw new Error(`pdftotext ended with ${status}: ${stderr}`)
    return readFileSync(to)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
