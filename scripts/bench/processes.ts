/** Watches processes from outside, through /proc: their memory over a run and the processor time they took. */
import { readdir, readFile } from 'node:fs/promises'

/** What one role (a process, or several that do the same work) was seen to hold and to take. */
export interface RoleUse {
  /** Resident bytes of the role's largest process, by seconds since the start. */
  readonly memory: readonly { readonly at: number; readonly bytes: number }[]
  readonly cpuSeconds: number
}

export interface Watch {
  /** Counts a further process, such as a server's that works for this run. */
  readonly also: (role: string, pids: readonly number[]) => void
  /** Looks a last time and gives what was seen, by role. Processes must still be there, or their last moments are missed. */
  readonly end: () => Promise<ReadonlyMap<string, RoleUse>>
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 500
/** Linux counts processor time in hundredths of a second for user space, on every machine. */
const TICKS_PER_SECOND = 100

interface Seen {
  readonly role: string
  ticks: number
}

/** Watches the processes and all that they start: those are the role's `readers`. Sees nothing where there is no /proc. */
export function watchProcesses(roots: Readonly<Record<string, number>>): Watch {
  const started = performance.now()
  const processes = new Map<number, Seen>()
  const memory = new Map<string, { at: number; bytes: number }[]>()
  for (const [role, pid] of Object.entries(roots)) processes.set(pid, { role, ticks: 0 })

  const look = async (): Promise<void> => {
    const stats = await allStats()
    for (const { pid, parent } of stats.values()) {
      const above = processes.get(parent)
      if (above !== undefined && !processes.has(pid))
        processes.set(pid, { role: readersOf(above.role), ticks: 0 })
    }
    const largest = new Map<string, number>()
    for (const [pid, seen] of processes) {
      const stat = stats.get(pid)
      if (stat === undefined) continue
      seen.ticks = Math.max(seen.ticks, stat.ticks)
      const bytes = await residentBytes(pid)
      // None: it has ended, and nobody has asked how yet.
      if (bytes > 0) largest.set(seen.role, Math.max(largest.get(seen.role) ?? 0, bytes))
    }
    const at = (performance.now() - started) / 1000
    for (const [role, bytes] of largest) {
      const samples = memory.get(role) ?? []
      samples.push({ at, bytes })
      memory.set(role, samples)
    }
  }

  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, LOOK_EVERY)
  return {
    also(role, pids) {
      for (const pid of pids) if (!processes.has(pid)) processes.set(pid, { role, ticks: 0 })
    },
    async end() {
      clearInterval(timer)
      await looking
      await look()
      const roles = new Set([...processes.values()].map(({ role }) => role))
      return new Map(
        [...roles].map((role) => {
          const ticks = [...processes.values()].filter((seen) => seen.role === role)
          const cpuSeconds = ticks.reduce((sum, seen) => sum + seen.ticks, 0) / TICKS_PER_SECOND
          return [role, { memory: memory.get(role) ?? [], cpuSeconds }]
        }),
      )
    },
  }
}

export function readersOf(role: string): string {
  return role.endsWith(': readers') ? role : `${role}: readers`
}

interface Stat {
  readonly pid: number
  readonly parent: number
  readonly ticks: number
}

/** proc(5): after the name in brackets come state, parent …, user and system time as the 14th and 15th field of all. */
async function allStats(): Promise<ReadonlyMap<number, Stat>> {
  const names = await readdir('/proc').catch((): string[] => [])
  const stats = names
    .filter((name) => /^\d+$/.test(name))
    .map(async (name): Promise<Stat | null> => {
      const text = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => null)
      if (text === null) return null
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
      const field = (number: number) => Number(fields[number - 3])
      return { pid: Number(name), parent: field(4), ticks: field(14) + field(15) }
    })
  const found = (await Promise.all(stats)).filter((stat) => stat !== null)
  return new Map(found.map((stat) => [stat.pid, stat]))
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
}
