/** Asks a database or a queue whether it is well, without waiting for one that hangs. */

/** `ok`, or what is wrong: the fault, or that no answer came in time. */
export async function answerWithin(milliseconds: number, question: PromiseLike<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${milliseconds} ms`), milliseconds)
  })
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  try {
    return await Promise.race([Promise.resolve(question).then(() => 'ok', messageOf), late])
  } finally {
    clearTimeout(timer)
  }
}
