/** Charts told from tables by their axes: figures in equal steps at equal distances, alone on their lines. */
import { meet } from '../geometry.ts'
import type { PageTable } from '../page-table.ts'
import { isCaptionText, isFigureCaptionText, isNoteText } from './captions.ts'
import { isFigure, isProselike, isYear, type Phrase, type PhraseLine, phraseLine } from './phrases.ts'

/** An upright axis: its labels' extent. */
interface Axis {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly size: number
  readonly labels: readonly Phrase[]
}

/** Fewest labels of an axis. */
const LABELS = 4
/** Labels of an axis keep to one edge within so many points. */
const EDGE_POINTS = 1.5
/** Their distances differ by at most this share. */
const PITCH_DRIFT = 0.06
/** A table's rows come nearer than labels of an axis, in em. */
const LEAST_PITCH_EM = 1.6
/** Share of an axis' labels that have no text beside them. */
const ALONE = 0.5
/** Labels of the level axis and the legend stand so near below one another, in em; and are at most so many lines. */
const LEGEND_GAP_EM = 3
const LEGEND_LINES = 5

/** The lines without those of charts: between an axis' ends, and the labels and the legend below it. */
export function withoutCharts(lines: readonly PhraseLine[]): PhraseLine[] {
  const axes = axesOf(lines)
  if (axes.length === 0) return [...lines]
  const bottoms = axes.map((axis) => legendEnd(axis, lines))
  return lines.flatMap((line) => {
    const rest = line.phrases.filter((phrase) => {
      const [x0, y0, , y1] = phrase.box
      const y = (y0 + y1) / 2
      return !axes.some(
        (axis, index) =>
          x0 > axis.left - axis.size && y > axis.top - axis.size && y < (bottoms[index] ?? axis.bottom),
      )
    })
    if (rest.length === line.phrases.length) return [line]
    return rest.length === 0 ? [] : [phraseLine(rest)]
  })
}

/**
 * Cells of a drawing that hold text are at most this share: lines of a chart or of boxes with arrows enclose
 * much else.
 */
const DRAWING_TEXTS = 0.6
/**
 * The caption of a drawing stands within so many em of what its lines enclose: labels and a legend may stand
 * between.
 */
const CAPTION_EM = 6

/**
 * The tables that lines draw, without those charts and diagrams that a caption calls figures; `lines` stand
 * outside of them.
 */
export function withoutDrawings(
  tables: readonly PageTable[],
  lines: () => readonly PhraseLine[],
): readonly PageTable[] {
  const sparse = tables.filter(fewTexts)
  if (sparse.length === 0) return tables
  const around = lines()
  if (!around.some((line) => line.phrases.some(({ text }) => isFigureCaptionText(text)))) return tables
  const called = sparse.filter((table) => isCalledFigure(table, around))
  // A drawing's lines are several sets, of which only one stands next to the caption.
  const drawings = new Set(sparse.filter((table) => called.some(({ box }) => meet(box, table.box))))
  return tables.filter((table) => !drawings.has(table))
}

/** Whether so few cells of a table hold text that lines may have been drawn for something else. */
export function fewTexts({ cells }: PageTable): boolean {
  return cells.filter((cell) => cell.lines.length > 0).length <= cells.length * DRAWING_TEXTS
}

/** Whether the first caption below a table, or above it, is a figure's, and no running text stands between. */
function isCalledFigure({ box }: PageTable, lines: readonly PhraseLine[]): boolean {
  const beside = lines.flatMap(({ phrases }) => {
    const own = phrases.filter((phrase) => phrase.box[0] < box[2] && phrase.box[2] > box[0])
    return own.length > 0 ? [phraseLine(own)] : []
  })
  const below = beside.filter(({ centre }) => centre > box[3])
  const above = beside.filter(({ centre }) => centre < box[1]).reverse()
  return (
    reachesFigure(below, (line) => line.top - box[3]) || reachesFigure(above, (line) => box[1] - line.bottom)
  )
}

function reachesFigure(lines: readonly PhraseLine[], distance: (line: PhraseLine) => number): boolean {
  for (const line of lines) {
    const text = line.phrases.map((phrase) => phrase.text).join(' ')
    if (distance(line) > CAPTION_EM * line.size) return false
    if (isCaptionText(text)) return isFigureCaptionText(text)
  }
  return false
}

/** The upright axes among these lines. */
function axesOf(lines: readonly PhraseLine[]): Axis[] {
  const figures = lines.flatMap((line) => line.phrases.filter(({ text }) => isFigure(text) && !isYear(text)))
  if (figures.length < LABELS) return []
  const runs = [edgeRuns(figures, 2), edgeRuns(figures, 0)].flat()
  const labels = new Set(runs.flat())
  return runs
    .filter((run) => {
      const alone = run.filter((label) => {
        const line = lines.find(({ phrases }) => phrases.includes(label))
        return line?.phrases.every((phrase) => labels.has(phrase))
      })
      return alone.length >= run.length * ALONE
    })
    .map((run) => ({
      left: Math.min(...run.map(({ box }) => box[0])),
      right: Math.max(...run.map(({ box }) => box[2])),
      top: Math.min(...run.map(({ box }) => box[1])),
      bottom: Math.max(...run.map(({ box }) => box[3])),
      size: run[0]?.size ?? 10,
      labels: run,
    }))
}

/** Runs of figures flush at one edge (0 left, 2 right), their values and their heights in equal steps. */
function edgeRuns(figures: readonly Phrase[], edge: 0 | 2): Phrase[][] {
  const sorted = [...figures].sort((a, b) => a.box[edge] - b.box[edge])
  const groups: Phrase[][] = []
  for (const figure of sorted) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group && first && figure.box[edge] - first.box[edge] < EDGE_POINTS) group.push(figure)
    else groups.push([figure])
  }
  return groups.flatMap(equalSteps)
}

function equalSteps(group: readonly Phrase[]): Phrase[][] {
  const sorted = [...group].sort((a, b) => a.box[1] - b.box[1])
  const runs: Phrase[][] = []
  let run: Phrase[] = []
  for (const label of sorted) {
    const [previous, before] = [run.at(-1), run.at(-2)]
    if (!previous || !before || goesOnEvenly(before, previous, label)) {
      run.push(label)
      continue
    }
    runs.push(run)
    run = [previous, label]
  }
  runs.push(run)
  return runs.filter((labels) => {
    const [first, second] = labels
    if (!first || !second || labels.length < LABELS) return false
    return figureOf(first) !== figureOf(second) && second.box[1] - first.box[1] > first.size * LEAST_PITCH_EM
  })
}

function goesOnEvenly(first: Phrase, second: Phrase, third: Phrase): boolean {
  const [pitch, nextPitch] = [second.box[1] - first.box[1], third.box[1] - second.box[1]]
  const [step, nextStep] = [figureOf(second) - figureOf(first), figureOf(third) - figureOf(second)]
  return (
    Math.abs(pitch - nextPitch) < pitch * PITCH_DRIFT && Math.abs(step - nextStep) <= Math.abs(step) * 1e-6
  )
}

/** A label's value; a comma or a point before three digits, or a space, parts thousands. */
function figureOf({ text }: Phrase): number {
  const plain = text.replace(/[^\d.,−–-]/gu, '').replace(/[−–]/gu, '-')
  return Number(plain.replace(/[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.'))
}

/** Where the labels and the legend below an axis end. */
function legendEnd(axis: Axis, lines: readonly PhraseLine[]): number {
  const legend: PhraseLine[] = []
  for (const line of lines) {
    if (line.centre < axis.bottom) continue
    const text = line.phrases.map((phrase) => phrase.text).join(' ')
    const last = legend.at(-1)
    if (legend.length >= LEGEND_LINES || line.top - (last?.bottom ?? axis.bottom) > LEGEND_GAP_EM * axis.size)
      break
    if (line.phrases.some(isProselike) || isCaptionText(text) || isNoteText(text)) break
    if (legend.length > 0 && isRow(line)) {
      if (legend.length > 1 && last && last.phrases.length > 1 && line.top - last.bottom < line.size)
        legend.pop()
      break
    }
    legend.push(line)
  }
  return Math.max(axis.bottom, ...legend.map(({ bottom }) => bottom)) + 0.1
}

/** Fewest figures of a line that are a table's row and no labels of an axis. */
const ROW_FIGURES = 3

/** Whether a line below an axis' labels is a row of a table that stands below the chart. */
function isRow({ phrases }: PhraseLine): boolean {
  return phrases.filter(({ text, isNumeric }) => isNumeric && !isYear(text)).length >= ROW_FIGURES
}
