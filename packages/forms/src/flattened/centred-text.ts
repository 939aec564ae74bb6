/**
 * How the two halves of a centred text go together in length.
 *
 * Texts of one column are centred in it, so the page edge leaves of each as many ems at the left as it leaves more at
 * the right than a fixed number, the column's lean: a name with 7 ems at the right has 2 at the left where the lean
 * is 5, and one with 4 has none.
 */

/** Characters of Latin script and digits are half as wide as others. */
export function emsOf(text: string): number {
  let ems = 0
  for (const character of text)
    ems += character.codePointAt(0) !== undefined && character < '\u0300' ? 0.5 : 1
  return ems
}

/**
 * What an em off is worth, in nats, and the most that lengths can say, since wrapped texts have any; `unknown` is the
 * likelihood of any lengths in a column that is not centred.
 */
const OFF = { each: 1.2, free: 0.6, most: 3, unknown: 1 }

/** Log-likelihood of halves of these texts; null stands for a half that the page edge left nothing of. */
export function halvesFit(left: string | null, right: string | null, lean: number | null): number {
  if (lean === null) return -OFF.unknown
  const [before, behind] = [emsOf(left ?? ''), emsOf(right ?? '')]
  const off =
    left === null
      ? Math.max(0, behind - lean)
      : right === null
        ? Math.max(0, before + lean)
        : behind - before - lean
  return -Math.min(OFF.most, OFF.each * Math.max(0, Math.abs(off) - OFF.free))
}

/** Leans that are tried, in ems: a column is hardly wider. */
const LEANS = Array.from({ length: 41 }, (_, index) => index - 20)

/** What a lean costs, being a number that nothing but the lengths tells. */
const FREE_NUMBER = 2

/** The lean that explains the halves best, or null; `score` is the likelihood of their best match under a lean. */
export function bestLean(score: (lean: number | null) => number): number | null {
  let best: { readonly lean: number | null; readonly score: number } = { lean: null, score: score(null) }
  for (const lean of LEANS) {
    const own = score(lean) - FREE_NUMBER
    if (own > best.score) best = { lean, score: own }
  }
  return best.lean
}
