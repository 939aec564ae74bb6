/** How long `backfile extract` takes on one small file, as a person waits for it, and its peak memory. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { samplesFolder } from '../fixtures/golden.ts'
import { median } from './median.ts'

const RUNS = 7
const program = fileURLToPath(new URL('../../packages/cli/bin/backfile.js', import.meta.url))
/** The process's own high-water mark, in kB: what `resourceUsage` gives begins with that of the process it was forked from. */
const reportPeak = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs'
  process.on('exit', () => {
    const [, peak] = /^VmHWM:\\s+(\\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    process.stderr.write('peak=' + peak)
  })`)}`

export async function benchStartup(): Promise<void> {
  const rows: Record<string, { readonly 'wall ms': number; readonly 'peak MB': number }> = {}
  for (const name of [
    '2026-department.txt',
    'changsha-archives-department.xlsx',
    'changsha-archives-department.docx',
    'changsha-archives-department.pdf',
  ]) {
    const runs = Array.from({ length: RUNS + 1 }, () =>
      run(['extract', fileURLToPath(new URL(name, samplesFolder))]),
    )
    const counted = runs.slice(1)
    rows[`extract ${name}`] = {
      'wall ms': Math.round(median(counted.map((one) => one.ms))),
      'peak MB': Math.round(median(counted.map((one) => one.peak)) / 1024),
    }
  }
  const help = Array.from({ length: RUNS }, () => run(['--help']))
  rows['--help'] = {
    'wall ms': Math.round(median(help.map((one) => one.ms))),
    'peak MB': Math.round(median(help.map((one) => one.peak)) / 1024),
  }
  console.log(`\nStart-up: whole process, median of ${RUNS} runs`)
  console.table(rows)
}

function run(words: readonly string[]): { readonly ms: number; readonly peak: number } {
  const started = performance.now()
  const { stderr, status } = spawnSync(process.execPath, ['--import', reportPeak, program, ...words], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`backfile ${words.join(' ')} ended with ${status}: ${stderr}`)
  return { ms: performance.now() - started, peak: Number(/peak=(\d+)/.exec(stderr)?.[1] ?? 0) }
}
