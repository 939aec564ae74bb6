/** The words of `backfile tables`. */
import { Command, Option } from 'commander'
import type { TableFormat } from '../tables/table-formats.ts'
import { say } from '../terminal.ts'

const formats: readonly TableFormat[] = ['json', 'csv', 'html', 'markdown']

export function tablesCommand(): Command {
  return new Command('tables')
    .summary(say({ zh: '输出任何文件里的表格', en: 'print the rebuilt tables of any file' }))
    .description(
      say({
        zh: '输出文件里重建出的每张表格，不管是不是申报表。',
        en: 'Prints every rebuilt table of any file, filing or not.',
      }),
    )
    .argument('<file...>', say({ zh: 'PDF、Word、Excel 或文本', en: 'PDF, Word, Excel or text' }))
    .addOption(
      new Option('-f, --format <format>', say({ zh: '输出格式', en: 'how to print them' }))
        .choices(formats)
        .default('json'),
    )
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile tables report.pdf --format csv > report.csv
  backfile tables report.pdf | jq '.cells[] | select(.confidence < 0.9)'`,
    )
    .action(async (files: string[], { format }: { format: TableFormat }) => {
      const { printTables } = await import('../tables/print-tables.ts')
      process.exitCode = await printTables(files, format)
    })
}
