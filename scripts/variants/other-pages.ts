/** Pages that are no filing and stand between filings: a cover with contents, then prose. */
import { drawPdf, type PdfPrint, usualPrint } from '../fixtures/draw-pdf.ts'
import type { FilingContent } from '../fixtures/filing-content.ts'
import { usualStyle } from '../fixtures/page-content.ts'
import type { Random } from '../fixtures/random.ts'
import type { Sheet } from '../fixtures/sheet.ts'

/** One PDF for each place before a filing. */
export async function otherPages(
  random: Random,
  filings: readonly FilingContent[],
  print: Pick<PdfPrint, 'setup'>,
): Promise<readonly Uint8Array[]> {
  const setup = { ...usualPrint.setup, paper: print.setup.paper, columnCuts: [] }
  const style = { ...usualStyle, rulings: 'none' as const }
  const pages = filings.map((_, index) =>
    index === 0
      ? [coverSheet(filings), contentsSheet(random, filings)]
      : [proseSheet(random, filings, index)],
  )
  return Promise.all(pages.map((sheets) => drawPdf(sheets, { ...usualPrint, setup, style, size: 12 })))
}

function coverSheet(filings: readonly FilingContent[]): Sheet {
  const year = filings[0]?.fiscalYear ?? 2024
  return linesSheet(`${year}年部门预算公开`, [[filings[0]?.unit.name ?? ''], [`${year}年2月`]], [450])
}

function contentsSheet(random: Random, filings: readonly FilingContent[]): Sheet {
  let page = 1
  const chapters = [
    '部门概况',
    '部门预算情况说明',
    ...filings.map(({ unit }) => `${unit.name ?? ''}绩效目标`),
  ]
  const lines = chapters.map((chapter, index) => {
    page += random.whole(1, 9)
    return [`第${'一二三四五六七八九'[index] ?? ''}部分  ${chapter}`, `${page}`]
  })
  return linesSheet('目  录', lines, [400, 50])
}

function proseSheet(random: Random, filings: readonly FilingContent[], index: number): Sheet {
  const name = filings[index]?.unit.name ?? ''
  const sentences = [
    `${name}按照预算管理一体化的要求编制部门预算，收入和支出均纳入预算管理。`,
    '绩效目标随同部门预算一并批复、一并公开，年中开展绩效运行监控，年终开展绩效自评。',
    '本部门对所公开信息的真实性、准确性负责，欢迎社会各界监督。',
  ]
  const paragraphs = Array.from({ length: random.whole(2, 6) }, () => [
    `　　${random.some(sentences, 2).join('')}`,
  ])
  return linesSheet('部门预算情况说明', paragraphs, [450])
}

function linesSheet(title: string, lines: readonly (readonly string[])[], widths: readonly number[]): Sheet {
  const cells = lines.flatMap((line, row) =>
    widths.map((_, column) => ({
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
      text: line[column] ?? '',
      align: 'left' as const,
    })),
  )
  return { title, subtitles: [], rows: lines.length, widths, cells, headRows: [] }
}
