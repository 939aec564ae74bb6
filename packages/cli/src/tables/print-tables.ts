/** The rebuilt tables of any file, filing or not. */
import type { Table } from '@backfile/layout'
import { readDocument } from '@backfile/readers'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { bytesOf, reasonOf } from '../read-file.ts'
import { complain, print, say } from '../terminal.ts'
import { chosenSections, type PageChoice } from './page-choice.ts'
import { type TableFormat, writeTable } from './table-formats.ts'

/** Prints every table of every file in the given format; JSON is one table a line. */
export async function printTables(
  paths: readonly string[],
  format: TableFormat,
  choice: PageChoice,
): Promise<ExitCode> {
  let failed = 0
  for (const path of paths) {
    try {
      const document = await readDocument(await bytesOf(path), path)
      const sections = await chosenSections(document, choice)
      const tables = sections.flatMap((section) =>
        section.blocks.filter((block): block is Table => block.kind === 'table'),
      )
      for (const [index, table] of tables.entries()) await print(writeTable(format, path, index, table))
      if (tables.length === 0) complain(path, say({ zh: '没有找到表格', en: 'no table found' }))
    } catch (error) {
      failed += 1
      complain(path, reasonOf(error), error)
    }
  }
  return failed > 0 ? exitCodes.someFailed : exitCodes.done
}
