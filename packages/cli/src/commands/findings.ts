/** The words of `backfile findings`. */
import type { Finding } from '@backfile/model'
import { Command, Option } from 'commander'
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

interface Words extends ArchiveWords, FilterWords, PageWords {
  readonly severity?: Finding['severity']
  readonly check?: string
  readonly filing?: string
  readonly open?: boolean
  readonly json?: boolean
}

export function findingsCommand(): Command {
  const command = new Command('findings')
    .summary(say({ zh: '列出疑点', en: 'list what is doubtful' }))
    .description(
      say({
        zh: '列出存档里的疑点，重的在前，写明数字和出处。',
        en: 'Lists what is doubtful in the archive, the gravest first, with the figures and where they stand.',
      }),
    )
    .addOption(
      new Option('--severity <severity>', say({ zh: '轻重', en: 'how grave' })).choices([
        'error',
        'warning',
        'info',
      ]),
    )
    .option(
      '--check <check>',
      say({ zh: '某项检查，如 funds/total-differs', en: 'one check, such as funds/total-differs' }),
    )
    .option(
      '--filing <id>',
      say({ zh: '某张表，写编号开头几位即可', en: 'one filing; the beginning of its id is enough' }),
    )
    .option('--open', say({ zh: '只列还没有人处理的', en: 'only those that nobody has decided on' }))
    .option('--json', say({ zh: '以 JSON Lines 输出', en: 'print JSON Lines' }))
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile findings --severity error
  backfile findings --check funds/total-differs --year 2024
  backfile findings --filing 3fa9 --json`,
    )
  return withPageOptions(withFilterOptions(withArchiveOptions(command))).action(async (words: Words) => {
    const { findings } = await import('../show/findings.ts')
    const { severity, check, filing, open, json = false } = words
    const filter = {
      ...filterOf(words),
      ...(severity === undefined ? {} : { severity }),
      ...(check === undefined ? {} : { check }),
      ...(filing === undefined ? {} : { filing }),
      ...(open === undefined ? {} : { open }),
    }
    process.exitCode = await findings({ ...archivePlace(words), filter, json, pages: pageWish(words) })
  })
}
