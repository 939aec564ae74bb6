/**
 * The lock on an embedded archive's folder: one process at a time, and a dead process holds nothing.
 *
 * Each process puts a file of its own into the lock folder, whose name says who it is, and then looks whether anybody
 * else's is there. Of two that start at once, the later to put its file sees the other's, so never both go on; and since
 * no name is ever used twice, a dead process's file can be removed at any time by anybody without a race. The file is
 * made with O_EXCL and is empty: its name is all there is, so it cannot be seen half-written. There is no heartbeat: the
 * embedded database blocks its process for seconds at times, and a lock that "expires" then is how data is lost.
 */
import { randomInt, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface FolderLock {
  /** Gives the folder free. */
  release(): Promise<void>
}

/** Refused: another process has the archive open. */
export class ArchiveInUse extends Error {
  override readonly name = 'ArchiveInUse'
  readonly folder: string
  readonly pid: number

  constructor(folder: string, pid: number, remedy: string) {
    super(`The archive in ${folder} is open in process ${pid}. ${remedy}`)
    this.folder = folder
    this.pid = pid
  }
}

/** How often two processes that start at once step back and try again before they give up. */
const tries = 8

/** Upper bound of one step back, in milliseconds: long beside making and listing a file. */
const longestPause = 120

/** A lock file older than this, in milliseconds, belongs to a process that has the archive, not to one that tries. */
const startingFor = 2000

/** Takes the lock on the archive's folder, or throws `ArchiveInUse` with the folder and the PID that has it. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const locks = join(folder, 'lock')
  await mkdir(locks, { recursive: true })
  const self = await claimOf(process.pid)
  for (let tried = 1; ; tried += 1) {
    const own = join(locks, fileName({ ...self, since: Date.now(), nonce: randomUUID() }))
    await (await open(own, 'wx')).close()
    const holder = await anotherHolder(locks, own)
    if (holder === null) return { release: () => rm(own, { force: true }) }
    await rm(own, { force: true })
    if (tried === tries || Date.now() - holder.claim.since > startingFor) throw refusal(folder, holder)
    await sleep(randomInt(longestPause))
  }
}

interface Claim {
  readonly pid: number
  /** Clock ticks from the machine's start to the process's; tells a reused PID. Null where the system does not say. */
  readonly started: string | null
  /** Which start of the machine. Null where the system does not say. */
  readonly boot: string | null
  readonly host: string
  /** When the file was made, in milliseconds since 1970. */
  readonly since: number
  readonly nonce: string
}

interface Holder {
  readonly claim: Claim
  readonly file: string
  /** Whether its process can be looked up from here at all. */
  readonly elsewhere: boolean
}

async function anotherHolder(locks: string, own: string): Promise<Holder | null> {
  for (const name of await readdir(locks)) {
    const file = join(locks, name)
    const claim = parseFileName(name)
    if (file === own || claim === null) continue
    if (claim.host !== hostKey()) return { claim, file, elsewhere: true }
    if (await isAlive(claim)) return { claim, file, elsewhere: false }
    await rm(file, { force: true })
  }
  return null
}

function refusal(folder: string, { claim, file, elsewhere }: Holder): ArchiveInUse {
  if (elsewhere) {
    const where = `on another machine (${claim.host})`
    return new ArchiveInUse(
      folder,
      claim.pid,
      `It runs ${where}, so whether it still does cannot be seen from here. If it does not, delete ${file}.`,
    )
  }
  const who = claim.pid === process.pid ? 'That is this very process: close the archive first.' : ''
  return new ArchiveInUse(
    folder,
    claim.pid,
    who || 'Wait until it ends or stop it; for several processes at once keep the archive in PostgreSQL.',
  )
}

async function isAlive(claim: Claim): Promise<boolean> {
  try {
    process.kill(claim.pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const now = await claimOf(claim.pid)
  if (claim.boot !== null && now.boot !== null && claim.boot !== now.boot) return false
  if (now.zombie) return false
  return claim.started === null || now.started === null || claim.started === now.started
}

async function claimOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The command's name, in brackets, may hold anything; the state and the other fields follow the last bracket.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null)
  return {
    pid,
    zombie: fields?.[0] === 'Z' || fields?.[0] === 'X',
    started: fields?.[19] ?? null,
    boot: boot === null ? null : boot.trim().slice(0, 8),
    host: hostKey(),
  }
}

function hostKey(): string {
  return hostname().replace(/[^A-Za-z0-9-]/g, '-')
}

function fileName({ pid, started, boot, host, since, nonce }: Claim): string {
  return [pid, started ?? '', boot ?? '', host, since, nonce].join('_')
}

function parseFileName(name: string): Claim | null {
  const [pid, started, boot, host, since, nonce] = name.split('_')
  if (pid === undefined || host === undefined || since === undefined || nonce === undefined) return null
  return { pid: Number(pid), started: started || null, boot: boot || null, host, since: Number(since), nonce }
}
