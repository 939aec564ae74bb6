/** The ways to read a sheet side by side: where each has heads, and how its rows may begin. */
import type { Standing } from './blocks.ts'
import { endsOf, type RowEnds } from './body-stretch.ts'
import { standsAsLabel } from './fields-stretch.ts'
import { linesOfHeads, type Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import type { SheetGround } from './row.ts'
import { RowLattice, type Stage, stages } from './row-lattice.ts'
import type { RulesBetween } from './rules-between.ts'

/** A way to read a sheet: how texts stand in their cells, and the sections that it has then. */
export interface Way {
  readonly standing: Standing
  /** Of several ways, those that are the same are one object, and lists of the same one list. */
  readonly sections: readonly Section[]
}

/** The rows of one way, and where it has heads. */
export interface Track {
  readonly lattice: RowLattice
  readonly sections: readonly Section[]
  /** The section whose heads stand at each place. */
  readonly heads: readonly (Section | undefined)[]
  /** The first place from each on, before any heads, at which something stands in the column of labels. */
  readonly nextLabelled: readonly number[]
  /** The section below whose heads each place is, or whose heads stand there. */
  readonly sectionAt: readonly (Section | null)[]
}

/** How a row may begin at a line: what comes before it, and what it may still be as it grows. */
export interface Beginning {
  readonly track: Track
  readonly from: number
  readonly stage: Stage
  readonly cost: number
  /** The section below whose heads the row stands; null above all heads, and where rows of labels have closed it. */
  readonly section: Section | null
  /** The row right above it, below the same or other heads, of which its row may be the rest. */
  readonly above: () => RowEnds | null
  mayBeFields: boolean
  mayBeBody: boolean
}

/** The ways side by side; `places`: the lines of the sheet, top to bottom. */
export function tracksOf(
  places: readonly (readonly Phrase[])[],
  ways: readonly Way[],
  ground: SheetGround,
): readonly Track[] {
  const kept = new Map<Way['sections'], Omit<Track, 'lattice'>>()
  return ways.map(({ standing, sections }) => {
    const known = kept.get(sections) ?? headsOn(places, sections, ground)
    kept.set(sections, known)
    return { ...known, lattice: new RowLattice(places.length, standing) }
  })
}

function headsOn(
  places: readonly (readonly Phrase[])[],
  sections: readonly Section[],
  ground: SheetGround,
): Omit<Track, 'lattice'> {
  const heads = headsAt(places, sections)
  let section: Section | null = null
  const sectionAt = heads.map((own) => {
    section = own ?? section
    return section
  })
  return { sections, heads, sectionAt, nextLabelled: nextLabelled(places, heads, ground) }
}

/** Every way of one track to begin a row at a place. */
export function beginningsOf(track: Track, from: number, rules: RulesBetween): Beginning[] {
  const { lattice, sectionAt } = track
  return stages.flatMap((stage): Beginning[] => {
    const cost = lattice.costTo(from, stage)
    if (cost === Number.POSITIVE_INFINITY) return []
    const section = stage === 'below-heads' || stage === 'below-text' ? (sectionAt[from] ?? null) : null
    let ends: RowEnds | null | undefined
    const above = (): RowEnds | null => {
      if (ends !== undefined) return ends
      const row = section !== null && rules.isNear(from) ? lattice.rowTo(from, stage) : undefined
      ends = row?.kind === 'body' ? endsOf(row) : null
      return ends
    }
    return [{ track, from, stage, cost, section, above, mayBeFields: true, mayBeBody: section !== null }]
  })
}

/** How texts may stand in the cells of rows that begin so. */
export function standingsOf(beginnings: readonly Beginning[]): readonly Standing[] {
  return [...new Set(beginnings.map(({ track }) => track.lattice.standing))]
}

/** The section whose heads stand at each place. */
function headsAt(
  places: readonly (readonly Phrase[])[],
  sections: readonly Section[],
): (Section | undefined)[] {
  const headOf = new Map<Phrase, Section>()
  for (const section of sections) for (const line of linesOfHeads(section)) headOf.set(line, section)
  return places.map((place) =>
    place.map((phrase) => headOf.get(phrase)).find((section) => section !== undefined),
  )
}

/** The first place from each on, before any heads, at which something stands in the column of labels. */
function nextLabelled(
  places: readonly (readonly Phrase[])[],
  heads: readonly (Section | undefined)[],
  ground: SheetGround,
): number[] {
  const next: number[] = []
  let nearest = places.length
  for (const [at, place] of [...places.entries()].toReversed()) {
    if (heads[at] !== undefined) nearest = places.length
    else if (place.some((phrase) => standsAsLabel(phrase, ground))) nearest = at
    next[at] = nearest
  }
  return next
}
