/** The words of `backfile extract`. */
import { Command } from 'commander'
import { say } from '../terminal.ts'

export function extractCommand(): Command {
  return new Command('extract')
    .summary(say({ zh: '读文件，把表以 JSON Lines 输出', en: 'print the filings of files as JSON Lines' }))
    .description(
      say({
        zh: '读取文件，把其中的表按统一格式输出到标准输出，一行一张表，此外什么也不输出。\n无法读取的文件在标准错误上各占一行，其余照常。',
        en: 'Reads files and prints their filings in the canonical model, one filing a line, and nothing else on stdout.\nA file that cannot be read gets one line on stderr; the rest is done.',
      }),
    )
    .argument(
      '<file...>',
      say({ zh: 'PDF、Word、Excel 或文本；- 为标准输入', en: 'PDF, Word, Excel or text; - is stdin' }),
    )
    .option('--name <name>', say({ zh: '标准输入的文件名', en: 'what stdin is called' }))
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile extract 2024.pdf > 2024.jsonl
  backfile extract filings/*.xlsx | jq -r '[.unit.name, .fiscalYear, (.indicators | length)] | @tsv'
  curl -s https://example.org/2024.pdf | backfile extract - --name 2024.pdf`,
    )
    .action(async (files: string[], { name }: { name?: string }) => {
      const { extractFiles } = await import('../extract/extract-files.ts')
      process.exitCode = await extractFiles(files, name)
    })
}
