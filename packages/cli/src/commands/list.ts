/** The words of `backfile list`. */
import { Command } from 'commander'
import { say } from '../terminal.ts'
import {
  type ArchiveWords,
  archivePlace,
  type FilterWords,
  filterOf,
  type PageWords,
  pageWish,
  withArchiveOptions,
  withFilterOptions,
  withPageOptions,
} from './archive-options.ts'

type Words = ArchiveWords & FilterWords & PageWords & { readonly failed?: boolean; readonly json?: boolean }

export function listCommand(): Command {
  const command = new Command('list')
    .summary(say({ zh: '列出存档里的表', en: 'list the filings of the archive' }))
    .description(
      say({
        zh: '列出存档里的表，按单位、年度、种类排列；单位不明的在最前。',
        en: 'Lists the filings of the archive by unit, year and form; those whose unit is not known come first.',
      }),
    )
    .option(
      '--failed',
      say({ zh: '改为列出无法读取的文件及原因', en: 'list the files that could not be read, and why' }),
    )
    .option('--json', say({ zh: '以 JSON Lines 输出', en: 'print JSON Lines' }))
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile list --unit 教育 --year 2024
  backfile list --form project-performance-target
  backfile list --form unknown
  backfile list --failed`,
    )
  return withPageOptions(withFilterOptions(withArchiveOptions(command))).action(async (words: Words) => {
    const { list } = await import('../show/list.ts')
    const { failed = false, json = false } = words
    process.exitCode = await list({
      ...archivePlace(words),
      filter: filterOf(words),
      failed,
      json,
      pages: pageWish(words),
    })
  })
}
