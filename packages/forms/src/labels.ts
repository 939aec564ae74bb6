/** Matching a printed label with the wordings that a form definition gives for it. */
import { foldKey, foldWidth } from '@backfile/model'
import { distance } from 'fastest-levenshtein'
import type { Labels } from './form-definition.ts'

/** Likeness from which a text is taken for a label where nothing better matches. */
export const LABEL_THRESHOLD = 0.8

/** Longest text that can be a label, in characters; a longer one is prose. */
const LONGEST_LABEL = 60

/** Spellings less like than this are taken as different words, and their distance is not worked out. */
const LEAST_LIKENESS = 0.7

/** What one edit costs of likeness, as a share of the longer text: a little more than its share of the characters. */
const EDIT_COST = 1.25

/** Fewest characters of a clipped label that still say something. */
const SHORTEST_CLIPPED = 3

const numbering = /^(?:[一二三四五六七八九十]+[、.,．]|\(?[一二三四五六七八九十\d]{1,3}[)、.,．](?!\d))/
const brackets = /[([{（［【][^)\]}）］】]*(?:[)\]}）］】]|$)/g
const edgePunctuation = /^[\s:,.*;'"-]+|[\s:,.*;'"-]+$/g

/** The part of a label that names it: folded, without numbering, bracketed units and notes, colons. */
export function labelKey(text: string): string {
  const folded = foldKey(text).replace(numbering, '')
  const bare = folded.replace(brackets, '').replace(edgePunctuation, '')
  return bare === '' ? folded.replace(edgePunctuation, '') : bare
}

/**
 * Likeness 0…1 of a printed text with a label's wordings: 1 for the same wording (width, spaces, quotes,
 * numbering and bracketed units aside), less for one that is clipped at an end or spelled a little differently
 * (其它/其他), 0 for another label. Of two definitions that match, the caller takes the likelier.
 */
export function matchLabel(text: string, labels: Labels): number {
  return text.length > LONGEST_LABEL ? 0 : likeliest(keyOf(text), wordingsOf(labels)).likeness
}

/** Whether a printed text is one of a label's wordings: `matchLabel` gives 1. */
export function isWording(text: string, labels: Labels): boolean {
  return text.length <= LONGEST_LABEL && wordingsOf(labels).exact.has(keyOf(text))
}

/** The likeliest of several labelled things, of equals the first; null where none reaches the threshold. */
export function bestMatch<T extends { readonly labels: Labels }>(
  text: string,
  choices: readonly T[],
  threshold: number = LABEL_THRESHOLD,
): { readonly choice: T; readonly likeness: number } | null {
  if (text.length > LONGEST_LABEL) return null
  const all = wordings.get(choices) ?? prepared(choices, choices.map(labelsOf))
  const { place, likeness } = likeliest(keyOf(text), all)
  const choice = choices[place]
  return choice === undefined || likeness < threshold ? null : { choice, likeness }
}

const labelsOf = ({ labels }: { readonly labels: Labels }): Labels => labels

/** A wording of one of several labelled things, and which of them: its place among them. */
interface Wording {
  readonly key: string
  readonly place: number
}

/** Place −1 where nothing is like the text. */
interface Likeliest {
  readonly place: number
  readonly likeness: number
}

const unlike: Likeliest = { place: -1, likeness: 0 }

function likeliest(key: string, { exact, byLength, known }: Wordings): Likeliest {
  const place = exact.get(key)
  if (place !== undefined) return { place, likeness: 1 }
  if (key.length < SHORTEST_CLIPPED) return unlike
  const kept = known.get(key)
  if (kept !== undefined) return kept
  let best = unlike
  for (let length = Math.ceil(key.length / 2); length <= key.length * 2; length += 1) {
    for (const wording of byLength.get(length) ?? []) {
      const found = likeness(key, wording.key)
      const isFirst = found > 0 && found === best.likeness && wording.place < best.place
      if (found > best.likeness || isFirst) best = { place: wording.place, likeness: found }
    }
  }
  if (known.size >= KEPT_LIKENESSES) known.clear()
  known.set(key, best)
  return best
}

/** Of two texts of which neither is more than twice as long as the other. */
function likeness(key: string, wording: string): number {
  const shorter = Math.min(key.length, wording.length)
  const longer = Math.max(key.length, wording.length)
  if (key.length < wording.length && (wording.startsWith(key) || wording.endsWith(key)))
    return 0.7 + 0.29 * (key.length / wording.length)
  const most = Math.floor(((1 - LEAST_LIKENESS) * longer) / EDIT_COST)
  if (shorter < 4 || longer - shorter > most || longer - shared(key, wording) > most) return 0
  return Math.max(0, 1 - (EDIT_COST * distance(key, wording)) / longer)
}

/** Characters of one text that the other has too: two texts are at least as many edits apart as the others. */
function shared(key: string, wording: string): number {
  let count = 0
  for (const character of key) if (wording.includes(character)) count += 1
  return count
}

/** A filing's texts are matched with one list of labels by several parts of the engine: so many answers are kept of each. */
const KEPT_LIKENESSES = 2_000

interface Wordings {
  /** The first place that has each key. */
  readonly exact: ReadonlyMap<string, number>
  readonly byLength: ReadonlyMap<number, readonly Wording[]>
  readonly known: Map<string, Likeliest>
}

/** By the list of wordings, or of labelled things: these are the same lists for every filing. */
const wordings = new WeakMap<object, Wordings>()

function wordingsOf(labels: Labels): Wordings {
  return wordings.get(labels) ?? prepared(labels, [labels])
}

function prepared(list: object, labels: readonly Labels[]): Wordings {
  const exact = new Map<string, number>()
  const byLength = new Map<number, Wording[]>()
  for (const [place, own] of labels.entries()) {
    for (const key of own.map(labelKey)) {
      if (key === '' || exact.has(key)) continue
      exact.set(key, place)
      const alike = byLength.get(key.length)
      if (alike === undefined) byLength.set(key.length, [{ key, place }])
      else alike.push({ key, place })
    }
  }
  const found = { exact, byLength, known: new Map<string, Likeliest>() }
  wordings.set(list, found)
  return found
}

const keys = new Map<string, string>()

/** Each cell's text is matched with many labels: its key is kept, for so many texts at a time. */
const KEPT_KEYS = 10_000

function keyOf(text: string): string {
  const known = keys.get(text)
  if (known !== undefined) return known
  if (keys.size >= KEPT_KEYS) keys.clear()
  const key = labelKey(text)
  keys.set(text, key)
  return key
}

const statedUnit =
  /[(（［[]\s*(?:单位\s*[:：]\s*)?(亿元|百万元|万元?|千元|元|％|%)\s*(?:[)）\]］]|$)|单位\s*[:：为]\s*(亿元|百万元|万元|千元|元)/

/** A line that may state the unit of all amounts: 单位：万元, 金额单位为元. */
export const statesUnit = /单位\s*[:：为]/

/** The unit that a label states in brackets or after 单位：, or null. A unit clipped after its bracket counts. */
export function unitOfLabel(text: string): string | null {
  const found = statedUnit.exec(foldWidth(text))
  const unit = found?.[1] ?? found?.[2]
  if (unit === undefined) return null
  return unit === '万' ? '万元' : unit
}
