/** Reports as public bodies publish them: prose, tables, and much else that looks like tables and is none. */
import { type Random, seededRandom } from '../fixtures/random.ts'
import { otherThings } from './other-things.ts'
import { narrowKinds, randomTable } from './random-table.ts'
import type { Block, Report } from './report.ts'
import { type Language, label, languages, paragraph } from './words.ts'

const FAMILIES = [
  'Liberation',
  'Liberation',
  'DejaVu Sans Condensed',
  'DejaVu Serif Condensed',
  'DejaVu Serif',
] as const

/** The report of this seed, always the same. */
export function randomReport(seed: number): Report {
  const random = seededRandom(seed * 7919 + 13)
  const language = random.chance(0.6) ? languages[0] : random.pick(languages)
  const isLandscape = random.chance(0.12)
  const columns = random.pick([1, 1, 1, 2, 2, 3] as const)
  const paper = random.pick<'A4' | 'Letter'>(['A4', 'Letter'])
  const width = ((isLandscape ? 740 : 500) - 18 * (columns - 1)) / columns
  const blocks: Block[] = []
  const count = random.whole(1, 4)
  for (let number = 1; number <= count; number += 1) {
    blocks.push(...between(random, language))
    if (columns === 1 && !isLandscape && random.chance(0.1)) {
      const half = (width - 30) / 2
      blocks.push({
        kind: 'abreast',
        tables: [
          randomTable(random, language, half, number, narrowKinds),
          randomTable(random, language, half, number + 1, narrowKinds),
        ],
      })
      number += 1
    } else blocks.push({ kind: 'table', table: randomTable(random, language, width, number) })
  }
  blocks.push(...between(random, language))
  return {
    seed,
    name: `report-${seed}`,
    columns,
    isLandscape,
    paper,
    family: random.pick(FAMILIES),
    size: random.pick(columns === 3 ? [8, 9] : columns === 2 ? [9, 10, 10.5] : [9, 10, 11, 12]),
    isJustified: random.chance(columns === 3 ? 0.3 : 0.6),
    header: random.chance(0.5) ? label(random, language, 4) : null,
    footer: random.chance(0.5) ? `${label(random, language, 3)} ${random.whole(2, 200)}` : null,
    blocks,
  }
}

function between(random: Random, language: Language): Block[] {
  const blocks: Block[] = []
  if (random.chance(0.5)) blocks.push(heading(random, language))
  for (let index = 0; index < random.whole(0, 3); index += 1) {
    const text = paragraph(random, language, random.whole(1, 6))
    blocks.push({ kind: 'html', name: 'prose', html: `<p>${text}</p>` })
  }
  if (random.chance(0.35)) blocks.push(otherThings(random, language))
  if (random.chance(0.3))
    blocks.push({ kind: 'html', name: 'prose', html: `<p>${paragraph(random, language, 3)}</p>` })
  return blocks
}

function heading(random: Random, language: Language): Block {
  const number = random.chance(0.4) ? `${random.whole(1, 6)}.${random.whole(1, 9)} ` : ''
  return {
    kind: 'html',
    name: 'heading',
    html: `<h3>${number}${label(random, language, random.whole(2, 6))}</h3>`,
  }
}
