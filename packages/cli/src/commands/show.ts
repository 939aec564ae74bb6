/** The words of `backfile show`. */
import { Command } from 'commander'
import { say } from '../terminal.ts'
import { type ArchiveWords, archivePlace, withArchiveOptions } from './archive-options.ts'

export function showCommand(): Command {
  const command = new Command('show')
    .summary(say({ zh: '看一张表', en: 'show one filing' }))
    .description(
      say({
        zh: '显示存档里的一张表：基本信息、资金、指标、发现。?0.72 表示这个值把握不大。',
        en: 'Shows one filing of the archive: fields, funds, indicators, findings. ?0.72 marks a value that is less sure.',
      }),
    )
    .argument('<id>', say({ zh: '编号，写开头几位即可', en: 'its id; the beginning is enough' }))
    .option(
      '--json',
      say({
        zh: '输出统一格式的 JSON，与存入时逐字节相同',
        en: 'print its canonical JSON, byte for byte as it was stored',
      }),
    )
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile show 3fa9
  backfile show 3fa9 --json | jq .funds`,
    )
  return withArchiveOptions(command).action(async (id: string, words: ArchiveWords & { json?: boolean }) => {
    const { show } = await import('../show/show.ts')
    process.exitCode = await show(id, { ...archivePlace(words), json: words.json === true })
  })
}
