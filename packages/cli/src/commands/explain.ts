/** The words of `backfile explain`. */
import { Command } from 'commander'
import { say } from '../terminal.ts'

export function explainCommand(): Command {
  return new Command('explain')
    .summary(say({ zh: '每一步看到了什么', en: 'show what each stage saw' }))
    .description(
      say({
        zh: '说明读取一个文件的每一步看到了什么：格式、页、表格、修补、表的种类、疑点、用时。\n并写出 tables.html（重建的表格，按把握着色）；PDF 另有每页一张图，画出文字、线条、单元格和拼接后的表格。',
        en: 'Tells what each stage saw of a file: format, pages, tables, repairs, form, doubts, times.\nWrites tables.html, the rebuilt tables coloured by confidence; for PDF also a picture a page, with the words, rulings, cells and joined tables drawn over it.',
      }),
    )
    .argument('<file>', say({ zh: 'PDF、Word、Excel 或文本', en: 'PDF, Word, Excel or text' }))
    .option(
      '--out <folder>',
      say({
        zh: '写到哪个文件夹（默认 ./explain/文件名/）',
        en: 'the folder to write to (default: ./explain/NAME/)',
      }),
    )
    .option('--json', say({ zh: '以 JSON 输出', en: 'print JSON' }))
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile explain 2024.pdf
  backfile explain 2024.pdf --out /tmp/2024`,
    )
    .action(async (file: string, { out, json }: { out?: string; json?: boolean }) => {
      const { explain } = await import('../explain/explain.ts')
      process.exitCode = await explain(file, { out: out ?? null, json: json === true })
    })
}
