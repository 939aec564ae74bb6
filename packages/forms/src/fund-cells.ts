/** What single cells of the funds say: which are labels, which line they name, which amount. */
import type { Cell } from '@backfile/layout'
import { type Amount, type Doubt, type FundLine, joinLines, type Measure, parseAmount } from '@backfile/model'
import type { FundBlockDefinition, FundLineDefinition } from './form-definition.ts'
import { bestMatch } from './labels.ts'

/** Longest label of a block or of a known line, in characters. */
const LONGEST_LABEL = 40

/** Confidence of an amount whose writing leaves its value open; the check `targets/unparsed` says why. */
const DOUBTFUL_READING = 0.8

export interface MeasureColumn {
  readonly measure: Measure
  readonly unit: string
  readonly from: number
  readonly to: number
}

export interface OpenBlock {
  readonly block: FundBlockDefinition
  readonly unit: string | null
  /** In a block of pairs, the totals' own columns: what stands below one measures the same. */
  readonly columns: readonly MeasureColumn[]
  /** The line below which unnamed lines stand. */
  readonly parent: FundLineDefinition | null
}

/** What the total above a pair measures: the last one that begins at or before the pair's label. */
export function measureAbove(current: OpenBlock, label: Cell): Measure | undefined {
  const above = current.columns.filter((column) => column.from <= label.column)
  const nearest = Math.max(...above.map((column) => column.from))
  return above.findLast((column) => column.from === nearest)?.measure
}

export const isLabel = (cell: Cell): boolean => cell.text.length <= LONGEST_LABEL && !isFigure(cell.text)

/** Whether a text is an amount: digits with separators, sign, unit. */
export function isFigure(text: string): boolean {
  return parseAmount(text, null).value !== null && !/\p{Script=Han}{3,}/u.test(text)
}

/** The cells that name a line: those before the first figure and before the first measure's column. */
export function labelCells(cells: readonly Cell[], firstColumn: number): Cell[] {
  const labels: Cell[] = []
  for (const cell of cells) {
    if (cell.column >= firstColumn || isFigure(cell.text)) break
    labels.push(cell)
  }
  const [first] = cells
  return labels.length === 0 && first !== undefined && !isFigure(first.text) ? [first] : labels
}

interface LinePlace {
  readonly path: readonly string[]
  readonly role: FundLine['role']
  readonly likeness: number
  readonly known: boolean
  readonly parent: FundLineDefinition | null
}

/** Where a line stands: by the form's known lines, below the open line, or by its labels as written. */
export function lineOf(current: OpenBlock, cells: readonly Cell[]): LinePlace | null {
  const texts = cells.map((cell) => joinLines(cell.text))
  const last = texts.at(-1)
  if (last === undefined) return null
  const { lines } = current.block
  const found = bestMatch(last, lines, (line) => line.labels)
  const above = texts.slice(0, -1).map((text) => bestMatch(text, lines, (line) => line.labels)?.choice)
  const owner = above.findLast((line) => line?.open === true)
  const summed = /^(?:小计|合计)$/.test(last.replace(/[\s:：]/g, ''))
    ? above.findLast((line) => line !== undefined)
    : undefined
  if (summed !== undefined && found?.choice.path[0] !== summed.path[0]) {
    return {
      path: summed.path,
      role: summed.role,
      likeness: 1,
      known: true,
      parent: summed.open === true ? summed : null,
    }
  }
  if (found !== null && owner === undefined && (found.likeness > 0.9 || current.parent === null)) {
    const { choice, likeness } = found
    return {
      path: choice.path,
      role: choice.role,
      likeness,
      known: true,
      parent: choice.open === true ? choice : null,
    }
  }
  const below = owner ?? (texts.length === 1 ? current.parent : null)
  if (below !== null) {
    const rest = owner === undefined ? texts : texts.slice(above.lastIndexOf(owner) + 1)
    return { path: [...below.path, ...rest], role: 'item', likeness: 1, known: false, parent: below }
  }
  const role = /^(?:合计|总计|总额)/.test(last) ? 'total' : /小计$/.test(last) ? 'subtotal' : 'item'
  return { path: texts, role, likeness: 1, known: false, parent: current.parent }
}

export function amountOf(cell: Cell, measure: Measure, unit: string, confidence: number): Amount {
  const raw = joinLines(cell.text)
  const parsed = parseAmount(raw, unit)
  return {
    measure,
    raw,
    value: parsed.value,
    unit: parsed.unit,
    confidence: Math.min(cell.confidence, confidence, parsed.doubtful === undefined ? 1 : DOUBTFUL_READING),
    locators: cell.locators,
  }
}

export function nameless(values: readonly Cell[]): Doubt {
  const raw = values.map((cell) => cell.text).join(' · ')
  return {
    check: 'funds/line-without-label',
    severity: 'error',
    message: {
      zh: `资金部分有一行只有数字、没有名称，未读入：${raw}。`,
      en: `A line of the funds has figures but no label and was not taken: ${raw}.`,
    },
    subjects: ['form'],
    expected: null,
    actual: raw,
    locators: values.flatMap((cell) => cell.locators),
  }
}

export function measureAssumed(index: number, path: readonly string[], amounts: readonly Amount[]): Doubt {
  const read = amounts.map((amount) => `${amount.measure} = ${amount.raw}`).join(', ')
  return {
    check: 'funds/measure-assumed',
    severity: 'warning',
    message: {
      zh: `“${path.join('/')}”的金额不在其栏目之下，按次序读为：${read}。`,
      en: `The amounts of “${path.join('/')}” do not stand under their headings; read in order as ${read}.`,
    },
    subjects: [`funds/${index}`],
    expected: null,
    actual: read,
    locators: amounts.flatMap((amount) => amount.locators),
  }
}
