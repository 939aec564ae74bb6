/** Lists of contents told from tables: entries that end in page numbers which never fall, led to by dots or not. */
import { isLeader, isYear, type Phrase, type PhraseLine } from './phrases.ts'

/** So many entries of a list are found among other lines, led by dots or by nothing. */
const LED_ENTRIES = 3
const BARE_ENTRIES = 5
/** Dots lead to the page numbers of at least this share of a list's entries, if of any. */
const LED_SHARE = 0.5
/** A list has several parts at most, each of which begins with a lower page than the last one ended. */
const FALLING_PAGES = 0.1
/** Page numbers keep to one right edge within so many points. */
const EDGE_POINTS = 2
/** An entry has at most so many lines. */
const ENTRY_LINES = 2

/** What heads a column of figures ends within so many em of their right edge, and is no wider than so many. */
const HEAD_EM = 2
const HEAD_WIDTH_EM = 8

interface Entry {
  readonly line: PhraseLine
  readonly page: number
  readonly right: number
  readonly isLed: boolean
}

/** The lines of lists of contents. */
export function contentsAmong(lines: readonly PhraseLine[]): ReadonlySet<PhraseLine> {
  const found = new Set<PhraseLine>()
  let list: { entry: Entry; at: number }[] = []
  const end = (): void => {
    const entries = list.map(({ entry }) => entry)
    const [first, last] = [list[0]?.at ?? 0, list.at(-1)?.at ?? 0]
    const beside = [lines[first - 1], lines[last + 1]]
    if (!beside.some((line) => goesOnAsColumn(line, entries)) && isContentsList(entries, lines[first - 1]))
      for (const line of lines.slice(first, last + 1)) found.add(line)
    list = []
  }
  for (const [at, line] of lines.entries()) {
    const entry = entryOf(line)
    const previous = list.at(-1)
    const isFar = previous !== undefined && at - previous.at > ENTRY_LINES
    const isOff = entry && previous && Math.abs(entry.right - previous.entry.right) > EDGE_POINTS
    if (isFar || isOff || (!entry && line.phrases.length > 1)) end()
    if (entry) list.push({ entry, at })
  }
  end()
  return found
}

function isContentsList(entries: readonly Entry[], above: PhraseLine | undefined): boolean {
  const led = entries.filter(({ isLed }) => isLed).length
  const pages = entries.map(({ page }) => page)
  const falling = pages.filter((page, index) => page < (pages[index - 1] ?? 0)).length
  if (falling > pages.length * FALLING_PAGES) return false
  if (led >= LED_ENTRIES && led >= entries.length * LED_SHARE) return true
  const [head, right] = [above?.phrases.at(-1), entries[0]?.right ?? 0]
  const hasHead =
    above !== undefined &&
    above.phrases.length > 1 &&
    head !== undefined &&
    Math.abs(head.box[2] - right) < above.size * HEAD_EM &&
    head.box[2] - head.box[0] < above.size * HEAD_WIDTH_EM
  const counts = pages.every((page, index) => index === 0 || page === (pages[index - 1] ?? 0) + 1)
  const least = above !== undefined && isContentsTitle(above) ? LED_ENTRIES : BARE_ENTRIES
  return entries.length >= least && !hasHead && !counts && falling === 0
}

/**
 * Whether the figures that end entries go on, beside them, in a line that has another text behind: they are a
 * table's column.
 */
function goesOnAsColumn(line: PhraseLine | undefined, [entry]: readonly Entry[]): boolean {
  if (line === undefined || entry === undefined) return false
  return line.phrases
    .slice(1, -1)
    .some(({ isNumeric, box }) => isNumeric && Math.abs(box[2] - entry.right) < EDGE_POINTS)
}

/** What stands above a list of contents. */
const TITLE =
  /^(?:(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|indice|目\s*[录次])$/iu

function isContentsTitle({ phrases }: PhraseLine): boolean {
  return TITLE.test(phrases.map(({ text }) => text).join(' '))
}

/** A title, perhaps numbered, and a page number at the end of its line. */
function entryOf(line: PhraseLine): Entry | null {
  const texts = line.phrases.filter((phrase) => !isDots(phrase))
  const last = texts.at(-1)
  const title = texts.at(-2)
  if (!last || !title || texts.length > 3 || !/\p{L}{2}/u.test(title.text)) return null
  const number = /^[.·…\s]*(\d{1,3})$/u.exec(last.text)?.[1]
  if (number === undefined || isYear(last.text)) return null
  if (texts.slice(1, -1).some(({ text }) => !/\p{L}{2}/u.test(text))) return null
  return { line, page: Number(number), right: last.box[2], isLed: line.phrases.some(isLedOn) }
}

function isDots(phrase: Phrase): boolean {
  return phrase.words.every((word) => isLeader(word.text))
}

/** Whether dots lead on from a phrase, set close together or apart. */
export function isLedOn({ words }: Phrase): boolean {
  const dots = words.filter((word) => isLeader(word.text))
  return dots.reduce((sum, word) => sum + word.text.length, 0) > 2
}
