/** Text that is of no known form: its lines and fields as they stand. */
import type { Cell, Section, Block as SectionBlock, Table, TextBlock } from '@backfile/layout'
import { isTextLine, type SourceLine, type Token } from './source-lines.ts'

/** Runs of lines with tabs as tables, lines without as texts. */
export function plainSections(lines: readonly SourceLine[]): Section[] {
  const blocks: SectionBlock[] = []
  let run: SourceLine[] = []
  const finish = (): void => {
    if (run.length > 0) blocks.push(plainTable(run))
    run = []
  }
  for (const line of lines) {
    const [first] = line.tokens
    if (!isTextLine(line) || first === undefined) {
      run.push(line)
      continue
    }
    finish()
    blocks.push(textBlock(first))
  }
  finish()
  return blocks.length > 0 ? [{ name: null, blocks }] : []
}

function plainTable(lines: readonly SourceLine[]): Table {
  const columns = Math.max(...lines.map((line) => line.width))
  const cells = lines.flatMap((line, row): readonly Cell[] =>
    Array.from({ length: columns }, (_, column): Cell => {
      const token = line.tokens.find((candidate) => candidate.column === column)
      const locators =
        token?.locators ?? (column < line.width ? [{ line: line.line, column: column + 1 }] : [])
      return { row, column, rowSpan: 1, columnSpan: 1, text: token?.text ?? '', locators, confidence: 1 }
    }),
  )
  return { kind: 'table', rows: lines.length, columns, cells, confidence: 1, repairs: [] }
}

/** A text outside the tables. */
export function textBlock(token: Token): TextBlock {
  return { kind: 'text', text: token.text, locators: token.locators, confidence: token.confidence }
}
