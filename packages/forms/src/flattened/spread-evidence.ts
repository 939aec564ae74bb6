/** What speaks for a row belonging to a label, for a label inside another, for a group ending between two rows. */
import type { Likeness } from './likeness.ts'
import type { Token } from './source-lines.ts'
import type { Mark, SpreadContext, SpreadRow } from './spread-model.ts'
import type { KnownPlace, Vocabulary } from './vocabulary.ts'
import { kindsInOrder } from './words.ts'

/** Log-likelihood of a name that shares all its rare pairs of characters with a label. */
const SAME_WORDS = 5

/** Log-likelihood of an indicator under the second level where the form usually has it, and elsewhere. */
const USUAL_PLACE = 4
const UNUSUAL_PLACE = -3

/** Share of a name's likeness with the labels around that counts. */
const AROUND = 0.4

/** A usual section against a row that has none of the section's usual words. */
const NONE_OF_ITS_WORDS = -0.7

/** Likeness from which a name is a usual one, and does not just hold a usual word. */
const SURELY = 0.7

/** How a row fits a label; `usualHere`: the usual places of all labels that the block has. */
export function rowFit(
  row: SpreadRow,
  mark: Mark,
  usualHere: readonly KnownPlace[],
  { vocabulary, likeness }: SpreadContext,
): number {
  const label = mark.about
  if (label === null || row.name === '') return 0
  const around = mark.around.map((other) => AROUND * likeness.between(row.name, other.text))
  const words = SAME_WORDS * Math.max(likeness.between(row.name, label.text), ...around)
  const usual = vocabulary.indicators(row.name)
  const places = placesOf(vocabulary, label.text)
  const own = overlap(usual, places)
  const inner = mark.label === null && places.every(isFirstLevel) ? innerPlaces(usual, usualHere) : 0
  if (inner > 0) return words + UNUSUAL_PLACE * inner
  if (own > 0) return words + USUAL_PLACE * own
  if (usual.length === 0) return words + (places.length > 0 ? NONE_OF_ITS_WORDS : 0)
  return words + UNUSUAL_PLACE * overlap(usual, usualHere)
}

const isFirstLevel = ({ level2 }: KnownPlace): boolean => level2 === null

/** Likeness of an indicator that usually stands under one of the block's second levels, and not right under a first one. */
function innerPlaces(usual: readonly KnownPlace[], usualHere: readonly KnownPlace[]): number {
  return overlap(
    usual.filter((place) => !isFirstLevel(place)),
    usualHere.filter((place) => !isFirstLevel(place)),
  )
}

/** Whether an indicator of this name usually stands under this label, which is no first level. */
export function isUsuallyUnder(name: string, label: string, vocabulary: Vocabulary): boolean {
  return overlap(vocabulary.indicators(name), vocabulary.secondLevels(label)) > SURELY
}

/** The usual places of a block's labels, each once. */
export function usualPlaces(marks: readonly Mark[], vocabulary: Vocabulary): KnownPlace[] {
  const places = marks.flatMap((mark) => (mark.about === null ? [] : placesOf(vocabulary, mark.about.text)))
  return [...new Map(places.map((place) => [`${place.level1}/${place.level2}`, place])).values()]
}

/** The places where the rows of a block usually stand, each once. */
export function placesOfRows(rows: readonly SpreadRow[], vocabulary: Vocabulary): KnownPlace[] {
  const places = rows.flatMap((row) => vocabulary.indicators(row.name))
  return [...new Map(places.map((place) => [`${place.level1}/${place.level2}`, place])).values()]
}

/** Whether some row has a usual section's words; null for a label that is no usual section. */
export function isServed(
  mark: Mark,
  rowPlaces: readonly KnownPlace[],
  vocabulary: Vocabulary,
): boolean | null {
  const places = mark.about === null ? [] : placesOf(vocabulary, mark.about.text)
  return places.length === 0 ? null : overlap(rowPlaces, places) > 0
}

function placesOf(vocabulary: Vocabulary, label: string): readonly KnownPlace[] {
  const second = vocabulary.secondLevels(label)
  return second.length > 0 ? second : vocabulary.firstLevels(label)
}

/** Likeness of the best usual place that is among a label's; a first level holds all of its second levels. */
function overlap(usual: readonly KnownPlace[], label: readonly KnownPlace[]): number {
  let best = 0
  for (const place of usual)
    for (const own of label) {
      if (place.level1 !== own.level1) continue
      if (own.level2 !== null && place.level2 !== own.level2) continue
      best = Math.max(best, place.likeness)
    }
  return best
}

/** How an inner label fits an outer one: by the form's usual levels, else by shared words. */
export function parentFit(
  outer: Token | null,
  inner: Token | null,
  { vocabulary, likeness }: SpreadContext,
): number {
  if (outer === null || inner === null) return 0
  const parents = vocabulary.firstLevels(outer.text)
  const children = vocabulary.secondLevels(inner.text)
  if (parents.length === 0 || children.length === 0) return 2 * likeness.between(outer.text, inner.text)
  return children.some((child) => parents.some((parent) => parent.level1 === child.level1)) ? 3 : -4
}

/** Log-likelihood of a group's end between neighbours that share all their rare pairs of characters. */
const SAME_SUBJECT = -3

/** Indicators of one group go from quantity to cost: a step back speaks for a new group, a step on against it. */
const ORDER_STARTS_AGAIN = 1
const ORDER_GOES_ON = -0.5
const SAME_KIND = -0.2

/** Groups seldom begin with how timely something was done. */
const BEGINS_WITH_TIMELINESS = -0.8

export function evidenceOfBoundary(above: SpreadRow | undefined, row: SpreadRow, likeness: Likeness): number {
  if (above === undefined) return 0
  const subject = SAME_SUBJECT * likeness.between(above.name, row.name)
  return subject + orderEvidence(above, row) + row.beginsGroup
}

function orderEvidence(above: SpreadRow, row: SpreadRow): number {
  if (row.kind === 'timeliness' && above.kind !== 'timeliness') return BEGINS_WITH_TIMELINESS
  if (above.kind === null || row.kind === null) return 0
  const step = kindsInOrder.indexOf(row.kind) - kindsInOrder.indexOf(above.kind)
  if (step === 0) return SAME_KIND
  return step < 0 ? ORDER_STARTS_AGAIN : ORDER_GOES_ON
}

/** Groups of one block are of about one size. */
export function lengthPrior(length: number, mean: number): number {
  return -0.6 * Math.log(length / Math.max(1, mean)) ** 2
}
