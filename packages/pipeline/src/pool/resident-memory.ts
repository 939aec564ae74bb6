/** How much memory a process holds, asked from outside, since a busy process cannot answer for itself. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** Resident bytes of a process, or null where it is gone. Reads /proc on Linux, asks `ps` elsewhere. */
export async function residentMemory(pid: number): Promise<number | null> {
  if (process.platform === 'linux') {
    try {
      const found = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))
      return found === null ? null : Number(found[1]) * 1024
    } catch {
      return null
    }
  }
  return await new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, stdout) => {
      const kilobytes = Number(stdout.trim())
      resolve(error !== null || !Number.isFinite(kilobytes) ? null : kilobytes * 1024)
    })
  })
}
