/**
 * Gates: a file whose path has `gate-NAME` in it is in the hands of whoever reads it until the test opens that gate. So a
 * test can do something while files are in hand, and need not guess how long they will be.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from './until.ts'

const hostile = fileURLToPath(new URL('./hostile-child.mjs', import.meta.url))

export interface Gates {
  /** For the environment of the process under test: files are hostile by what their path says. */
  readonly environment: Readonly<Record<string, string>>
  /** Waits until a file stands at the gate: it is in hand, and stays there. */
  reached(gate: `gate-${string}`): Promise<void>
  open(gate: `gate-${string}`): void
  remove(): void
}

export function newGates(): Gates {
  const folder = mkdtempSync(join(tmpdir(), 'backfile-gates-'))
  return {
    // The processes that are started to read files take this over.
    environment: { NODE_OPTIONS: `--import=${hostile}`, BACKFILE_TEST_GATES: folder },
    reached: (gate) => until(() => existsSync(join(folder, `${gate}.reached`))),
    open: (gate) => writeFileSync(join(folder, `${gate}.open`), ''),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
