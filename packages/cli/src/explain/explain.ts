/** Tells what each stage saw of a file, and draws it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { layOutPage, type PageLayout, type Table } from '@backfile/layout'
import { extract, sectionsOf } from '@backfile/pipeline'
import { readDocument } from '@backfile/readers'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { displayPath } from '../place.ts'
import { bytesOf, reasonOf } from '../read-file.ts'
import { complain, print } from '../terminal.ts'
import { type Explanation, explanationText, type SeenPage } from './explanation.ts'
import { drawPage } from './page-drawing.ts'
import { tablesHtml } from './tables-html.ts'

export interface ExplainOptions {
  /** The folder for pictures and tables; null for `./explain/NAME`. */
  readonly out: string | null
  readonly json: boolean
}

/** Prints what each stage saw; writes `tables.html` and, for PDF, `page-001.png` … */
export async function explain(path: string, options: ExplainOptions): Promise<ExitCode> {
  const folder = options.out ?? join('explain', basename(path, extname(path)))
  try {
    const explanation = await explainFile(await bytesOf(path), path, folder)
    await print(
      options.json ? `${JSON.stringify(explanation)}\n` : explanationText(explanation, process.stdout),
    )
    return exitCodes.done
  } catch (error) {
    complain(path, reasonOf(error), error)
    return exitCodes.someFailed
  }
}

/** The stages are pure: running them once for their tables and once for the filings gives one and the same. */
async function explainFile(bytes: Uint8Array, path: string, folder: string): Promise<Explanation> {
  const document = await readDocument(bytes, path)
  const { sections, formPages } = await sectionsOf(document)
  const { filings, times } = await extract(bytes, path)
  await mkdir(folder, { recursive: true })
  const html = join(folder, 'tables.html')
  await writeFile(html, tablesHtml(path, sections))
  const tables = sections.flatMap(({ blocks }) =>
    blocks.filter((block): block is Table => block.kind === 'table'),
  )
  const pages =
    document.kind === 'painted' ? await explainPages(bytes, path, tables, new Set(formPages), folder) : []
  return {
    path,
    mediaType: document.mediaType,
    kind: document.kind,
    pages,
    sections: sections.map(({ name, blocks }) => ({
      name,
      tables: blocks.flatMap((block) =>
        block.kind === 'table'
          ? [
              {
                rows: block.rows,
                columns: block.columns,
                confidence: block.confidence,
                repairs: block.repairs,
              },
            ]
          : [],
      ),
      texts: blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])),
    })),
    filings: filings.map(({ form, unit, fiscalYear, fields, funds, indicators, findings }) => ({
      form,
      unit,
      fiscalYear,
      fields: fields.length,
      funds: funds.length,
      indicators: indicators.length,
      findings,
    })),
    times,
    written: [html, ...pages.flatMap(({ picture }) => picture ?? [])].map(displayPath),
  }
}

/** Reads the document once more, page by page, so that only the page in hand is held. */
async function explainPages(
  bytes: Uint8Array,
  path: string,
  tables: readonly Table[],
  formPages: ReadonlySet<number>,
  folder: string,
): Promise<readonly SeenPage[]> {
  const document = await readDocument(bytes, path)
  if (document.kind !== 'painted') return []
  const seen: SeenPage[] = []
  for await (const page of document.pages()) {
    const isForm = formPages.has(page.number)
    const layout = isForm ? withoutTables(layOutPage(page)) : layOutPage(page)
    let picture: string | null = null
    if (document.mediaType === 'application/pdf') {
      picture = join(folder, `page-${String(page.number).padStart(3, '0')}.png`)
      await writeFile(picture, await drawPage(bytes, page, layout, tables))
    }
    seen.push({
      page: page.number,
      size: [Math.round(page.width), Math.round(page.height)],
      glyphs: page.glyphs.length,
      rulings: page.rulings.length,
      pictures: page.pictures.length,
      turn: layout.turn,
      tables: isForm
        ? tablesOn(tables, page.number)
        : layout.tables.map(({ method, rowEdges, columnEdges, cells }) => ({
            method,
            rows: rowEdges.length - 1,
            columns: columnEdges.length - 1,
            cells: cells.length,
          })),
      texts: layout.texts.length,
      picture,
    })
  }
  return seen
}

/** The page without what alignment shows on it, which was not used where a form's labels tell. */
function withoutTables(layout: PageLayout): PageLayout {
  return { ...layout, tables: [], texts: [] }
}

/** The part of each joined table that stands on the page. */
function tablesOn(tables: readonly Table[], page: number): SeenPage['tables'] {
  return tables.flatMap(({ cells, columns }) => {
    const own = cells.filter(({ locators }) =>
      locators.some((place) => 'page' in place && place.page === page),
    )
    const rows = new Set(own.map(({ row }) => row)).size
    return own.length === 0 ? [] : [{ method: 'from labels', rows, columns, cells: own.length }]
  })
}
