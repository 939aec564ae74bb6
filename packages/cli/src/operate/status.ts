/** Where everything is: documents by state, the queue, the last ingests. */
import { countsByState, listRuns, pendingStates, type Run, readingRate } from '@backfile/archive'
import type { QueueCounts } from '@backfile/queue'
import { withConfiguration } from '../archive/configuration.ts'
import { type ArchivePlace, isServer, withArchive } from '../archive/open.ts'
import { withQueue } from '../archive/queue.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { duration, number } from '../ingest/progress.ts'
import { print, say } from '../terminal.ts'
import { columns } from '../text-columns.ts'

/** Ingests named. */
const NAMED = 5

/** Prints it for people, or as one JSON object; a queue that does not answer is only said so. */
export async function status(options: ArchivePlace & { readonly json: boolean }): Promise<ExitCode> {
  return withConfiguration(options, (configuration) =>
    withArchive(options, 'read', async (archive) => {
      const documents = await countsByState(archive.db)
      const runs = await listRuns(archive.db, NAMED)
      const pending = pendingStates.reduce((sum, state) => sum + documents[state], 0)
      const perSecond = await readingRate(archive.db)
      // An embedded queue is made anew by whoever reads, and has nothing to say between.
      const hasQueue = isServer(options) || configuration.redisUrl !== null
      const queues: (QueueCounts & { readonly backend: string })[] = []
      const code = !hasQueue
        ? exitCodes.done
        : await withQueue(configuration, archive, async (opened) => {
            queues.push({ backend: opened.backend, ...(await opened.counts()) })
            return exitCodes.done
          })
      await print(
        options.json
          ? `${JSON.stringify({ documents, perSecond, queue: queues[0] ?? null, runs })}\n`
          : [
              `${documentTable(documents)}${pace(pending, perSecond)}`,
              ...queues.map(queueTable),
              runTable(runs),
            ].join('\n'),
      )
      return code
    }),
  )
}

function documentTable(counts: Awaited<ReturnType<typeof countsByState>>): string {
  const row = (zh: string, en: string, count: number) => [`  ${say({ zh, en })}`, String(count).padStart(9)]
  return `${say({ zh: '文件：', en: 'Documents:' })}\n${columns(
    [
      row('已接收', 'received', counts.received),
      row('排队中', 'queued', counts.queued),
      row('读取中', 'being read', counts.reading),
      row('已读', 'read', counts.read),
      row('失败', 'failed', counts.failed),
    ],
    process.stdout,
  )}`
}

/** How fast it goes and how long the rest takes; nothing where nothing waits or nobody reads. */
function pace(pending: number, perSecond: number | null): string {
  if (pending === 0 || perSecond === null) return ''
  const left = duration(pending / perSecond)
  const perMinute = number(Math.round(perSecond * 60))
  return say({
    zh: `  每分钟 ${perMinute} 个，还需约 ${left}\n`,
    en: `  ${perMinute} a minute, about ${left} left\n`,
  })
}

function queueTable(queue: QueueCounts & { readonly backend: string }): string {
  const row = (zh: string, en: string, count: number) => [`  ${say({ zh, en })}`, String(count).padStart(9)]
  const paused = queue.paused ? say({ zh: '，已暂停', en: ', paused' }) : ''
  return `${say({ zh: '队列', en: 'Queue' })} (${queue.backend}${paused})${say({ zh: '：', en: ':' })}\n${columns(
    [
      row('等待', 'waiting', queue.waiting),
      row('在读', 'in hand', queue.active),
      row('稍后重试', 'tried again later', queue.delayed),
    ],
    process.stdout,
  )}`
}

function runTable(runs: readonly Run[]): string {
  if (runs.length === 0) return ''
  const rows = runs.map(({ startedAt, state, counts, roots }) => [
    `  ${startedAt.toISOString().slice(0, 16).replace('T', ' ')}`,
    say(runStates[state]),
    counts === null
      ? ''
      : say({
          zh: `读 ${counts.read ?? 0}，失败 ${counts.failed ?? 0}`,
          en: `${counts.read ?? 0} read, ${counts.failed ?? 0} failed`,
        }),
    roots.join(' '),
  ])
  return `${say({ zh: '最近的导入：', en: 'Last ingests:' })}\n${columns(rows, process.stdout)}`
}

const runStates = {
  running: { zh: '进行中', en: 'running' },
  finished: { zh: '完成', en: 'finished' },
  interrupted: { zh: '被停止', en: 'stopped' },
  failed: { zh: '出错', en: 'failed' },
} as const
