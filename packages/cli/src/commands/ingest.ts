/** The words of `backfile ingest`. */
import { Command } from 'commander'
import { say } from '../terminal.ts'
import { type ArchiveWords, archivePlace, archiveToName, withArchiveOptions } from './archive-options.ts'

export function ingestCommand(): Command {
  const command = new Command('ingest')
    .summary(say({ zh: '把文件和文件夹读入存档', en: 'read files and folders into the archive' }))
    .description(
      say({
        zh: '先把所有文件收进存档，再逐个读取，最后说明读了什么、哪些需要人看。\n同一文件夹再导入一次不会重复；改过的文件成为新版本；读取失败的会再试一次。\nCtrl-C 随时可停，再次运行同一命令接着做。',
        en: 'Takes all files into the archive, reads them, and says at the end what was read and what needs eyes.\nThe same folder again adds nothing; a changed file adds a version; what failed before is tried again.\nCtrl-C stops at any time; the same command goes on.',
      }),
    )
    .argument(
      '<path...>',
      say({ zh: '文件或文件夹（含子文件夹）', en: 'files, or folders with all below them' }),
    )
    .option('--json', say({ zh: '以 JSON 输出小结', en: 'print the summary as JSON' }))
    .option(
      '--manifest <file>',
      say({
        zh: 'CSV 清单（path、unit、year、form 列）：与读到的不符之处列为发现',
        en: 'a CSV (columns path, unit, year, form) to compare with what is read: findings say what differs',
      }),
    )
    .option(
      '--leave-reading',
      say({
        zh: '只收进存档并排队，由别处的 backfile worker 读取',
        en: 'only take the files in and queue them: a backfile worker elsewhere reads them',
      }),
    )
    .option(
      '--first',
      say({
        zh: '有人在等：排在大批导入的文件之前读',
        en: 'somebody waits for these: read them before all that was loaded in bulk',
      }),
    )
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile ingest filings/
  backfile ingest 2021.pdf 2024.xlsx --archive ~/archives/2020s
  backfile ingest /srv/filings --archive postgres://backfile@db/backfile --blobs /srv/backfile/blobs`,
    )
  return withArchiveOptions(command).action(
    async (
      paths: string[],
      words: ArchiveWords & { json?: boolean; leaveReading?: boolean; manifest?: string; first?: boolean },
    ) => {
      const { ingest } = await import('../ingest/ingest.ts')
      const options = {
        ...archivePlace(words),
        json: words.json === true,
        leaveReading: words.leaveReading === true,
        urgency: words.first === true ? ('interactive' as const) : ('bulk' as const),
        named: archiveToName(command, words),
      }
      process.exitCode = await ingest(paths, words.manifest ?? null, options)
    },
  )
}
