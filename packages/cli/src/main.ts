/** The `backfile` command: its words, help and exit codes. Each command's work is loaded when it is called. */
import { Command, Option } from 'commander'
import { decideCommand } from './commands/decide.ts'
import { explainCommand } from './commands/explain.ts'
import { extractCommand } from './commands/extract.ts'
import { findingsCommand } from './commands/findings.ts'
import { ingestCommand } from './commands/ingest.ts'
import { listCommand } from './commands/list.ts'
import {
  backupCommand,
  failedCommand,
  pauseCommand,
  rereadCommand,
  restoreCommand,
  resumeCommand,
  serveCommand,
  statusCommand,
  verifyCommand,
  workerCommand,
} from './commands/operate.ts'
import { showCommand } from './commands/show.ts'
import { tablesCommand } from './commands/tables.ts'
import { exitCodes } from './exit-codes.ts'
import { complain, quietOnClosedPipe, say, speak } from './terminal.ts'
import { packageVersion } from './version.ts'

quietOnClosedPipe()
// Help is written before commander has read the options.
const asked = /^--lang(?:=(.*))?$/
const at = process.argv.findIndex((word) => asked.test(word))
if (at >= 0) speak(asked.exec(process.argv[at] ?? '')?.[1] ?? process.argv[at + 1] ?? '')

const program = new Command('backfile')
  .description(
    say({
      zh: '把历年预算与绩效申报表变成审计人员信得过的数字。',
      en: 'Turns past budget and performance filings into figures that an auditor trusts.',
    }),
  )
  .version(packageVersion(), '-V, --version', say({ zh: '版本号', en: 'print the version' }))
  .helpOption('-h, --help', say({ zh: '帮助', en: 'print this help' }))
  .helpCommand('help [command]', say({ zh: '某个命令的帮助', en: 'print the help of a command' }))
  .addOption(
    new Option(
      '--lang <language>',
      say({ zh: '消息的语言（默认按系统区域）', en: 'language of messages (default: the locale)' }),
    ).choices(['zh', 'en']),
  )
  .configureHelp({ showGlobalOptions: true, styleTitle: helpTitle })
  .showHelpAfterError(say({ zh: '（用法见 backfile --help）', en: '(see backfile --help)' }))
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, 'backfile:')) })
  .exitOverride()
  .addHelpText('after', () =>
    say({
      zh: `
例：
  backfile ingest 申报表/                   读入一个文件夹，存入 ./.backfile
  backfile list --year 2024                 存档里有哪些表
  backfile findings --severity error        哪里有错
  backfile show 3fa9                        看一张表（编号写开头几位即可）
  backfile extract 2024.pdf > 2024.jsonl    只读一个文件，不存档
  backfile explain 2024.pdf                 每一步看到了什么，附图

退出码：
  0 全部完成   1 有文件无法读取，其余已完成   2 命令写错了
  3 存档打不开或无法写入   130 被停止；再次运行同一命令接着做

环境变量：
  BACKFILE_ARCHIVE  存档位置   BACKFILE_LANG=zh|en  语言   NO_COLOR  不用颜色   BACKFILE_DEBUG=1  显示出错的调用栈`,
      en: `
Examples:
  backfile ingest filings/                  read a folder into the archive ./.backfile
  backfile list --year 2024                 what the archive has
  backfile findings --severity error        what is wrong in it
  backfile show 3fa9                        one filing (the beginning of its id is enough)
  backfile extract 2024.pdf > 2024.jsonl    read one file, without an archive
  backfile explain 2024.pdf                 what each stage saw, with pictures

Exit codes:
  0 done   1 some files could not be read, the rest was done   2 wrong words
  3 the archive cannot be opened or written   130 stopped; run the same command again to go on

Environment:
  BACKFILE_ARCHIVE  where the archive is   BACKFILE_LANG=zh|en  language   NO_COLOR  no colours
  BACKFILE_DEBUG=1  show where an error came from`,
    }),
  )

for (const command of [
  ingestCommand(),
  listCommand(),
  showCommand(),
  findingsCommand(),
  decideCommand(),
  extractCommand(),
  tablesCommand(),
  explainCommand(),
  statusCommand(),
  failedCommand(),
  rereadCommand(),
  verifyCommand(),
  backupCommand(),
  restoreCommand(),
  workerCommand(),
  serveCommand(),
  pauseCommand(),
  resumeCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program))
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = endedBy(error)
}

/** Commander ends with an error of its own for wrong words, and for help too. */
function endedBy(error: unknown): number {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')) {
    return 'exitCode' in error && error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
  complain(null, error instanceof Error ? error.message : String(error), error)
  return exitCodes.someFailed
}

function helpTitle(title: string): string {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': '用法：',
    'Arguments:': '参数：',
    'Options:': '选项：',
    'Global Options:': '通用选项：',
    'Commands:': '命令：',
  }
  return say({ zh: titles[title] ?? title, en: title })
}
