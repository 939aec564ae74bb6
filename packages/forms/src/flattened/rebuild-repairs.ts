/** What was done to lines outside the blocks of indicators, as repairs and doubts. */
import type { Repair, Section } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import type { Block } from './block-rows.ts'
import type { FormRow } from './form-rows.ts'
import { columnsPutBack } from './messages.ts'
import type { SourceLine } from './source-lines.ts'

/** One doubt that names all lines whose columns were put back without question. */
export function putBackDoubts(blocks: readonly Block[], rows: readonly FormRow[]): Doubt[] {
  const indicators = blocks.flatMap((block) => block.putBack)
  const funds = rows.filter((row) => row.kind === 'fund-line' && row.shifted)
  const locators = [
    ...funds.flatMap((row) => (row.kind === 'fund-line' ? row.label.locators : [])),
    ...indicators.flatMap((row) => row.line.tokens[0]?.locators ?? []),
  ]
  const lines = locators.flatMap((locator) => ('line' in locator ? [locator.line] : []))
  return lines.length > 0 ? [columnsPutBack(lines, locators)] : []
}

/** A repair for each fund line that did not stand in its columns. */
export function fundRepairs(rows: readonly FormRow[]): Repair[] {
  return rows.flatMap((row): readonly Repair[] => {
    if (row.kind !== 'fund-line' || !row.shifted) return []
    const amounts = row.amounts.filter((token) => token !== null)
    const texts = [row.label, ...amounts].map((token) => token.text).join(' · ')
    return [
      {
        kind: 'columns-shifted',
        message: { zh: `资金行放回原列：${texts}`, en: `Fund line put back into its columns: ${texts}` },
        confidence: Math.min(1, ...amounts.map((token) => token.confidence)),
        locators: [row.label, ...amounts].flatMap((token) => token.locators),
      },
    ]
  })
}

/** A header that a later page repeats. */
export function headerDropped(line: SourceLine): Repair {
  return {
    kind: 'header-dropped',
    message: {
      zh: `第 ${line.line} 行重复表头，已略去`,
      en: `Line ${line.line} repeats the header; dropped`,
    },
    confidence: 1,
    locators: line.tokens.flatMap((token) => token.locators),
  }
}

/** A page number or a rule. */
export function furnitureDropped(line: SourceLine): Repair {
  const text = line.tokens.map((token) => token.text.slice(0, 20)).join(' ')
  return {
    kind: 'furniture-dropped',
    message: {
      zh: `第 ${line.line} 行是页码或分隔线：${text}`,
      en: `Line ${line.line} is a page number or a rule: ${text}`,
    },
    confidence: 1,
    locators: line.tokens.flatMap((token) => token.locators),
  }
}

/** The section with more repairs on its tables. */
export function withRepairs(section: Section, repairs: readonly Repair[]): Section {
  return {
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === 'table' ? { ...block, repairs: [...block.repairs, ...repairs] } : block,
    ),
  }
}
