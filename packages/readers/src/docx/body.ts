/** From a Word document's body to paragraphs and grids, with doubts about what Word shows otherwise. */
import type { Doubt, Locator } from '@backfile/model'
import { sourceDoubt } from '../doubt.ts'
import type { Grid, GridCell, Paragraph } from '../source-document.ts'
import { elements, type XmlElement } from '../xml.ts'
import { blocksOf, textBoxesIn } from './content.ts'
import type { Numbers } from './numbering.ts'
import { paragraphText, type TextLosses } from './paragraph.ts'
import { type PlacedTable, placeTable } from './table.ts'

export interface Body {
  readonly parts: readonly (Grid | Paragraph)[]
  readonly doubts: readonly Doubt[]
}

/**
 * Paragraphs are located by their number in the body (line), cells by table, row and grid column. A text box stands
 * after the paragraph that it is anchored in. A table that only frames others (one cell a row) is looked through.
 */
export function readBody(body: XmlElement, numbers: Numbers): Body {
  const parts: (Grid | Paragraph)[] = []
  const doubts: Doubt[] = []
  let paragraphs = 0
  let tables = 0
  const readBlocks = (parent: XmlElement): void => {
    for (const block of blocksOf(parent)) {
      if (block.name === 'w:tbl') readTable(block)
      else readParagraph(block)
    }
  }
  const readParagraph = (block: XmlElement): void => {
    paragraphs++
    const locator = { line: paragraphs, column: 1 }
    const text = numbers.before(block) + paragraphText(block, lossesAt(locator, doubts))
    if (text.trim() !== '') parts.push({ kind: 'paragraph', text, locator })
    for (const box of textBoxesIn(block)) readBlocks(box)
  }
  const readTable = (block: XmlElement): void => {
    const placed = placeTable(block)
    if (isFrame(placed)) {
      for (const cell of placed.cells) readBlocks(cell.content)
      return
    }
    parts.push(gridOf(placed, tables, doubts, numbers))
    tables++
  }
  readBlocks(body)
  if (some(body, (element) => changes.has(element.name))) doubts.push(trackedChanges())
  if (numbers.incomplete) doubts.push(numbersOmitted())
  return { parts, doubts }
}

/** One cell a row, and a table in one of them: a frame for the page, no table of a form. */
function isFrame({ cells, rows }: PlacedTable): boolean {
  return (
    cells.length <= rows &&
    cells.some(({ content }) => blocksOf(content).some(({ name }) => name === 'w:tbl')) &&
    new Set(cells.map(({ row }) => row)).size === cells.length
  )
}

function gridOf(placed: PlacedTable, table: number, doubts: Doubt[], numbers: Numbers): Grid {
  const cells = placed.cells.map((cell): GridCell => {
    const { row, column, rowSpan, columnSpan } = cell
    const locator = { table, row, column }
    return {
      row,
      column,
      rowSpan,
      columnSpan,
      text: cellText(cell.content, locator, doubts, numbers),
      locator,
    }
  })
  for (const cell of placed.covered) {
    const locator = { table, row: cell.row, column: cell.column }
    const text = cellText(cell.content, locator, doubts, numbers)
    if (text !== '') doubts.push(textUnderMerge(text, locator))
  }
  return { kind: 'grid', rows: placed.rows, columns: placed.columns, cells }
}

/** The cell's paragraphs with something in them, one a line; a table in the cell gives a line a row. */
function cellText(content: XmlElement, locator: Locator, doubts: Doubt[], numbers: Numbers): string {
  const lines = blocksOf(content).flatMap((block) => {
    if (block.name === 'w:tbl') {
      doubts.push(nestedTable(locator))
      return nestedLines(block, locator, doubts, numbers)
    }
    const boxes = textBoxesIn(block).map((box) => cellText(box, locator, doubts, numbers))
    return [numbers.before(block) + paragraphText(block, lossesAt(locator, doubts)), ...boxes]
  })
  return lines.filter((line) => line.trim() !== '').join('\n')
}

function nestedLines(
  table: XmlElement,
  locator: Locator,
  doubts: Doubt[],
  numbers: Numbers,
): readonly string[] {
  const { rows, cells } = placeTable(table)
  return Array.from({ length: rows }, (_, row) =>
    cells
      .filter((cell) => cell.row === row)
      .map((cell) => cellText(cell.content, locator, doubts, numbers).replaceAll('\n', ' '))
      .join('\t'),
  )
}

function lossesAt(locator: Locator, doubts: Doubt[]): TextLosses {
  return {
    hiddenText: (text) => {
      doubts.push(
        sourceDoubt(
          'reader/hidden-text',
          'info',
          { zh: `隐藏文字“${text}”未读取`, en: `The hidden text “${text}” was not read` },
          [locator],
          { actual: text },
        ),
      )
    },
    struckText: (text) => {
      doubts.push(
        sourceDoubt(
          'reader/text-struck',
          'warning',
          {
            zh: `“${text}”已被划去，未采用；请对照原件`,
            en: `“${text}” is crossed out and was not taken. Compare it with the original`,
          },
          [locator],
          { actual: text },
        ),
      )
    },
    unknownSymbol: (font, code) => {
      const sign = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
      doubts.push(
        sourceDoubt(
          'reader/symbol-unknown',
          'warning',
          {
            zh: `符号字体“${font}”中的字符 ${sign} 无法识别，请对照原文`,
            en: `The character ${sign} of the symbol font “${font}” is not known; see the original`,
          },
          [locator],
          { actual: sign },
        ),
      )
    },
  }
}

function nestedTable(locator: Locator): Doubt {
  return sourceDoubt(
    'reader/nested-table',
    'warning',
    {
      zh: '单元格内嵌套了表格，其内容按文字读取',
      en: 'A table stands inside this cell; it was read as the text of the cell',
    },
    [locator],
  )
}

function textUnderMerge(text: string, locator: Locator): Doubt {
  return sourceDoubt(
    'reader/text-under-merge',
    'info',
    {
      zh: `被合并单元格遮住的内容“${text}”未读取`,
      en: `“${text}” stands under a merged cell; it is not seen and was not read`,
    },
    [locator],
    { actual: text },
  )
}

function trackedChanges(): Doubt {
  return sourceDoubt(
    'reader/tracked-changes',
    'info',
    {
      zh: '文档含有未接受的修订，按接受全部修订后的内容读取',
      en: 'The document has tracked changes; it was read as if all were accepted',
    },
    [],
  )
}

/** Numbers of lists are made by Word as it shows them, from definitions that may be missing or of an unknown kind. */
function numbersOmitted(): Doubt {
  return sourceDoubt(
    'reader/numbering-omitted',
    'info',
    {
      zh: '文档使用了自动编号，其中有些编号（如“1.”“一、”）无法得知，未读取',
      en: 'The document numbers its lists automatically; some of the numbers could not be told and were not read',
    },
    [],
  )
}

const changes: ReadonlySet<string> = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo', 'w:cellDel'])

function some(element: XmlElement, test: (inner: XmlElement) => boolean): boolean {
  return elements(element).some((inner) => test(inner) || some(inner, test))
}
