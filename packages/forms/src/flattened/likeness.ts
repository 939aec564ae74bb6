/** How near two texts of one document are: shared pairs of characters, rare pairs counting more. */
import { foldKey } from '@backfile/model'

export interface Likeness {
  /** 0 (nothing shared) … 1 (all of the shorter text's weight is shared). */
  readonly between: (a: string, b: string) => number
}

/** Learns from the document's own texts which pairs of characters are rare in it. */
export function likenessWithin(texts: Iterable<string>): Likeness {
  const pairs = new Map<string, ReadonlySet<string>>()
  const holders = new Map<string, number>()
  for (const text of texts) {
    if (pairs.has(text)) continue
    const own = pairsOf(text)
    pairs.set(text, own)
    for (const pair of own) holders.set(pair, (holders.get(pair) ?? 0) + 1)
  }
  const rarity = (pair: string): number => Math.log((pairs.size + 1) / (holders.get(pair) ?? 1))
  const weights = new Map<string, number>()
  const weightOf = (text: string, own: ReadonlySet<string>): number => {
    const known = weights.get(text)
    if (known !== undefined) return known
    let weight = 0
    for (const pair of own) weight += rarity(pair)
    weights.set(text, weight)
    return weight
  }
  return {
    between: (a, b) => {
      const pairsA = pairs.get(a) ?? pairsOf(a)
      const pairsB = pairs.get(b) ?? pairsOf(b)
      let shared = 0
      for (const pair of pairsA) if (pairsB.has(pair)) shared += rarity(pair)
      const smaller = Math.min(weightOf(a, pairsA), weightOf(b, pairsB))
      return smaller > 0 ? Math.max(0, shared / smaller) : 0
    },
  }
}

function pairsOf(text: string): ReadonlySet<string> {
  const key = foldKey(text).replace(/[^\p{L}\p{N}]/gu, '')
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < key.length; at++) pairs.add(key.slice(at, at + 2))
  return pairs
}
