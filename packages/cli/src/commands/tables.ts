/** The words of `backfile tables`. */
import type { Message } from '@backfile/model'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type PageChoice, parseArea, parsePages } from '../tables/page-choice.ts'
import type { TableFormat } from '../tables/table-formats.ts'
import { say } from '../terminal.ts'

const formats: readonly TableFormat[] = ['json', 'csv', 'html', 'markdown']

interface TablesOptions {
  readonly format: TableFormat
  readonly pages?: PageChoice['ranges']
  readonly area?: NonNullable<PageChoice['area']>
}

export function tablesCommand(): Command {
  return new Command('tables')
    .summary(say({ zh: '输出任何文件里的表格', en: 'print the rebuilt tables of any file' }))
    .description(
      say({
        zh: '输出文件里重建出的每张表格，不管是不是申报表：有框线的、只有几条横线的、没有线的、横放的、跨页的。\n把握低于 1 的单元格是推断的；repairs 写明推断了什么。',
        en: 'Prints every rebuilt table of any file, filing or not: with rulings, with some or with none, turned, over several pages.\nA cell with a confidence below 1 was inferred; "repairs" says what was inferred.',
      }),
    )
    .argument('<file...>', say({ zh: 'PDF、Word、Excel 或文本', en: 'PDF, Word, Excel or text' }))
    .addOption(
      new Option(
        '-f, --format <format>',
        say({ zh: '输出格式；json 每行一张表', en: 'how to print them; json is one table a line' }),
      )
        .choices(formats)
        .default('json'),
    )
    .addOption(
      new Option(
        '-p, --pages <pages>',
        say({ zh: '只看这些页，如 3、2-5、1,4-', en: 'only these pages: 3, 2-5, 1,4-' }),
      ).argParser((text) => parsed(parsePages(text), PAGES)),
    )
    .addOption(
      new Option(
        '-a, --area <x0,y0,x1,y1>',
        say({
          zh: '这个区域就是一张表；单位为点，从页的左上角起',
          en: 'this area of the page is one table; in points from its top left corner',
        }),
      ).argParser((text) => parsed(parseArea(text), AREA)),
    )
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile tables report.pdf --format csv > report.csv
  backfile tables report.pdf --pages 12-14 --format markdown
  backfile tables report.pdf --pages 3 --area 50,120,550,400
  backfile tables report.pdf | jq '.cells[] | select(.confidence < 0.9)'`,
    )
    .action(async (files: string[], { format, pages, area }: TablesOptions) => {
      const { printTables } = await import('../tables/print-tables.ts')
      process.exitCode = await printTables(files, format, { ranges: pages ?? [], area: area ?? null })
    })
}

function parsed<T>(value: T | null, message: Message): T {
  if (value === null) throw new InvalidArgumentError(say(message))
  return value
}

const PAGES = { zh: '应为页码，如 3、2-5、1,4-', en: 'It must be pages: 3, 2-5, 1,4-' }
const AREA = {
  zh: '应为四个数：左,上,右,下，如 50,120,550,400',
  en: 'It must be four numbers, left,top,right,bottom: 50,120,550,400',
}
