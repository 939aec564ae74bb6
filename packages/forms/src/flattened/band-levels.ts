/** What the labels of a left band say of the rows beside them: usual indicators stand beside their usual levels. */
import type { BlockPiece } from './pieces.ts'
import { isLevelRole } from './text-fit.ts'
import type { KnownPlace, Vocabulary } from './vocabulary.ts'

/** Log-likelihood of a usual indicator beside none of its levels, while they are other lines’. */
const ELSEWHERE = -1.5

/** Likeness from which a name is that of a usual indicator, and not just has a usual word in it. */
const USUAL_NAME = 0.75

export interface LevelEvidence {
  /** Of a row of this name, on the `line`th line of the left band. */
  readonly beside: (name: string, line: number) => number
  /** Of a row of this name that has no line of the left band, behind the line `above` and in front of `below`. */
  readonly between: (name: string, above: number, below: number) => number
}

/** For each line of a left band, the usual places of its innermost label that has any. */
export function placesOnLines(left: BlockPiece, vocabulary: Vocabulary): readonly (readonly KnownPlace[])[] {
  const levels = new Set(left.header.filter(({ role }) => isLevelRole(role)).map(({ column }) => column))
  return left.lines.map((line) => {
    const labels = line.tokens.filter(({ column }) => levels.has(column)).reverse()
    return labels.map(({ text }) => placesOf(text, vocabulary)).find((places) => places.length > 0) ?? []
  })
}

/** A merged label stands somewhere on its rows: those without one are of the label above them or of the one below. */
export function levelEvidence(left: BlockPiece, vocabulary: Vocabulary): LevelEvidence {
  const onLines = placesOnLines(left, vocabulary)
  const all = distinct(onLines.flat())
  const above = running(onLines)
  const below = running(onLines.toReversed()).toReversed()
  const around = (from: number, to: number): readonly KnownPlace[] => {
    const within = to - from > 1 ? onLines.slice(from + 1, to).flat() : []
    return distinct([...(above[from] ?? []), ...within, ...(below[to] ?? [])])
  }
  const gaps = new Map<string, readonly KnownPlace[]>()
  const gap = (from: number, to: number): readonly KnownPlace[] => {
    const key = `${from} ${to}`
    const known = gaps.get(key) ?? around(from, to)
    gaps.set(key, known)
    return known
  }
  const score = (name: string, here: readonly KnownPlace[]): number => {
    if (here.length === 0) return 0
    const usual = vocabulary.indicators(name).filter(({ likeness }) => likeness >= USUAL_NAME)
    return usual.length === 0 || meet(usual, here) || !meet(usual, all) ? 0 : ELSEWHERE
  }
  return {
    beside: (name, line) => {
      const own = onLines[line] ?? []
      return score(name, own.length > 0 ? own : gap(line - 1, line + 1))
    },
    between: (name, from, to) => score(name, gap(from, to)),
  }
}

/** For each line the last places that were shown up to it. */
function running(onLines: readonly (readonly KnownPlace[])[]): readonly (readonly KnownPlace[])[] {
  let last: readonly KnownPlace[] = []
  return onLines.map((places) => {
    if (places.length > 0) last = places
    return last
  })
}

function distinct(places: readonly KnownPlace[]): readonly KnownPlace[] {
  return [...new Map(places.map((place) => [`${place.level1} ${place.level2}`, place])).values()]
}

function placesOf(text: string, vocabulary: Vocabulary): readonly KnownPlace[] {
  const second = vocabulary.secondLevels(text)
  return second.length > 0 ? second : vocabulary.firstLevels(text)
}

/** A first level holds all of its second levels. */
export function meet(usual: readonly KnownPlace[], places: readonly KnownPlace[]): boolean {
  return usual.some((one) =>
    places.some(
      (other) =>
        one.level1 === other.level1 &&
        (one.level2 === null || other.level2 === null || one.level2 === other.level2),
    ),
  )
}
