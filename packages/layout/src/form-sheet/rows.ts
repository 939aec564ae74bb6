/** A sheet's rows: the cheapest way to cut its lines into labelled rows, heads, rows below heads, and text. */
import { SAME_HEIGHT_EM } from './blocks.ts'
import { type BodyReading, BodyStretch } from './body-stretch.ts'
import { type FieldsReading, FieldsStretch } from './fields-stretch.ts'
import { haveSameHeads, type Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import { costOfText, type Row, type SheetGround } from './row.ts'
import type { RowPath, Stage } from './row-lattice.ts'
import { type Beginning, beginningsOf, standingsOf, type Track, tracksOf, type Way } from './row-ways.ts'
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

/** The stretch from a line on as a row of one section, for all beginnings below its heads. */
interface BodyHere {
  readonly section: Section
  readonly own: readonly Beginning[]
  readonly stretch: BodyStretch
  /** Null where it is no row, and where none of the beginnings may be one. */
  reading: BodyReading | null
}

/** A row that may be a step's. */
interface NextRow {
  readonly row: () => Row
  readonly goesOnFrom?: BodyReading['goesOnFrom']
}

/**
 * Cuts the phrases into rows, once for each way to read them; `sides` stand beside rows and are part of none. A stretch is
 * judged once for all ways in which it is the same.
 */
export function rowsOf(
  phrases: readonly Phrase[],
  ways: readonly Way[],
  sides: ReadonlySet<Phrase>,
  ground: SheetGround,
): Rows[] {
  const free = phrases.filter((phrase) => !sides.has(phrase))
  return new RowSearch(placesOf(free, ground.sheet.em), ways, ground).rows()
}

class RowSearch {
  readonly #places: readonly (readonly Phrase[])[]
  readonly #ground: SheetGround
  readonly #tracks: readonly Track[]
  readonly #rules: RulesBetween

  constructor(places: readonly (readonly Phrase[])[], ways: readonly Way[], ground: SheetGround) {
    this.#places = places
    this.#ground = ground
    this.#rules = rulesBetween(places, ground)
    this.#tracks = tracksOf(places, ways, ground)
  }

  rows(): Rows[] {
    for (let from = 0; from < this.#places.length; from += 1) {
      const beginnings: Beginning[] = []
      for (const track of this.#tracks) {
        const heads = track.heads[from]
        const own = beginningsOf(track, from, this.#rules)
        if (heads === undefined) beginnings.push(...own)
        else this.#offerHeads(heads, track, own)
      }
      if (beginnings.length > 0) this.#offerRows(from, beginnings)
    }
    const { isLevelRuled } = this.#rules
    return this.#tracks.map(({ lattice }) => ({ ...lattice.path(), isLevelRuled }))
  }

  #offerHeads(heads: Section, { heads: places, sections }: Track, beginnings: readonly Beginning[]): void {
    const to = places.lastIndexOf(heads) + 1
    const above = sections[sections.indexOf(heads) - 1]
    // Heads that a page prints again speak for no way of reading it.
    const isAgain = above !== undefined && haveSameHeads(heads, above)
    const cost = isAgain ? 0 : -HEADS_WORTH
    const next: NextRow = { row: () => ({ kind: 'heads', section: heads }) }
    for (const each of beginnings) this.#step(each, to, 'below-heads', cost, next, this.#endCost(to))
  }

  /** Text, and all rows that begin here, each for every way in which it may begin. */
  #offerRows(from: number, beginnings: readonly Beginning[]): void {
    const fieldsHere = new FieldsStretch(this.#ground, standingsOf(beginnings))
    const bodiesHere = this.#bodiesBelow(beginnings)
    const last = Math.min(this.#places.length, from + MOST_LINES_OF_ROW)
    for (let to = from + 1; to <= last; to += 1) {
      const added = this.#places[to - 1] ?? []
      for (const each of beginnings) if (each.track.heads[to - 1] !== undefined) close(each)
      if (this.#rules.isRuled(from, to) || !beginnings.some(isOpen)) break
      fieldsHere.add(added)
      const fields = beginnings.some(({ mayBeFields }) => mayBeFields) ? fieldsHere.read() : null
      for (const body of bodiesHere) grow(body, added)
      for (const each of beginnings) {
        if (to === from + 1) this.#offerText(each, added)
        if (fields !== null && each.mayBeFields) this.#offerFields(each, to, fields)
        const body = bodiesHere.find(({ section }) => section === each.section)?.reading ?? null
        if (body !== null && each.mayBeBody) this.#offerBody(each, to, body)
        each.mayBeFields &&= fieldsHere.mayBeRow((each.track.nextLabelled[to] ?? last) < last)
      }
    }
  }

  /** The rows below heads that begin here, by the section to which they belong. */
  #bodiesBelow(beginnings: readonly Beginning[]): BodyHere[] {
    return [...new Set(beginnings.map(({ section }) => section))].flatMap((section) => {
      if (section === null) return []
      const own = beginnings.filter((each) => each.section === section)
      return [
        { section, own, stretch: new BodyStretch(section, this.#ground, standingsOf(own)), reading: null },
      ]
    })
  }

  #offerText(each: Beginning, phrases: readonly Phrase[]): void {
    const cost = costOfText(phrases, each.stage === 'before', this.#ground.book)
    const next = cost < 0 ? 'before' : each.stage === 'below-heads' ? 'below-text' : each.stage
    this.#step(each, each.from + 1, next, cost, { row: () => ({ kind: 'text', phrases }) }, 0)
  }

  #offerFields(each: Beginning, to: number, reading: FieldsReading): void {
    const own = reading.costs[each.section !== null ? 'belowHeads' : 'aboveHeads']
    const cost = own[each.track.lattice.standing] ?? Number.POSITIVE_INFINITY
    if (reading.isLabelled) this.#step(each, to, 'closed', cost, reading, this.#endCost(to))
    else this.#goOn(each, to, cost, reading)
    each.mayBeFields = cost < HOPELESS
  }

  #offerBody(each: Beginning, to: number, reading: BodyReading): void {
    const cost = reading.costs[each.track.lattice.standing] ?? Number.POSITIVE_INFINITY
    this.#goOn(each, to, cost, reading)
    each.mayBeBody = cost < HOPELESS_BODY && to - each.from < MOST_LINES_OF_BODY
  }

  #goOn(each: Beginning, to: number, cost: number, row: NextRow): void {
    const again = each.stage === 'below-text' ? BETWEEN_ROWS : 0
    const next = each.section !== null ? 'below-heads' : each.stage
    this.#step(each, to, next, cost + again, row, this.#endCost(to))
  }

  #step(
    { track: { lattice }, from, stage, cost: before, above }: Beginning,
    to: number,
    next: Stage,
    rowCost: number,
    { row, goesOnFrom }: NextRow,
    endCost: number,
  ): void {
    const cut = this.#rules.isCut(from, to) ? CUT_BY_PAGE : 0
    const costWith = (parted: number): number => before + rowCost + cut + parted + endCost
    // Whether two rows look like one takes longest to tell: it is asked only of a step that is the cheapest else.
    if (costWith(0) >= lattice.costTo(to, next)) return
    const ends = goesOnFrom === undefined ? null : above()
    const isParted = ends !== null && goesOnFrom?.(ends) === true
    const cost = costWith(isParted ? this.#partedCost(from) : 0)
    if (cost < lattice.costTo(to, next))
      lattice.take(to, next, cost, { from, fromStage: stage, row: row(), rowCost })
  }

  #partedCost(from: number): number {
    return this.#rules.isAtPageEnd(from) ? PARTED_BY_PAGE : PARTED
  }

  /** What it costs a row but of text to end before a line. */
  #endCost(to: number): number {
    return this.#rules.isUnruledEnd(to) ? UNRULED_END : 0
  }
}

function isOpen({ mayBeFields, mayBeBody }: Beginning): boolean {
  return mayBeFields || mayBeBody
}

/** No row goes on where heads stand. */
function close(beginning: Beginning): void {
  beginning.mayBeFields = false
  beginning.mayBeBody = false
}

function grow(body: BodyHere, added: readonly Phrase[]): void {
  body.reading = null
  if (!body.own.some(({ mayBeBody }) => mayBeBody)) return
  body.stretch.add(added)
  body.reading = body.stretch.read()
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
