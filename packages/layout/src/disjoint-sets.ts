/** Disjoint sets of the numbers 0…n-1: what belongs together, whatever order it is learned in. */
export interface DisjointSets {
  readonly find: (member: number) => number
  readonly unite: (first: number, second: number) => void
}

export function disjointSets(size: number): DisjointSets {
  const parents = Int32Array.from({ length: size }, (_, index) => index)
  const parentOf = (member: number): number => parents[member] ?? member
  const find = (member: number): number => {
    let at = member
    while (parentOf(at) !== at) {
      parents[at] = parentOf(parentOf(at))
      at = parentOf(at)
    }
    return at
  }
  return {
    find,
    unite: (first, second) => {
      const a = find(first)
      const b = find(second)
      // The smaller number leads, so that results do not depend on the order of unions.
      if (a < b) parents[b] = a
      else parents[a] = b
    },
  }
}
