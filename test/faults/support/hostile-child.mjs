/**
 * Loaded into every process under test: in those that read files it makes some files hostile, by a word in their path.
 * What is tested is the pool, the worker and the archive as they are built.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes taken at a time by a file that eats memory, and the pause between, in milliseconds: about 1 GB a second. */
const BITE = 16 * 1_048_576
const CHEW = 10

/** Milliseconds between two looks at a gate. */
const LOOK = 20

if (process.argv[1]?.endsWith('/pool/child.js')) {
  const { on } = process
  // Messages wait for the first listener: it must not be this one, or the reader would miss what comes while it loads.
  process.on = (event, listener) => {
    if (event === 'message') on.call(process, event, hostile)
    return on.call(process, event, listener)
  }
}

function hostile({ path }) {
  if (path.includes('crashes')) process.abort()
  const gate = /gate-\w+/.exec(path)?.[0]
  if (gate !== undefined) waitAt(gate)
  if (path.includes('loops')) for (;;) sleepHard(CHEW)
  if (path.includes('eats-memory')) {
    for (const held = []; ; sleepHard(CHEW)) held.push(Buffer.alloc(BITE, 1))
  }
}

/** The file is in hand until the test opens its gate, however fast or slow the machine is. */
function waitAt(gate) {
  const folder = process.env.BACKFILE_TEST_GATES
  writeFileSync(join(folder, `${gate}.reached`), '')
  while (!existsSync(join(folder, `${gate}.open`))) sleepHard(LOOK)
}

/** Sleeps and hears nothing meanwhile, as a parser that is deep in its work. */
function sleepHard(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
