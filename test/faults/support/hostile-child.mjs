/**
 * Loaded into every process of a worker under test: in those that read files it makes some files hostile, by a word in
 * their path. What is tested is the pool, the worker and the archive as they are built.
 */

/** Bytes taken at a time by a file that eats memory, and the pause between, in milliseconds: about 1 GB a second. */
const BITE = 16 * 1_048_576
const CHEW = 10

/** Milliseconds that a slow file takes: long enough to kill its worker in the middle. */
const SLOW = 2500

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
  if (path.includes('is-slow')) sleepHard(SLOW)
  if (path.includes('loops')) for (;;) sleepHard(CHEW)
  if (path.includes('eats-memory')) {
    for (const held = []; ; sleepHard(CHEW)) held.push(Buffer.alloc(BITE, 1))
  }
}

/** Sleeps and hears nothing meanwhile, as a parser that is deep in its work. */
function sleepHard(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
