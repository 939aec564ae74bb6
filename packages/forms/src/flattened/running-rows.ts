/**
 * Rows of indicators from words in the order in which their cells were painted. Where a cell ends and the next begins,
 * and where a row does, nothing says but what the texts look like: the words are cut into cells and rows together, by
 * dynamic programming over words × columns, and the sums over all ways of doing so tell how sure each cell is.
 */
import type { HeaderColumn } from './row-columns.ts'
import {
  beginsLine,
  type Candidate,
  candidates,
  type RunningContext,
  usualWidth,
  wordRuns,
} from './running-cells.ts'
import type { Token } from './source-lines.ts'
import { type ColumnRole, isLevelRole, isTargetRole } from './text-fit.ts'

export interface RunningCell {
  /** Index of its column in the header. */
  readonly column: number
  readonly token: Token
  /** Share of all ways, by their likelihood, that have this cell in this column. */
  readonly share: number
}

/** Log-likelihoods of columns without a text in a row that has texts on both sides of them, or begins or ends beside them. */
const MISSING = {
  /** An inner level where an outer one begins. */
  level: -1.1,
  nameBeforeTargets: -5,
  /** In a row of labels only. */
  nameOfLabels: -2,
  target: -2.5,
  other: -0.3,
}

/** A row that begins within a line. */
const ROW_WITHIN_LINE = -4

/** The likeliest rows; each word is in one cell. Read twice: the first time tells where the columns broke lines. */
export function runningRows(
  words: readonly Token[],
  header: readonly HeaderColumn[],
  context: RunningContext,
): readonly (readonly RunningCell[])[] {
  const runs = wordRuns(words)
  const steps = stepsOf(words, header)
  const free = candidates(runs, words, header, context, [])
  const first = bestPath(free, steps)
  const widths = header.map((_, column) =>
    usualWidth(first.flatMap((cell) => (cell.column === column ? [cell.run.lines] : []))),
  )
  const cells = widths.every((width) => width === null)
    ? free
    : candidates(runs, words, header, context, widths)
  const ahead = scoresAhead(cells, steps, sumOf)
  const behind = scoresBehind(cells, steps)
  const all = sumOf(steps.ends.map((end, column) => end + scoreAt(ahead.upTo, words.length, column)))
  const rows: RunningCell[][] = []
  for (const { run, column, beginsRow } of bestPath(cells, steps)) {
    const through =
      scoreAt(ahead.entering, run.from, column) +
      (run.scores[column] ?? 0) +
      scoreAt(behind, run.to, column) -
      all
    const cell = { column, token: run.token, share: Math.min(1, Math.exp(through)) }
    if (beginsRow) rows.push([cell])
    else rows.at(-1)?.push(cell)
  }
  return rows
}

/** Scores of what stands between two cells, by their columns. */
interface Steps {
  /** To a later column of the same row; −Infinity to others. */
  readonly within: readonly (readonly number[])[]
  /** A row's end behind a column, and a row's begin at one. */
  readonly ends: readonly number[]
  readonly begins: readonly number[]
  /** A row's begin at each word. */
  readonly rowAt: readonly number[]
}

function stepsOf(words: readonly Token[], header: readonly HeaderColumn[]): Steps {
  const columns = header.map((_, column) => column)
  const missing = (before: number, to: number): number => {
    const above = header[before]?.role
    const left = header.slice(before + 1, to)
    const name = left.findIndex(({ role }) => role === 'name')
    const isLabelRow = name >= 0 && to === header.length
    const counted = isLabelRow ? left.slice(0, name + 1) : left
    return counted.reduce((sum, { role }) => sum + missingText(role, above, isLabelRow), 0)
  }
  return {
    within: columns.map((from) =>
      columns.map((to) => (to > from ? missing(from, to) : Number.NEGATIVE_INFINITY)),
    ),
    ends: columns.map((column) => missing(column, header.length)),
    begins: columns.map((column) => missing(-1, column)),
    rowAt: words.map((_, index) => (beginsLine(words, index) ? 0 : ROW_WITHIN_LINE)),
  }
}

/** A column without a text, and the one before it that has one; a row of labels only has no name and no targets. */
function missingText(role: ColumnRole, above: ColumnRole | undefined, isLabelRow: boolean): number {
  if (isLevelRole(role)) return above !== undefined && isLevelRole(above) ? MISSING.level : 0
  if (role === 'name') return isLabelRow ? MISSING.nameOfLabels : MISSING.nameBeforeTargets
  return isTargetRole(role) ? MISSING.target : MISSING.other
}

/** How the scores of several ways make one: the best of them, or the logarithm of their sum. */
type Gather = (scores: readonly number[]) => number

const sumOf: Gather = (scores) => {
  const most = Math.max(...scores)
  if (most === Number.NEGATIVE_INFINITY) return most
  return most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0))
}

const bestOf: Gather = (scores) => Math.max(...scores)

/** Scores by word and column. */
type Scores = readonly (readonly number[])[]

const scoreAt = (scores: Scores, word: number, column: number): number =>
  scores[word]?.[column] ?? Number.NEGATIVE_INFINITY

/** The candidates that end before each word. */
type Cells = readonly (readonly Candidate[])[]

interface ScoresAhead {
  /** Of all that stands up to a word, with a cell of each column last. */
  readonly upTo: Scores
  /** Of all that stands up to a word, and of the step to a cell of each column. */
  readonly entering: Scores
}

function scoresAhead(cells: Cells, steps: Steps, gather: Gather): ScoresAhead {
  const upTo: (readonly number[])[] = []
  const entering: (readonly number[])[] = []
  for (const [word, ending] of cells.entries()) {
    const own = steps.ends.map((_, column) =>
      gather(ending.map((run) => scoreAt(entering, run.from, column) + (run.scores[column] ?? 0))),
    )
    upTo.push(own)
    entering.push(
      steps.begins.map((begin, column) =>
        word === 0
          ? begin
          : gather([...rowSteps(own, steps, word, column), ...sameSteps(own, steps, column)]),
      ),
    )
  }
  return { upTo, entering }
}

/** From a cell of each column, to one of this column in the next row, and in the same row. */
const rowSteps = (own: readonly number[], steps: Steps, word: number, column: number): readonly number[] =>
  own.map(
    (score, last) => score + (steps.ends[last] ?? 0) + (steps.begins[column] ?? 0) + (steps.rowAt[word] ?? 0),
  )

const sameSteps = (own: readonly number[], steps: Steps, column: number): readonly number[] =>
  own.map((score, last) => score + (steps.within[last]?.[column] ?? Number.NEGATIVE_INFINITY))

/** Sums of all that stands behind a word, with a cell of each column right before it. */
function scoresBehind(cells: Cells, steps: Steps): Scores {
  const total = cells.length - 1
  const beginning: Candidate[][] = cells.map(() => [])
  for (const run of cells.flat()) beginning[run.from]?.push(run)
  const scores: (readonly number[])[] = new Array(total + 1).fill(steps.ends)
  for (let word = total - 1; word >= 0; word--) {
    const rest = steps.ends.map((_, column) =>
      sumOf(
        (beginning[word] ?? []).map((run) => (run.scores[column] ?? 0) + scoreAt(scores, run.to, column)),
      ),
    )
    scores[word] = steps.ends.map((end, last) =>
      sumOf(
        rest.flatMap((score, column) => [
          score + end + (steps.begins[column] ?? 0) + (steps.rowAt[word] ?? 0),
          score + (steps.within[last]?.[column] ?? Number.NEGATIVE_INFINITY),
        ]),
      ),
    )
  }
  return scores
}

interface PathCell {
  readonly run: Candidate
  readonly column: number
  readonly beginsRow: boolean
}

function bestPath(cells: Cells, steps: Steps): readonly PathCell[] {
  const total = cells.length - 1
  const { upTo, entering } = scoresAhead(cells, steps, bestOf)
  const path: PathCell[] = []
  let column = bestIndex(steps.ends.map((end, last) => end + scoreAt(upTo, total, last)))
  for (let word = total; word > 0; ) {
    const ending = cells[word] ?? []
    const run =
      ending[
        bestIndex(ending.map((each) => scoreAt(entering, each.from, column) + (each.scores[column] ?? 0)))
      ]
    if (run === undefined) break
    const before = upTo[run.from] ?? []
    const [rows, same] = [rowSteps(before, steps, run.from, column), sameSteps(before, steps, column)]
    const beginsRow = run.from === 0 || bestOf(rows) >= bestOf(same)
    path.push({ run, column, beginsRow })
    column = bestIndex(beginsRow ? rows : same)
    word = run.from
  }
  return path.reverse()
}

const bestIndex = (scores: readonly number[]): number => scores.indexOf(bestOf(scores))
