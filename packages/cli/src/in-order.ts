/** Work on many things at once, its results in the order of the things. */

/**
 * Starts work on up to `width` things at a time and yields the outcomes in the things' order; never holds more than
 * `width` outcomes. Work that throws gives its error in its place.
 */
export async function* inOrder<T, R>(
  things: Iterable<T>,
  width: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<{ readonly thing: T; readonly outcome: PromiseSettledResult<R> }> {
  const begun: { thing: T; outcome: Promise<PromiseSettledResult<R>> }[] = []
  for (const thing of things) {
    begun.push({ thing, outcome: settled(work(thing)) })
    const [first] = begun
    if (begun.length < width || first === undefined) continue
    begun.shift()
    yield { thing: first.thing, outcome: await first.outcome }
  }
  for (const { thing, outcome } of begun) yield { thing, outcome: await outcome }
}

async function settled<R>(work: Promise<R>): Promise<PromiseSettledResult<R>> {
  const [outcome] = await Promise.allSettled([work])
  return outcome
}
