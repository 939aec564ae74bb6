/** A sheet's rows: the cheapest way to cut its lines into labelled rows, heads, rows below heads, and text. */
import { SAME_HEIGHT_EM, type Standing } from './blocks.ts'
import { type BodyReading, BodyStretch, endsOf, type RowEnds } from './body-stretch.ts'
import { type FieldsReading, FieldsStretch, standsAsLabel } from './fields-stretch.ts'
import { haveSameHeads, type Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import { costOfText, type Row, type SheetGround } from './row.ts'
import { RowLattice, type RowPath, type Stage, stages } from './row-lattice.ts'
import { type RulesBetween, rulesBetween } from './rules-between.ts'

export interface Rows extends RowPath {
  /** Every row has a rule below it. */
  readonly isLevelRuled: boolean
}

/** A row has no more lines of text than this at different heights. */
const MOST_LINES_OF_ROW = 60
/** One below heads has fewer. */
const MOST_LINES_OF_BODY = 26
/** What a row costs that a page's end cuts. */
const CUT_BY_PAGE = 3
/** What it costs that two rows meet which look like one, and so at a page's end, which may cut one. */
const PARTED = 2
const PARTED_BY_PAGE = 6
/** More lines never make a row likely against which this much speaks. */
const HOPELESS = 20
/** The same below heads, where cells that are still to come may mend more. */
const HOPELESS_BODY = 40
/** What it costs that rows below heads go on after text that is none of theirs. */
const BETWEEN_ROWS = 6
/** What a row of heads is worth. */
const HEADS_WORTH = 10

/** What it costs that a row has no rule below it where every row has one. */
const UNRULED_END = 5

/** How a row may begin at a line: what comes before it, and what it may still be as it grows. */
interface Beginning {
  readonly lattice: RowLattice
  readonly from: number
  readonly stage: Stage
  readonly cost: number
  /** The row stands below the heads of a section. */
  readonly isBelowHeads: boolean
  /** The row right above it, below the same or other heads, of which its row may be the rest. */
  readonly above: RowEnds | null
  mayBeFields: boolean
  mayBeBody: boolean
}

/** A row that may be a step's, as it was judged. */
interface JudgedRow {
  readonly cost: number
  readonly row: () => Row
  readonly goesOnFrom?: BodyReading['goesOnFrom']
}

/**
 * Cuts the phrases into rows, once for each way in which texts may stand in their cells; `sides` stand beside rows and
 * are part of none.
 */
export function rowsOf(
  phrases: readonly Phrase[],
  sections: readonly Section[],
  sides: ReadonlySet<Phrase>,
  ground: SheetGround,
  standings: readonly Standing[],
): Rows[] {
  const free = phrases.filter((phrase) => !sides.has(phrase))
  return new RowSearch(placesOf(free, ground.sheet.em), sections, ground, standings).rows()
}

class RowSearch {
  readonly #places: readonly (readonly Phrase[])[]
  readonly #sections: readonly Section[]
  readonly #ground: SheetGround
  readonly #standings: readonly Standing[]
  readonly #lattices: readonly RowLattice[]
  readonly #rules: RulesBetween
  readonly #nextLabelled: readonly number[]
  /** The section whose heads stand at each place. */
  readonly #heads: readonly (Section | undefined)[]

  constructor(
    places: readonly (readonly Phrase[])[],
    sections: readonly Section[],
    ground: SheetGround,
    standings: readonly Standing[],
  ) {
    this.#places = places
    this.#sections = sections
    this.#ground = ground
    this.#standings = standings
    this.#lattices = standings.map((standing) => new RowLattice(places.length, standing))
    this.#rules = rulesBetween(places, ground)
    const headOf = new Map<Phrase, Section>()
    for (const section of sections)
      for (const { lines } of section.heads) for (const line of lines) headOf.set(line, section)
    this.#heads = places.map((place) =>
      place.map((phrase) => headOf.get(phrase)).find((section) => section !== undefined),
    )
    this.#nextLabelled = nextLabelled(places, this.#heads, ground)
  }

  rows(): Rows[] {
    let section: Section | null = null
    for (let from = 0; from < this.#places.length; from += 1) {
      const heads = this.#heads[from]
      section = heads ?? section
      const beginnings = this.#beginnings(from, section)
      if (heads !== undefined) this.#offerHeads(heads, beginnings)
      else if (beginnings.length > 0) this.#offerRows(from, section, beginnings)
    }
    const { isLevelRuled } = this.#rules
    return this.#lattices.map((lattice) => ({ ...lattice.path(), isLevelRuled }))
  }

  #beginnings(from: number, section: Section | null): readonly Beginning[] {
    return this.#lattices.flatMap((lattice) =>
      stages.flatMap((stage): Beginning[] => {
        const cost = lattice.costTo(from, stage)
        if (cost === Number.POSITIVE_INFINITY) return []
        const isBelowHeads = section !== null && (stage === 'below-heads' || stage === 'below-text')
        const above = isBelowHeads ? this.#above(lattice, from, stage) : null
        return [
          { lattice, from, stage, cost, isBelowHeads, above, mayBeFields: true, mayBeBody: isBelowHeads },
        ]
      }),
    )
  }

  #above(lattice: RowLattice, from: number, stage: Stage): RowEnds | null {
    const row = this.#rules.isNear(from) ? lattice.rowTo(from, stage) : undefined
    return row?.kind === 'body' ? endsOf(row) : null
  }

  #offerHeads(heads: Section, beginnings: readonly Beginning[]): void {
    const to = this.#heads.lastIndexOf(heads) + 1
    const above = this.#sections[this.#sections.indexOf(heads) - 1]
    // Heads that a page prints again speak for no way of reading it.
    const isAgain = above !== undefined && haveSameHeads(heads, above)
    const row: JudgedRow = {
      cost: isAgain ? 0 : -HEADS_WORTH,
      row: () => ({ kind: 'heads', section: heads }),
    }
    for (const each of beginnings) this.#step(each, to, 'below-heads', row, this.#endCost(to))
  }

  /** Text, and all rows that begin here, each for every way in which it may begin. */
  #offerRows(from: number, section: Section | null, beginnings: readonly Beginning[]): void {
    const fieldsHere = new FieldsStretch(this.#ground, this.#standings)
    const bodyHere = section === null ? null : new BodyStretch(section, this.#ground, this.#standings)
    const last = Math.min(this.#places.length, from + MOST_LINES_OF_ROW)
    for (let to = from + 1; to <= last; to += 1) {
      const added = this.#places[to - 1] ?? []
      if (this.#heads[to - 1] !== undefined || this.#rules.isRuled(from, to)) break
      fieldsHere.add(added)
      const fields = beginnings.some(({ mayBeFields }) => mayBeFields) ? fieldsHere.read() : null
      if (beginnings.some(({ mayBeBody }) => mayBeBody)) bodyHere?.add(added)
      const body = beginnings.some(({ mayBeBody }) => mayBeBody) ? (bodyHere?.read() ?? null) : null
      const mayBeFields = fieldsHere.mayBeRow((this.#nextLabelled[to] ?? last) < last)
      for (const each of beginnings) {
        if (to === from + 1) this.#offerText(each, added)
        if (fields !== null && each.mayBeFields) this.#offerFields(each, to, fields)
        if (body !== null && each.mayBeBody) this.#offerBody(each, to, body)
        each.mayBeFields &&= mayBeFields
      }
      if (!beginnings.some(({ mayBeFields, mayBeBody }) => mayBeFields || mayBeBody)) break
    }
  }

  #offerText(each: Beginning, phrases: readonly Phrase[]): void {
    const cost = costOfText(phrases, each.stage === 'before', this.#ground.book)
    const next = cost < 0 ? 'before' : each.stage === 'below-heads' ? 'below-text' : each.stage
    this.#step(each, each.from + 1, next, { cost, row: () => ({ kind: 'text', phrases }) }, 0)
  }

  #offerFields(each: Beginning, to: number, { isLabelled, costs, row }: FieldsReading): void {
    const own = costs[each.isBelowHeads ? 'belowHeads' : 'aboveHeads']
    const cost = own[each.lattice.standing] ?? Number.POSITIVE_INFINITY
    if (isLabelled) this.#step(each, to, 'closed', { cost, row }, this.#endCost(to))
    else this.#goOn(each, to, { cost, row })
    each.mayBeFields = cost < HOPELESS
  }

  #offerBody(each: Beginning, to: number, { costs, row, goesOnFrom }: BodyReading): void {
    const cost = costs[each.lattice.standing] ?? Number.POSITIVE_INFINITY
    this.#goOn(each, to, { cost, row, goesOnFrom })
    each.mayBeBody = cost < HOPELESS_BODY && to - each.from < MOST_LINES_OF_BODY
  }

  #goOn(each: Beginning, to: number, judged: JudgedRow): void {
    const again = each.stage === 'below-text' ? BETWEEN_ROWS : 0
    const next = each.isBelowHeads ? 'below-heads' : each.stage
    this.#step(each, to, next, { ...judged, cost: judged.cost + again }, this.#endCost(to))
  }

  #step(
    { lattice, from, stage, cost: before, above }: Beginning,
    to: number,
    next: Stage,
    judged: JudgedRow,
    endCost: number,
  ): void {
    const cut = this.#rules.isCut(from, to) ? CUT_BY_PAGE : 0
    const costWith = (parted: number): number => before + judged.cost + cut + parted + endCost
    // Whether two rows look like one takes longest to tell: it is asked only of a step that is the cheapest else.
    if (costWith(0) >= lattice.costTo(to, next)) return
    const isParted = above !== null && judged.goesOnFrom?.(above) === true
    const cost = costWith(isParted ? this.#partedCost(from) : 0)
    lattice.offer(to, next, { cost, from, fromStage: stage, rowCost: judged.cost }, judged.row)
  }

  #partedCost(from: number): number {
    return this.#rules.isAtPageEnd(from) ? PARTED_BY_PAGE : PARTED
  }

  /** What it costs a row but of text to end before a line. */
  #endCost(to: number): number {
    return this.#rules.isUnruledEnd(to) ? UNRULED_END : 0
  }
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

/** Phrases by height, those of one height together. */
function placesOf(phrases: readonly Phrase[], em: number): Phrase[][] {
  const places: Phrase[][] = []
  for (const phrase of [...phrases].sort((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const place = places.at(-1)
    if (place?.[0] !== undefined && phrase.y - place[0].y < em * Math.min(SAME_PLACE_EM, SAME_HEIGHT_EM))
      place.push(phrase)
    else places.push([phrase])
  }
  return places
}

/** Heights that differ by less are one place, in em. */
const SAME_PLACE_EM = 0.24
