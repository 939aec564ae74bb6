/** Pages one below the other, as the sheet was before it was cut: by lines that two of them show, rules, or the rows' pitch. */
import type { Rule } from '../level-rules.ts'
import { lowered, type Phrase } from './phrase.ts'

/** What stands on a page that is no furniture. */
export interface PageBody {
  readonly phrases: readonly Phrase[]
  readonly rules: readonly Rule[]
  /** Heads that are printed again were left out above its first row. */
  readonly isWithoutHeads: boolean
}

export interface Stacked {
  readonly phrases: readonly Phrase[]
  readonly rules: readonly Rule[]
  /** Heights at which pages end. */
  readonly breaks: readonly number[]
}

/** The bodies of pages that follow each other, with their heights on the sheet. A line that two pages show is taken once. */
export function stacked(bodies: readonly PageBody[], rowPitch: number): Stacked {
  const phrases: Phrase[] = []
  const rules: Rule[] = []
  const breaks: number[] = []
  const hidden = new Set<Phrase>()
  let above: (Extent & { readonly phrases: readonly Phrase[] }) | null = null
  for (const body of bodies) {
    const cut: CutLines | null = above === null ? null : cutLines(above.phrases, body.phrases)
    const own: readonly Phrase[] = body.phrases.filter((phrase) => cut?.below.has(phrase) !== true)
    if (own.length === 0) continue
    for (const line of cut?.above ?? []) hidden.add(line)
    const extent = extentOf(own, body.rules, rowPitch)
    const dy: number = above === null ? 0 : (cut?.dy ?? above.bottom - extent.top)
    if (above !== null)
      breaks.push(cut === null ? above.bottom : Math.max(...above.phrases.map(({ y }) => y)))
    above = {
      phrases: own.map((phrase) => lowered(phrase, dy)),
      rules: extent.rules.map((rule) => ({ ...rule, y: rule.y + dy })),
      top: extent.top + dy,
      bottom: extent.bottom + dy,
    }
    phrases.push(...above.phrases)
    // Where heads were left out, the rule below them need not be the side of a row.
    const { top } = above
    rules.push(...above.rules.filter(({ y }) => !body.isWithoutHeads || y > top + SAME_RULE))
  }
  return { phrases: phrases.filter((phrase) => !hidden.has(phrase)), rules, breaks }
}

/** Where the rows of a page begin and end, and its rules between. */
interface Extent {
  readonly rules: readonly Rule[]
  readonly top: number
  readonly bottom: number
}

/**
 * From the last rule above the text to the first one below: those beyond belong to what was left out. Where no rule is
 * near, a row of one line ends half its room beyond the text.
 */
function extentOf(phrases: readonly Phrase[], all: readonly Rule[], rowPitch: number): Extent {
  const heights = phrases.map(({ y }) => y)
  const [highest, lowest] = [Math.min(...heights), Math.max(...heights)]
  const most = rowPitch * (all.length < RULES_OF_TABLE ? MOST_ROOM_OF_FEW : MOST_ROOM)
  const near = (rules: readonly Rule[], text: number): number | null => {
    const [rule] = [...rules].sort((a, b) => Math.abs(a.y - text) - Math.abs(b.y - text))
    return rule !== undefined && Math.abs(rule.y - text) < most ? rule.y : null
  }
  const top = near(
    all.filter(({ y }) => y < highest),
    highest,
  )
  const bottom = near(
    all.filter(({ y }) => y > lowest),
    lowest,
  )
  const [from, to] = [(top ?? highest) - SAME_RULE, (bottom ?? lowest) + SAME_RULE]
  return {
    rules: all.filter(({ y }) => y > from && y < to),
    top: top ?? highest - rowPitch / 2,
    bottom: bottom ?? lowest + rowPitch / 2,
  }
}

/** A rule is the side of the first or last row if it is no further from its text, in heights of a row of one line. */
const MOST_ROOM = 2
/** Fewer rules may be those above a page's foot and below its head: they must be nearer. */
const RULES_OF_TABLE = 3
const MOST_ROOM_OF_FEW = 1
/** Heights that differ by less are one, points. */
const SAME_RULE = 1

/** Lines that two pages show, at least one of them in part: those that the other page shows more of. */
interface CutLines {
  readonly above: ReadonlySet<Phrase>
  readonly below: ReadonlySet<Phrase>
  /** How much lower the sheet has the lower page. */
  readonly dy: number
}

/**
 * Lines at one distance on both pages, where they are most of the lines that either page cuts. Where more stands above
 * them on the lower page, as heads that are printed again, they do not tell how the pages meet: null.
 */
function cutLines(above: readonly Phrase[], below: readonly Phrase[]): CutLines | null {
  const end = Math.max(...above.map(({ y }) => y))
  const start = Math.min(...below.map(({ y }) => y))
  const last = above.filter(({ y, size }) => end - y < size * AT_END_EM)
  const next = below.filter(({ y, size }) => y - start < size * AT_END_EM)
  const pairs = last.flatMap((upper) =>
    next
      .filter(
        (lower) =>
          lower.text === upper.text &&
          Math.abs(lower.x0 - upper.x0) < SAME_PLACE &&
          (isCut(lower) || isCut(upper)),
      )
      .map((lower) => ({ upper, lower, dy: upper.y - lower.y })),
  )
  const [best = []] = pairs
    .map(({ dy }) => pairs.filter((other) => Math.abs(other.dy - dy) < SAME_PLACE))
    .sort((a, b) => b.length - a.length)
  const [first] = best
  if (first === undefined) return null
  const paired = new Set(best.flatMap(({ upper, lower }) => [upper, lower]))
  const telling = [...last, ...next].filter(isCut)
  if (telling.filter((phrase) => paired.has(phrase)).length * 2 < telling.length) return null
  const top = Math.min(...best.map(({ lower }) => lower.y)) - SAME_PLACE
  if (next.some((phrase) => phrase.y < top && !isCut(phrase))) return null
  const isBetterBelow = ({ upper, lower }: (typeof best)[number]): boolean => shownOf(lower) > shownOf(upper)
  return {
    above: new Set(best.filter(isBetterBelow).map(({ upper }) => upper)),
    below: new Set(best.filter((pair) => !isBetterBelow(pair)).map(({ lower }) => lower)),
    dy: first.dy,
  }
}

/** Lines that a page's end cuts, and what the other page shows of them, are no further from the outermost line, in em. */
const AT_END_EM = 1.2
/** Places that differ by less are one, points. */
const SAME_PLACE = 1
/** A line of which more is seen may only stand close to the side of the page's print. */
const NEARLY_WHOLE = 0.9

function isCut(phrase: Phrase): boolean {
  return shownOf(phrase) < NEARLY_WHOLE
}

/** How much is seen of a line that is cut all along. */
function shownOf({ glyphs }: Phrase): number {
  return Math.max(...glyphs.map(({ visible }) => visible))
}
