/** In which shape a text holds its tables: fields by tabs or pipes, records by commas, or columns by spaces. */
import { commaSeparatedLines } from './delimited.ts'

export type TextShape = 'tabs' | 'pipes' | 'commas' | 'aligned'

/** A text is comma-separated where this share of its records has the same number of fields … */
const sameFieldsShare = 0.8
/** … and that number is at least this. */
const minFields = 3
/** A text is space-aligned where this share of its lines has gaps inside … */
const minGapShare = 0.15
/** … and they are at least this many. */
const minGapLines = 3
/** Tabs in more than this share of the lines speak for fields. */
const maxTabShare = 0.05

/** Lines with two pipes in this share of a text are rows between pipes. */
const minPipeShare = 0.5

/** The shape of a text, from its start; the name only helps with commas. */
export function textShape(text: string, name: string): TextShape {
  const lines = text.split(/[\n\r\f]+/).filter((line) => line.trim() !== '')
  const count = (test: (line: string) => boolean): number => lines.filter(test).length
  // Tabs may stand within such rows, beside their pipes.
  if (count((line) => /^\s*\|.*\|\s*$/.test(line)) > lines.length * minPipeShare) return 'pipes'
  if (count((line) => line.includes('\t')) > lines.length * maxTabShare) return 'tabs'
  const boxed = count((line) => /^\s*[\u2500-\u257f]/.test(line) || /^\s*\+[-=+]{3,}\+\s*$/.test(line))
  if (boxed >= 2) return 'aligned'
  if (count((line) => /\|.*\|/.test(line)) > lines.length * minPipeShare) return 'pipes'
  if (isCommaSeparated(text, name)) return 'commas'
  const withGaps = count((line) => /\S(?: {2,}|\u3000{2,})\S/.test(line))
  return withGaps >= minGapLines && withGaps >= lines.length * minGapShare ? 'aligned' : 'tabs'
}

function isCommaSeparated(text: string, name: string): boolean {
  if (/\.csv$/i.test(name)) return /[,;]/.test(text)
  const widths = commaSeparatedLines(text)
    .map(({ fields }) => fields.length)
    .filter((width) => width > 1)
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  const records = text.split(/[\n\r\f]+/).filter((line) => line.trim() !== '').length
  return [...counts].some(
    ([width, times]) => width >= minFields && times >= minFields && times >= records * sameFieldsShare,
  )
}
