/** Figures that a narrow column broke over two lines, `1,23` above `4`: they are one row's, not two rows'. */
import type { Phrase } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

/** So many figures broken alike are no chance. */
const LEAST_BROKEN = 3

/** Share of the figures that stand one line below another which must be the rest of it. */
const BROKEN_SHARE = 0.9

/** Lines of one cell stand at most so far apart, from middle to middle, in em. */
const LEADING_EM = 1.5

/** Width that a figure may take beyond its column's widest text before it has to break, in em. */
const SLACK_EM = 0.1

/** The space between two groups of digits, in em. */
const GROUP_SPACE_EM = 0.25

/** A digit is at most so wide, in em. */
const DIGIT_EM = 0.6

/**
 * Whether the figures that stand right below others are the rests of those. Word processors break a figure where its
 * column is too narrow for it: the upper part is none by itself, or lacks a group of digits; both together make one;
 * and no text of the column is as wide as they would be on one line.
 */
export function breaksFigures(lines: readonly PlacedLine[], columns: number): boolean {
  let [broken, all] = [0, 0]
  for (let column = 0; column < columns; column += 1) {
    const phrases = lines.flatMap(({ cells }) =>
      cells.filter(({ from, to }) => from === column && to === column).map(({ phrase }) => phrase),
    )
    const widest = phrases.reduce((most, phrase) => Math.max(most, widthOf(phrase)), 0)
    for (const [index, lower] of phrases.entries()) {
      const upper = phrases[index - 1]
      if (!upper?.isNumeric || !isRest(lower.text)) continue
      if (middleOf(lower) - middleOf(upper) > lower.size * LEADING_EM) continue
      all += 1
      if (isOneFigure(upper.text, lower.text) && hasNoRoom(upper, lower, widest)) broken += 1
    }
  }
  return broken >= LEAST_BROKEN && broken >= all * BROKEN_SHARE
}

/**
 * Whether rows hold figures below one another that a cell did not break: they make no figure together, or the upper one
 * would be no wider, with what comes next, than another figure of its column.
 */
export function stacksWholeFigures(rows: readonly (readonly PlacedLine[])[]): boolean {
  const widest = new Map<number, number>()
  for (const { from, phrase } of rows.flat().flatMap(({ cells }) => cells))
    if (isDigits(phrase)) widest.set(from, Math.max(widest.get(from) ?? 0, widthOf(phrase)))
  return rows.some((row) => {
    const stacks = new Map<number, Phrase[]>()
    for (const { from, phrase } of row.flatMap(({ cells }) => cells))
      stacks.set(from, [...(stacks.get(from) ?? []), phrase])
    return [...stacks].some(([column, stack]) => isOfWhole(stack, widest.get(column) ?? 0))
  })
}

/** Whether texts below one another hold two figures: so they do where they are no broken one. */
function isOfWhole(stack: readonly Phrase[], widest: number): boolean {
  if (stack.filter(isDigits).length < 2) return false
  if (!stack.every(isDigits)) return true
  const whole = stack.map(({ text }) => text.replaceAll(' ', '')).join('')
  if (!FIGURE.test(whole)) return true
  return stack.some((upper, index) => {
    const lower = stack[index + 1]
    if (lower === undefined) return false
    // A figure that is written with spaces breaks there: a group of three digits had no room.
    const next = /^\d{3}(?:\D|$)/u.test(lower.text) ? widthOf(lower) : upper.size * DIGIT_EM
    return widthOf(upper) + next <= widest
  })
}

function isDigits({ text }: Phrase): boolean {
  return /\d/u.test(text) && !/\p{L}/u.test(text)
}

function hasNoRoom(upper: Phrase, lower: Phrase, widest: number): boolean {
  const space = lacksGroup(upper.text, lower.text) ? GROUP_SPACE_EM * lower.size : 0
  return widthOf(upper) + space + widthOf(lower) > widest + SLACK_EM * lower.size
}

/** Whether a text can be what is left of a figure: a figure, or the bracket that closes it. */
function isRest(text: string): boolean {
  return /\d/u.test(text) || /^[)）%]+$/u.test(text)
}

/** Whether two texts make one figure, of which the upper part is none by itself or lacks a group of digits. */
function isOneFigure(upper: string, lower: string): boolean {
  const whole = upper + lower
  if (/^[-–−(]*\d{1,3}(?:,\d{1,3})+$/u.test(upper) && !GROUPED.test(upper)) return GROUPED.test(whole)
  if (/^[(（][^)）]*$/u.test(upper) && /[)）]$/u.test(lower)) return FIGURE.test(whole)
  if (/\d[.,]$/u.test(upper)) return FIGURE.test(whole)
  return lacksGroup(upper, lower)
}

/** Whether the lower text is groups of three digits that go on from the upper one, parted by spaces. */
function lacksGroup(upper: string, lower: string): boolean {
  return /^[-–−(]?\d{1,3}(?: \d{3})*$/u.test(upper) && /^\d{3}(?: \d{3})*(?:[.,]\d+)?[)%]?$/u.test(lower)
}

const GROUPED = /^[-–−(]*\d{1,3}(?:,\d{3})+(?:\.\d+)?[)%]*$/u
const FIGURE = /^[-–−(（]*\d+(?:,\d{3})*(?:[.,]\d+)?[%)）*]*$/u

function widthOf({ box }: Phrase): number {
  return box[2] - box[0]
}

function middleOf({ box }: Phrase): number {
  return (box[1] + box[3]) / 2
}
