/** Which runs of words may be a cell, and how well each looks like one of each column. */
import type { HeaderColumn } from './row-columns.ts'
import { isLatin, joinWords, sharesLine, standApart } from './running-words.ts'
import type { Token } from './source-lines.ts'
import { isTargetRole, type TextFit } from './text-fit.ts'
import { isSureTarget } from './value-patterns.ts'

/** Most words of one cell. */
const MOST_WORDS = 14

/** Log-likelihoods of what a cell's text may have inside. */
const INSIDE = {
  /** A space that no change of script explains. */
  space: -3,
  /** A space between Chinese and Latin characters, as typesetters put. */
  changeOfScript: -0.3,
  /** A line end; the same where the other cells of the column are broken after lines as long. */
  lineEnd: -0.7,
  usualLineEnd: -0.3,
  /** A line end where they are broken after other lengths, or a line that is longer than the one above. */
  unusualLineEnd: -2.7,
  blankLine: -3,
}

/** Lines of one cell differ by so much, in em, since punctuation and figures are not broken. */
const RAGGED = 1.1

/** Fewest cells of a column that tell where its side breaks lines. */
const FEWEST_BROKEN = 2

/** A run whose gaps alone speak this much against it is no cell. */
const HOPELESS = -8

/** A text in a column of which nothing is known but that it has a heading: most count the rows. */
const IN_UNKNOWN_COLUMN = -1.5

/** What speaks for a target that begins a line, and for one that does not. */
export interface TargetPlaces {
  readonly first: number
  readonly within: number
}

/** Most targets stand on one line with their names, or most on lines of their own, as the share of the sure ones tells. */
export function targetPlaces(words: readonly Token[]): TargetPlaces {
  const sure = words.flatMap(({ text }, index) => (isSureTarget(text) ? [beginsLine(words, index)] : []))
  const share = (sure.filter((begins) => begins).length + 1) / (sure.length + 2)
  return { first: Math.log(2 * share), within: Math.log(2 * (1 - share)) }
}

/** What the whole text tells of its cells. */
export interface RunningContext {
  readonly fit: TextFit
  readonly targets: TargetPlaces
}

/** A run of words that may be a cell. */
export interface WordRun {
  readonly from: number
  readonly to: number
  readonly token: Token
  /** Log-likelihood of the spaces and blank lines inside. */
  readonly gaps: number
  /** Lengths of its lines in em. */
  readonly lines: readonly number[]
}

/** A run as a cell of each column: log-likelihoods. */
export interface Candidate extends WordRun {
  readonly scores: readonly number[]
}

/** All runs, shorter ones first, by the word that each ends before. */
export function wordRuns(words: readonly Token[]): readonly (readonly WordRun[])[] {
  const ending: WordRun[][] = Array.from({ length: words.length + 1 }, () => [])
  for (let from = 0; from < words.length; from++) {
    const own: Token[] = []
    let gaps = 0
    let lines: readonly number[] = []
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
      const [before, word] = [own.at(-1), words[to - 1]]
      if (word === undefined) break
      gaps += before === undefined ? 0 : gapBetween(before, word)
      if (gaps < HOPELESS) break
      const goesOn = before !== undefined && sharesLine(before, word)
      lines = goesOn
        ? lines.with(-1, (lines.at(-1) ?? 0) + SPACE_EM + lengthOf(word))
        : [...lines, lengthOf(word)]
      own.push(word)
      ending[to]?.push({ from, to, token: joinWords(own), gaps, lines })
    }
  }
  return ending
}

/** Width of a space and of a Latin letter. */
const SPACE_EM = 0.5

const lengthOf = ({ text }: Token): number =>
  [...text].reduce((sum, character) => sum + (isLatin(character) ? SPACE_EM : 1), 0)

function gapBetween(before: Token, word: Token): number {
  if (standApart(before, word)) return INSIDE.blankLine
  if (!sharesLine(before, word)) return 0
  const changes = isLatin(before.text.at(-1)) !== isLatin(word.text[0])
  return changes ? INSIDE.changeOfScript : INSIDE.space
}

/** `widths`: of each column, the length in em of the lines that its side broke, where that is known. */
export function candidates(
  runs: readonly (readonly WordRun[])[],
  words: readonly Token[],
  header: readonly HeaderColumn[],
  { fit, targets }: RunningContext,
  widths: readonly (number | null)[],
): readonly (readonly Candidate[])[] {
  return runs.map((ending) =>
    ending.map((run) => {
      const target = beginsLine(words, run.from) ? targets.first : targets.within
      const isNumber = /^\d+$/.test(run.token.text)
      const scores = header.map(({ role }, column) => {
        const place = isTargetRole(role)
          ? target
          : role.startsWith('other:') && !isNumber
            ? IN_UNKNOWN_COLUMN
            : 0
        return (
          run.gaps + lineEndsIn(run.lines, widths[column] ?? null) + place + fit.likeness(role, run.token)
        )
      })
      return { ...run, scores }
    }),
  )
}

function lineEndsIn(lines: readonly number[], width: number | null): number {
  let score = 0
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const next = lines[index + 1] ?? 0
    if (next > line + RAGGED) score += INSIDE.unusualLineEnd
    else if (width === null) score += INSIDE.lineEnd
    else score += Math.abs(line - width) <= RAGGED ? INSIDE.usualLineEnd : INSIDE.unusualLineEnd
  }
  return score
}

/** The usual length of the lines that a column's side broke, of the lines of its cells; null where few were broken. */
export function usualWidth(cells: readonly (readonly number[])[]): number | null {
  const broken = cells.flatMap((lines) => lines.slice(0, -1)).sort((a, b) => a - b)
  return broken.length < FEWEST_BROKEN ? null : (broken[Math.floor(broken.length / 2)] ?? null)
}

export function beginsLine(words: readonly Token[], index: number): boolean {
  const [before, word] = [words[index - 1], words[index]]
  return before === undefined || word === undefined || !sharesLine(before, word)
}
