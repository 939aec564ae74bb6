/** Two sequences side by side, in order: which members belong together and which stand alone. */

export interface Alignment {
  readonly left: number
  readonly right: number
  /** Score of a left member alone, in front of the right member `before`. */
  readonly leftAlone: (left: number, before: number) => number
  /** Of a right member alone, behind the first `before` left members. */
  readonly rightAlone: (right: number, before: number) => number
  /** −Infinity where the two cannot belong together. */
  readonly together: (left: number, right: number) => number
}

export interface Aligned {
  readonly left: number | null
  readonly right: number | null
}

/** Beyond this many pairs of members the sequences are taken member by member: no sheet is so long. */
const MOST_PAIRS = 4_000_000

/** The alignment with the best sum of scores, in order. */
export function align(alignment: Alignment): Aligned[] {
  const { left, right } = alignment
  if (left * right > MOST_PAIRS) return memberByMember(left, right)
  const { steps } = tableOf(alignment)
  const width = right + 1
  const aligned: Aligned[] = []
  for (let l = left, r = right; l > 0 || r > 0; ) {
    const step = steps[l * width + r]
    aligned.push({ left: step === RIGHT ? null : l - 1, right: step === LEFT ? null : r - 1 })
    if (step !== RIGHT) l -= 1
    if (step !== LEFT) r -= 1
  }
  return aligned.reverse()
}

/** The sum of scores of the best alignment; −Infinity where the sequences are too long to align. */
export function alignedScore(alignment: Alignment): number {
  if (alignment.left * alignment.right > MOST_PAIRS) return -Infinity
  return tableOf(alignment).scores.at(-1) ?? -Infinity
}

function tableOf({ left, right, leftAlone, rightAlone, together }: Alignment): {
  readonly scores: Float64Array
  readonly steps: Uint8Array
} {
  const width = right + 1
  const scores = new Float64Array((left + 1) * width)
  const steps = new Uint8Array((left + 1) * width)
  for (let l = 0; l <= left; l++) {
    for (let r = 0; r <= right; r++) {
      if (l === 0 && r === 0) continue
      const skipLeft = l > 0 ? at(scores, (l - 1) * width + r) + leftAlone(l - 1, r) : -Infinity
      const skipRight = r > 0 ? at(scores, l * width + r - 1) + rightAlone(r - 1, l) : -Infinity
      const both = l > 0 && r > 0 ? at(scores, (l - 1) * width + r - 1) + together(l - 1, r - 1) : -Infinity
      const best = Math.max(both, skipLeft, skipRight)
      scores[l * width + r] = best
      steps[l * width + r] = best === skipLeft ? LEFT : best === skipRight ? RIGHT : BOTH
    }
  }
  return { scores, steps }
}

const BOTH = 0
const LEFT = 1
const RIGHT = 2

const at = (scores: Float64Array, index: number): number => scores[index] ?? -Infinity

function memberByMember(left: number, right: number): Aligned[] {
  return Array.from({ length: Math.max(left, right) }, (_, index) => ({
    left: index < left ? index : null,
    right: index < right ? index : null,
  }))
}
