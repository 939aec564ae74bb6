/** Reads documents into the archive, for the commands that do: progress meanwhile, a summary at the end. */
import {
  type Archive,
  type Claim,
  closeAbandonedRuns,
  finishRun,
  noteClaims,
  startRun,
  tidyArchive,
} from '@backfile/archive'
import { countPending } from '@backfile/ingest'
import { createExtractionPool, EXTRACTOR_VERSION } from '@backfile/pipeline'
import type { Urgency } from '@backfile/queue'
import { withConfiguration } from '../archive/configuration.ts'
import { type ArchivePlace, isServer, isThere, withArchive } from '../archive/open.ts'
import { withQueue } from '../archive/queue.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { type Interruption, onInterruption } from '../interruption.ts'
import { displayPath } from '../place.ts'
import { reasonOf } from '../read-file.ts'
import { complain, print, say } from '../terminal.ts'
import { readManifest } from './manifest.ts'
import { type Progress, startProgress } from './progress.ts'
import { receiveAndRead, type Work } from './receive-and-read.ts'
import { summaryJson, summaryText } from './summary.ts'
import { newTally, type Tally } from './tally.ts'

export interface IngestOptions extends ArchivePlace {
  readonly json: boolean
  /** The archive as the user would have to name it in the next command; null for the usual one. */
  readonly named: string | null
  /** Whether files are only received and queued: workers elsewhere read them. */
  readonly leaveReading: boolean
  /** Whether a person waits for these files, or they come in bulk. */
  readonly urgency: Urgency
}

/** A command that reads: what it receives, and what it does around the reading. */
export interface ReadingCommand {
  /** Files and folders to receive; none where only documents in the archive are read. */
  readonly paths: readonly string[]
  /** The words that go on with it. */
  readonly words: readonly string[]
  /** Done in the open archive before anything is read. */
  readonly before: (archive: Archive) => Promise<void>
  /** Done after all was read. */
  readonly after: (archive: Archive) => Promise<void>
}

/** After so many documents the archive's statistics are worth renewing. */
const WORTH_TIDYING = 200

/** Ingests all and prints the summary. What cannot be read is named on stderr as it is met. */
export async function ingest(
  paths: readonly string[],
  manifest: string | null,
  options: IngestOptions,
): Promise<ExitCode> {
  const words = ['ingest', ...paths, ...(manifest === null ? [] : ['--manifest', manifest])]
  if (manifest === null) return readIntoArchive({ paths, words, before: nothing, after: nothing }, options)
  let claims: Iterable<Claim>
  try {
    claims = await readManifest(manifest)
  } catch (error) {
    complain(displayPath(manifest), reasonOf(error), error)
    return exitCodes.usage
  }
  // Before, for what is read now; and after, for what was read of these files in other places or before.
  const note = (archive: Archive) => noteClaims(archive.db, claims)
  return readIntoArchive({ paths, words, before: note, after: note }, options)
}

async function nothing(): Promise<void> {}

/** Receives, queues and reads as the command says, together with all that waits in the archive already. */
export async function readIntoArchive(command: ReadingCommand, options: IngestOptions): Promise<ExitCode> {
  return withConfiguration(options, async (configuration) => {
    sayThatArchiveIsMade(options)
    const progress = await startProgress(process.stderr)
    const interruption = interruptible(progress)
    try {
      return await withArchive(options, 'write', (archive) =>
        withQueue(configuration, archive, (queue) =>
          readAll(command, options, {
            configuration,
            archive,
            queue,
            progress,
            interrupted: interruption.signal,
          }),
        ),
      )
    } finally {
      progress.stop()
      interruption.end()
    }
  })
}

async function readAll(
  command: ReadingCommand,
  options: IngestOptions,
  parts: Pick<Work, 'configuration' | 'archive' | 'queue' | 'progress' | 'interrupted'>,
): Promise<ExitCode> {
  const started = performance.now()
  const { configuration, archive, progress, interrupted } = parts
  const { concurrency, timeLimit, memoryLimit } = configuration
  const tally = newTally()
  const pool = createExtractionPool({ size: concurrency, timeLimit, memoryLimit })
  try {
    if (!isServer(options)) await closeAbandonedRuns(archive.db)
    await command.before(archive)
    const run = await startRun(archive.db, EXTRACTOR_VERSION, command.paths)
    const fault = await receiveAndRead({
      ...{ ...parts, pool, tally },
      ...{ paths: command.paths, leaveReading: options.leaveReading, urgency: options.urgency },
      batch: String(run),
      avoid: isServer(options) ? null : options.archive,
    })
    progress.stop()
    const state = fault !== null ? 'failed' : interrupted.aborted ? 'interrupted' : 'finished'
    // A faulty archive may not take this either; the next run then notes that this one broke off.
    await conclude(archive, run, state, tally).catch((error: unknown) => {
      if (fault === null) throw error
    })
    const seconds = (performance.now() - started) / 1000
    const outcome = { state, seconds, archive: options.named, again: commandAgain(command, options) } as const
    await print(options.json ? summaryJson(tally, outcome) : summaryText(tally, outcome, process.stdout))
    if (fault !== null) {
      complain(null, faultWords(fault.error), fault.error)
      return exitCodes.archive
    }
    if (state === 'finished') await command.after(archive)
    return exitCodeOf(tally, interrupted)
  } finally {
    await pool.close()
  }
}

function interruptible(progress: Progress): Interruption {
  const begun = (): void => {
    progress.note(
      say({
        zh: '正在停止，先完成手上的文件；再按一次 Ctrl-C 立即退出',
        en: 'Stopping: finishing the files in hand. Ctrl-C again stops at once.',
      }),
    )
  }
  return onInterruption(begun, () => progress.stop())
}

/** A folder that was meant to hold an archive and does not is seen at once: it is said before anything is read. */
function sayThatArchiveIsMade(options: ArchivePlace): void {
  if (isServer(options) || isThere(options)) return
  const words = say({ zh: `新建存档 ${options.archive} ……`, en: `Making the archive ${options.archive} …` })
  process.stderr.write(`${words}\n`)
}

async function conclude(
  archive: Archive,
  run: number,
  state: 'finished' | 'interrupted' | 'failed',
  tally: Tally,
): Promise<void> {
  tally.counts.waiting = await countPending(archive)
  await finishRun(archive.db, run, state, { ...tally.counts })
  if (state === 'finished' && tally.counts.read + tally.counts.failed >= WORTH_TIDYING)
    await tidyArchive(archive)
}

function exitCodeOf({ counts }: Tally, interrupted: AbortSignal): ExitCode {
  if (interrupted.aborted) return exitCodes.interrupted
  return counts.failed + counts.unreadable > 0 ? exitCodes.someFailed : exitCodes.done
}

function faultWords(error: unknown): string {
  const why = reasonOf(error)
  return say({
    zh: `存档无法写入，已停止：${why}；已读的都已保存，排除原因后再次运行同一命令即可接着做`,
    en: `the archive cannot be written, so this stopped: ${why}. What was read is kept; mend it and run the same command to go on`,
  })
}

function commandAgain({ words }: ReadingCommand, { named }: IngestOptions): string {
  return [...words, ...(named === null ? [] : ['--archive', named])]
    .map((word) => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ')
}
