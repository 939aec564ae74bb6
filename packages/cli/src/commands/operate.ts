/** The words of the commands that look after an archive and its workers. */
import { Command } from 'commander'
import { say } from '../terminal.ts'
import {
  type ArchiveWords,
  archivePlace,
  archiveToName,
  type PageWords,
  pageWish,
  withArchiveOptions,
  withPageOptions,
} from './archive-options.ts'

export function statusCommand(): Command {
  const command = new Command('status')
    .summary(say({ zh: '文件都在哪一步', en: 'where everything is' }))
    .description(
      say({
        zh: '各状态的文件数、队列、最近的导入。',
        en: 'How many documents are in which state, the queue, the last ingests.',
      }),
    )
    .option('--json', say({ zh: '以 JSON 输出', en: 'print it as JSON' }))
  return withArchiveOptions(command).action(async (words: ArchiveWords & { json?: boolean }) => {
    const { status } = await import('../operate/status.ts')
    process.exitCode = await status({ ...archivePlace(words), json: words.json === true })
  })
}

export function workerCommand(): Command {
  const command = new Command('worker')
    .summary(say({ zh: '从队列取文件读取，直到被停止', en: 'read from the queue until it is stopped' }))
    .description(
      say({
        zh: '存档在服务器上时，可在任意多台机器上启动任意多个；由环境变量配置（docs/configuration.md），日志每行一个 JSON。\nSIGTERM 或 Ctrl-C 有序停止：读完或退还手上的文件。',
        en: 'With an archive on a server, start any number on any number of machines. Configured by the environment\n(docs/configuration.md); logs one JSON a line. SIGTERM or Ctrl-C stops it in good order: it finishes what is in\nhand, or gives it back.',
      }),
    )
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  BACKFILE_WORKER_PORT=9464 backfile worker --archive postgres://backfile@db/backfile --blobs /srv/backfile/files
  curl http://127.0.0.1:9464/healthz`,
    )
  return withArchiveOptions(command).action(async (words: ArchiveWords) => {
    const { worker } = await import('../operate/worker.ts')
    process.exitCode = await worker(archivePlace(words))
  })
}

export function serveCommand(): Command {
  const command = new Command('serve')
    .summary(
      say({ zh: '状态网页和接口，直到被停止', en: 'the status page and the API, until it is stopped' }),
    )
    .description(
      say({
        zh: '网页显示每个文件在哪一步、进度、失败原因、需要人看的地方；/api 下是只读接口，另有 /metrics 和 /healthz。\n地址和端口由环境变量配置（docs/configuration.md），默认只在本机打开。文件夹里的存档在此期间不能导入。',
        en: 'The page shows where every document is, how fast it goes, what failed and why, what needs eyes; below /api the\nsame for programs, read-only, and /metrics and /healthz. Address and port are set by the environment\n(docs/configuration.md); usually it is open to this machine only. Nothing can be ingested meanwhile into an archive\nin a folder: put it in PostgreSQL for that.',
      }),
    )
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile serve                              http://127.0.0.1:8080/
  BACKFILE_SERVER_PORT=9000 backfile serve --archive postgres://backfile@db/backfile --blobs /srv/backfile/files`,
    )
  return withArchiveOptions(command).action(async (words: ArchiveWords) => {
    const { serve } = await import('../operate/serve.ts')
    process.exitCode = await serve(archivePlace(words))
  })
}

export function verifyCommand(): Command {
  const command = new Command('verify')
    .summary(say({ zh: '核对存档：文件齐全、内容完好', en: 'prove that nothing is lost or altered' }))
    .description(
      say({
        zh: '核对每个接收过的文件都有着落，存储中的内容与哈希值相符。',
        en: 'Proves that every received document is accounted for, and that the stored contents match their hashes.',
      }),
    )
    .option('--json', say({ zh: '以 JSON 输出', en: 'print the sum as JSON' }))
  return withArchiveOptions(command).action(async (words: ArchiveWords & { json?: boolean }) => {
    const { verify } = await import('../operate/verify.ts')
    process.exitCode = await verify({ ...archivePlace(words), json: words.json === true })
  })
}

export function failedCommand(): Command {
  const command = new Command('failed')
    .summary(say({ zh: '读取失败的文件：查看，重试', en: 'what could not be read: look, try again' }))
    .description(
      say({
        zh: '列出读取失败的文件和原因；加 --retry 再读一次。',
        en: 'Lists the documents that could not be read, with the reasons; with --retry reads them again.',
      }),
    )
    .option('--retry', say({ zh: '再读一次', en: 'read them again' }))
    .option(
      '--code <code>',
      say({ zh: '只重试这种原因的', en: 'retry only those with this code of the reason' }),
    )
    .option(
      '--path <part>',
      say({ zh: '只重试路径含这几个字的', en: 'retry only those whose path has this in it' }),
    )
    .option('--json', say({ zh: '以 JSON 输出', en: 'print JSON' }))
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile failed
  backfile failed --retry
  backfile failed --retry --code gave-up`,
    )
  withPageOptions(command)
  type Words = ArchiveWords & PageWords & { json?: boolean; retry?: boolean; code?: string; path?: string }
  return withArchiveOptions(command).action(async (words: Words) => {
    const { listFailed, retryFailed } = await import('../operate/failed.ts')
    const place = { ...archivePlace(words), json: words.json === true }
    const named = archiveToName(command, words)
    process.exitCode =
      words.retry === true
        ? await retryFailed(
            { code: words.code ?? null, path: words.path ?? null },
            { ...place, named, leaveReading: false, urgency: 'bulk' },
          )
        : await listFailed({ ...place, pages: pageWish(words) })
  })
}

export function rereadCommand(): Command {
  const command = new Command('reread')
    .summary(say({ zh: '用新版本再读一遍', en: 'read again what a newer version would change' }))
    .description(
      say({
        zh: '把旧版本读过或未能读取的文件再读一遍，列出变了的数值。人工更正、对发现的处理都保留。',
        en: 'Reads again what an older version of the extractor read or failed to read, and shows which figures changed.\nCorrections and decisions are kept.',
      }),
    )
    .option('--json', say({ zh: '以 JSON 输出', en: 'print each change as a line of JSON' }))
  return withArchiveOptions(command).action(async (words: ArchiveWords & { json?: boolean }) => {
    const { reread } = await import('../operate/reread.ts')
    process.exitCode = await reread({
      ...archivePlace(words),
      ...{ json: words.json === true, named: archiveToName(command, words) },
      ...{ leaveReading: false, urgency: 'bulk' },
    })
  })
}

export function backupCommand(): Command {
  const command = new Command('backup')
    .summary(say({ zh: '把整个存档备份成一个文件', en: 'write the whole archive to one file' }))
    .description(
      say({
        zh: '所有记录、更正和原始文件，打成一个 .tar.gz；可恢复到文件夹或服务器上的存档。',
        en: 'All rows, corrections and received files as one gzipped tar, for an archive in a folder or on a server.',
      }),
    )
    .argument('<file>', say({ zh: '要写的文件', en: 'the file to write' }))
  return withArchiveOptions(command).action(async (file: string, words: ArchiveWords) => {
    const { backUp } = await import('../operate/backup.ts')
    process.exitCode = await backUp(file, archivePlace(words))
  })
}

export function restoreCommand(): Command {
  const command = new Command('restore')
    .summary(say({ zh: '从备份恢复成新的存档', en: 'make a new archive from a backup' }))
    .description(
      say({
        zh: '恢复到一个空的存档：全部恢复，或者什么都不写。',
        en: 'Into an empty archive: all of it, or nothing.',
      }),
    )
    .argument('<file>', say({ zh: '备份文件', en: 'the backup' }))
  return withArchiveOptions(command).action(async (file: string, words: ArchiveWords) => {
    const { restore } = await import('../operate/backup.ts')
    process.exitCode = await restore(file, archivePlace(words))
  })
}

export function pauseCommand(): Command {
  const command = new Command('pause')
    .summary(say({ zh: '暂停所有 worker', en: 'let all workers wait' }))
    .description(
      say({ zh: '手上的读完后不再取。', en: 'They finish what is in hand and take nothing more.' }),
    )
  return withArchiveOptions(command).action(async (words: ArchiveWords) => {
    const { pause } = await import('../operate/pause.ts')
    process.exitCode = await pause(archivePlace(words))
  })
}

export function resumeCommand(): Command {
  const command = new Command('resume')
    .summary(say({ zh: '让所有 worker 继续', en: 'let all workers go on' }))
    .description(say({ zh: '解除 pause。', en: 'After pause.' }))
  return withArchiveOptions(command).action(async (words: ArchiveWords) => {
    const { resume } = await import('../operate/pause.ts')
    process.exitCode = await resume(archivePlace(words))
  })
}
