/** `backfile pause` and `backfile resume`: whether workers get anything from the queue. */
import { withConfiguration } from '../archive/configuration.ts'
import { type ArchivePlace, isServer, withArchive } from '../archive/open.ts'
import { withQueue } from '../archive/queue.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { complain, print, say } from '../terminal.ts'

/** Workers finish what they have in hand and then wait. */
export async function pause(place: ArchivePlace): Promise<ExitCode> {
  return turn(place, true, { zh: '已暂停；继续：backfile resume', en: 'Paused; to go on: backfile resume' })
}

/** Workers go on. */
export async function resume(place: ArchivePlace): Promise<ExitCode> {
  return turn(place, false, { zh: '已继续。', en: 'Resumed.' })
}

async function turn(
  place: ArchivePlace,
  paused: boolean,
  done: { readonly zh: string; readonly en: string },
): Promise<ExitCode> {
  return withConfiguration(place, (configuration) => {
    if (!isServer(place) && configuration.redisUrl === null) {
      complain(
        null,
        say({
          zh: '文件夹里的存档没有别的处理进程可暂停：用 Ctrl-C 停止导入，再次运行同一命令即可接着做',
          en: 'an archive in a folder has no workers to pause: stop its ingest with Ctrl-C, and run the same command to go on',
        }),
      )
      return Promise.resolve(exitCodes.usage)
    }
    return withArchive(place, 'read', (archive) =>
      withQueue(configuration, archive, async (queue) => {
        await (paused ? queue.pause() : queue.resume())
        await print(`${say(done)}\n`)
        return exitCodes.done
      }),
    )
  })
}
