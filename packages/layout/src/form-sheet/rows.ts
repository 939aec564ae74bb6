/** A sheet's rows: the cheapest way to cut its lines into labelled rows, heads, rows below heads, and text. */
import { SAME_HEIGHT_EM } from './blocks.ts'
import { goOnBelow } from './cell-lines.ts'
import { haveSameHeads, type Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import { asBody, asFields, asText, type BodyRow, type Ground, type Judged, type Row } from './row.ts'

/** Rows from the top down, and what speaks against them in all. */
export interface Rows {
  readonly rows: readonly Row[]
  /** Of each row. */
  readonly costs: readonly number[]
  readonly cost: number
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

/** Above the first row, below the heads of a section, below text after such rows, or below rows of labels, which close the section. */
type Stage = 'before' | 'below-heads' | 'below-text' | 'closed'
const stages: readonly Stage[] = ['before', 'below-heads', 'below-text', 'closed']

interface Step {
  readonly cost: number
  readonly from: number
  readonly fromStage: Stage
  readonly judged: Judged
}

/** The cheapest step that ends at each place, in each stage. */
class Lattice {
  readonly #best: Map<Stage, Step>[]

  constructor(places: number) {
    this.#best = Array.from({ length: places + 1 }, () => new Map())
  }

  stepTo(place: number, stage: Stage): Step | undefined {
    return this.#best[place]?.get(stage)
  }

  costTo(place: number, stage: Stage): number {
    if (place === 0) return stage === 'before' ? 0 : Number.POSITIVE_INFINITY
    return this.stepTo(place, stage)?.cost ?? Number.POSITIVE_INFINITY
  }

  offer(place: number, stage: Stage, step: Step): void {
    if (step.cost < this.costTo(place, stage)) this.#best[place]?.set(stage, step)
  }
}

/** Cuts the phrases into rows; `sides` stand beside rows and are part of none. */
export function rowsOf(
  phrases: readonly Phrase[],
  sections: readonly Section[],
  sides: ReadonlySet<Phrase>,
  ground: Ground,
): Rows {
  const { em, breaks, rules, mostLeading } = ground.sheet
  const places = placesOf(
    phrases.filter((phrase) => !sides.has(phrase)),
    em,
  )
  const headOf = new Map<Phrase, Section>()
  for (const section of sections)
    for (const { lines } of section.heads) for (const line of lines) headOf.set(line, section)
  const inHeads = places.map((place) =>
    place.map((phrase) => headOf.get(phrase)).find((section) => section !== undefined),
  )
  const sectionAt: (Section | null)[] = []
  for (const section of inHeads) sectionAt.push(section ?? sectionAt.at(-1) ?? null)
  const heights = places.map((place) => Math.max(...place.map(({ y }) => y)))
  const isCut = (from: number, to: number): boolean =>
    breaks.some((at) => at > (heights[from] ?? 0) && at < (heights[to - 1] ?? 0))
  const isAtBreak = (from: number): boolean => from > 0 && isCut(from - 1, from + 1)
  const isNear = (from: number): boolean =>
    (heights[from] ?? 0) - (heights[from - 1] ?? Number.NEGATIVE_INFINITY) < mostLeading || isAtBreak(from)
  const { left, right } = ground.frame
  // Cells that stand in one row alone are at the right: rules under rows reach the table's right side.
  const wide = rules.filter(({ from, to }) => to > right - em && to - from > (right - left) * ROW_RULE_SHARE)
  const isLevelRuled = wide.length > places.length * LEVEL_RULED_SHARE
  const isUnruledEnd = (to: number): boolean =>
    isLevelRuled &&
    to < places.length &&
    !breaks.some((at) => at > (heights[to - 1] ?? 0) && at < (heights[to] ?? 0)) &&
    !wide.some(({ y }) => y > (heights[to - 1] ?? 0) - em * 0.2 && y < (heights[to] ?? 0) + em * 0.2)
  const isRuled = (from: number, to: number): boolean =>
    wide.some(
      (rule) => rule.y > (heights[from] ?? 0) + em * 0.2 && rule.y < (heights[to - 1] ?? 0) - em * 0.2,
    )
  const endCost = ({ kind }: Row, to: number): number =>
    kind !== 'text' && isUnruledEnd(to) ? UNRULED_END : 0
  const lattice = new Lattice(places.length)
  for (let from = 0; from < places.length; from += 1) {
    const heads = inHeads[from]
    for (const stage of stages) {
      const before = lattice.costTo(from, stage)
      if (before === Number.POSITIVE_INFINITY) continue
      const above = isNear(from) ? lattice.stepTo(from, stage)?.judged.row : undefined
      const parted = isAtBreak(from) ? PARTED_BY_PAGE : PARTED
      const step = (to: number, next: Stage, judged: Judged): void =>
        lattice.offer(to, next, {
          cost:
            before +
            judged.cost +
            (isCut(from, to) ? CUT_BY_PAGE : 0) +
            (goesOnIn(above, judged.row) ? parted : 0) +
            endCost(judged.row, to),
          from,
          fromStage: stage,
          judged,
        })
      if (heads !== undefined) {
        const to = inHeads.lastIndexOf(heads) + 1
        const former = sections[sections.indexOf(heads) - 1]
        // Heads that a page prints again speak for no way of reading it.
        const isAgain = former !== undefined && haveSameHeads(heads, former)
        step(to, 'below-heads', { row: { kind: 'heads', section: heads }, cost: isAgain ? 0 : -HEADS_WORTH })
        continue
      }
      const text = asText(places[from] ?? [], stage === 'before', ground.book)
      step(from + 1, text.cost < 0 ? 'before' : stage === 'below-heads' ? 'below-text' : stage, text)
      const section = stage === 'below-heads' || stage === 'below-text' ? (sectionAt[from] ?? null) : null
      const goOn = (to: number, judged: Judged): void => {
        const again = stage === 'below-text' ? BETWEEN_ROWS : 0
        step(to, section === null ? stage : 'below-heads', { ...judged, cost: judged.cost + again })
      }
      const content: Phrase[] = []
      let [mayBeFields, mayBeBody] = [true, section !== null]
      for (let to = from + 1; to <= Math.min(places.length, from + MOST_LINES_OF_ROW); to += 1) {
        if (inHeads[to - 1] !== undefined) break
        content.push(...(places[to - 1] ?? []))
        if (isRuled(from, to)) break
        const fields = mayBeFields ? asFields(content, section !== null, ground) : null
        if (fields !== null) {
          if (fields.isLabelled) step(to, 'closed', fields)
          else goOn(to, fields)
          mayBeFields = fields.cost < HOPELESS
        }
        const body = mayBeBody && section !== null ? asBody(content, section, ground) : null
        if (body !== null) {
          goOn(to, body)
          mayBeBody = body.cost < HOPELESS_BODY && to - from < MOST_LINES_OF_BODY
        }
        if (!mayBeFields && !mayBeBody) break
      }
    }
  }
  return { ...traced(places.length, lattice), isLevelRuled }
}

/** A rule under a row is no shorter than this share of the table's width. */
const ROW_RULE_SHARE = 0.2
/** Where so many of a sheet's lines have a rule of their own, every row has one below it. */
const LEVEL_RULED_SHARE = 0.3
/** What it costs that a row has none there. */
const UNRULED_END = 5

/** Whether the lower row may be the rest of the upper one: its groups' labels may stand anywhere beside it. */
function goesOnIn(upper: Row | undefined, lower: Row): boolean {
  if (upper?.kind !== 'body' || lower.kind !== 'body' || upper.section !== lower.section) return false
  const { heads } = lower.section
  const own = (columns: BodyRow['columns']): BodyRow['columns'] =>
    columns.filter((_, index) => heads[index]?.parts.has('group-head') !== true)
  return goOnBelow(own(upper.columns), own(lower.columns), lower.section)
}

function traced(count: number, lattice: Lattice): Omit<Rows, 'isLevelRuled'> {
  const rows: Row[] = []
  const costs: number[] = []
  let [stage] = [...stages].sort((a, b) => lattice.costTo(count, a) - lattice.costTo(count, b))
  const cost = stage === undefined ? 0 : lattice.costTo(count, stage)
  for (let at = count; at > 0 && stage !== undefined; ) {
    const step = lattice.stepTo(at, stage)
    if (step === undefined) break
    rows.push(step.judged.row)
    costs.push(step.judged.cost)
    at = step.from
    stage = step.fromStage
  }
  return { rows: rows.toReversed(), costs: costs.toReversed(), cost }
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
