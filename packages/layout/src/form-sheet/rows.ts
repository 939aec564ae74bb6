/** A sheet's rows: the cheapest way to cut its lines into labelled rows, heads, rows below heads, and text. */
import { SAME_HEIGHT_EM } from './blocks.ts'
import type { Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import { asBody, asFields, asText, type Ground, type Judged, type Row } from './row.ts'

/** Rows from the top down, and what speaks against them in all. */
export interface Rows {
  readonly rows: readonly Row[]
  /** Of each row. */
  readonly costs: readonly number[]
  readonly cost: number
}

/** A row has no more lines of text than this at different heights. */
const MOST_LINES_OF_ROW = 60
/** One below heads has fewer. */
const MOST_LINES_OF_BODY = 26
/** What a row costs that a page's end cuts. */
const CUT_BY_PAGE = 3
/** What a row of heads is worth. */
const HEADS_WORTH = 10

interface Step {
  readonly cost: number
  readonly from: number
  readonly fromClosed: boolean
  readonly judged: Judged
}

/** Cuts the phrases into rows; `sides` stand beside rows and are part of none. */
export function rowsOf(
  phrases: readonly Phrase[],
  sections: readonly Section[],
  sides: ReadonlySet<Phrase>,
  ground: Ground,
): Rows {
  const { em, breaks, rules } = ground.sheet
  const places = placesOf(
    phrases.filter((phrase) => !sides.has(phrase)),
    em,
  )
  const headOf = new Map<Phrase, Section>()
  for (const section of sections)
    for (const { lines } of section.heads) for (const line of lines) headOf.set(line, section)
  const sectionAt: (Section | null)[] = []
  const inHeads = places.map((place) =>
    place.map((phrase) => headOf.get(phrase)).find((section) => section !== undefined),
  )
  let current: Section | null = null
  for (const section of inHeads) {
    if (section !== undefined) current = section
    sectionAt.push(current)
  }
  const heights = places.map((place) => Math.max(...place.map(({ y }) => y)))
  const isCut = (from: number, to: number): boolean =>
    breaks.some((at) => at > (heights[from] ?? 0) && at < (heights[to - 1] ?? 0))
  const isRuled = (from: number, to: number): boolean =>
    rules.some(
      (rule) =>
        rule.y > (heights[from] ?? 0) + em * 0.2 &&
        rule.y < (heights[to - 1] ?? 0) - em * 0.2 &&
        rule.to - rule.from > (ground.frame.right - ground.frame.left) * WIDE_RULE_SHARE,
    )
  const best: [Step | null, Step | null][] = places.map(() => [null, null])
  const stepTo = (to: number, closed: boolean): Step | null => best[to - 1]?.[closed ? 1 : 0] ?? null
  const costUpTo = (to: number, closed: boolean): number =>
    to === 0
      ? closed
        ? 0
        : Number.POSITIVE_INFINITY
      : (stepTo(to, closed)?.cost ?? Number.POSITIVE_INFINITY)
  const offer = (to: number, closed: boolean, step: Step): void => {
    const entry = best[to - 1]
    if (entry === undefined) return
    const place = closed ? 1 : 0
    const known = entry[place]
    if (known === null || step.cost < known.cost) entry[place] = step
  }
  for (let from = 0; from < places.length; from += 1) {
    const heads = inHeads[from]
    for (const closed of [false, true]) {
      const before = costUpTo(from, closed)
      if (before === Number.POSITIVE_INFINITY) continue
      const step = (to: number, nowClosed: boolean, judged: Judged): void =>
        offer(to, nowClosed, {
          cost: before + judged.cost + (isCut(from, to) ? CUT_BY_PAGE : 0),
          from,
          fromClosed: closed,
          judged,
        })
      if (heads !== undefined) {
        let to = from + 1
        while (to < places.length && inHeads.slice(to).includes(heads)) to += 1
        step(to, false, { row: { kind: 'heads', section: heads }, cost: -HEADS_WORTH })
        continue
      }
      const isOutside = from === 0 || (closed && stepTo(from, true)?.judged.row.kind === 'text')
      const text = asText(places[from] ?? [], isOutside || from === places.length - 1, ground.book)
      step(from + 1, text.cost < 0 ? true : closed, text)
      const section = sectionAt[from] ?? null
      const content: Phrase[] = []
      for (let to = from + 1; to <= Math.min(places.length, from + MOST_LINES_OF_ROW); to += 1) {
        if (inHeads[to - 1] !== undefined) break
        content.push(...(places[to - 1] ?? []))
        if (isRuled(from, to)) break
        const fields = asFields(content, !closed && section !== null, ground)
        if (fields !== null)
          step(to, fields.row.kind === 'fields' && fields.row.label.length > 0 ? true : closed, fields)
        if (!closed && section !== null && to - from <= MOST_LINES_OF_BODY) {
          const body = asBody(content, section, ground)
          if (body !== null) step(to, false, body)
        }
      }
    }
  }
  return traced(places.length, costUpTo, stepTo)
}

/** A rule over this share of the table's width parts rows. */
const WIDE_RULE_SHARE = 0.6

function traced(
  count: number,
  costUpTo: (to: number, closed: boolean) => number,
  stepTo: (to: number, closed: boolean) => Step | null,
): Rows {
  const rows: Row[] = []
  const costs: number[] = []
  let closed = costUpTo(count, true) <= costUpTo(count, false)
  const cost = costUpTo(count, closed)
  for (let at = count; at > 0; ) {
    const step = stepTo(at, closed)
    if (step === null) break
    rows.push(step.judged.row)
    costs.push(step.judged.cost)
    at = step.from
    closed = step.fromClosed
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
