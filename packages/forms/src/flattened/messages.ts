/** The sentences by which flattened text's repairs and doubts are told. */
import type { Doubt, Locator, Message } from '@backfile/model'
import type { SourceLine } from './source-lines.ts'
import type { ColumnRole } from './text-fit.ts'

/** Below this an inferred place is worth a person's look. */
export const LOOK_BELOW = 0.95

const LONGEST_QUOTE = 30

export function quote(text: string): string {
  const line = text.replace(/\n/g, ' ')
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

const levelNames: Readonly<Partial<Record<ColumnRole, Message>>> = {
  level1: { zh: '一级指标', en: 'first level' },
  level2: { zh: '二级指标', en: 'second level' },
  task: { zh: '重点工作', en: 'key task' },
  subprojects: { zh: '对应子项目', en: 'sub-project' },
  name: { zh: '指标名称', en: 'indicator' },
  'target:halfYear': { zh: '半年指标值', en: 'half-year target' },
  'target:fullYear': { zh: '全年指标值', en: 'full-year target' },
  'target:actual': { zh: '实际完成值', en: 'actual value' },
  targetOperator: { zh: '指标性质', en: 'relation sign' },
  targetUnit: { zh: '计量单位', en: 'unit' },
  explanation: { zh: '指标解释', en: 'explanation' },
  valueSource: { zh: '目标值来源', en: 'source of the target' },
  indicatorsLabel: { zh: '指标区标题', en: 'label of the indicators' },
}

export function roleName(role: ColumnRole): Message {
  return levelNames[role] ?? { zh: '其他列', en: 'another column' }
}

export function labelSpread(
  role: ColumnRole,
  names: readonly string[],
  label: string | null,
  confidence: number,
  other: { readonly label: string | null; readonly probability: number } | null,
  locators: readonly Locator[],
): Doubt {
  const rows = names.map((name) => `“${quote(name)}”`)
  const level = roleName(role)
  const chosen =
    label === null ? { zh: '（无）', en: '(none)' } : { zh: `“${quote(label)}”`, en: `“${quote(label)}”` }
  const rival = otherLabel(other)
  return {
    check: 'alignment/label-spread',
    severity: 'warning',
    message: {
      zh: `合并单元格的范围在文本中已丢失：${rows.join('、')}的${level.zh}取${chosen.zh}（可能性约${percent(confidence)}）${rival.zh}。`,
      en: `The extent of a merged cell is lost in the text: the ${level.en} of ${rows.join(', ')} is taken as ${chosen.en} (about ${percent(confidence)})${rival.en}.`,
    },
    subjects: [],
    expected: other?.label ?? null,
    actual: label,
    locators,
  }
}

function otherLabel(other: { readonly label: string | null; readonly probability: number } | null): Message {
  if (other === null) return { zh: '', en: '' }
  const text = other.label === null ? null : quote(other.label)
  return {
    zh: `，也可能是${text === null ? '无' : `“${text}”`}（约${percent(other.probability)}）`,
    en: `; it may also be ${text === null ? 'none' : `“${text}”`} (about ${percent(other.probability)})`,
  }
}

export function columnDoubt(
  role: ColumnRole,
  text: string,
  confidence: number,
  other: { readonly role: ColumnRole; readonly probability: number } | null,
  locators: readonly Locator[],
): Doubt {
  const [own, rival] = [roleName(role), other === null ? null : roleName(other.role)]
  return {
    check: 'alignment/columns-shifted',
    severity: 'warning',
    message: {
      zh: `本行各列错位：“${quote(text)}”按${own.zh}读入（可能性约${percent(confidence)}）${rival === null ? '' : `，也可能是${rival.zh}（约${percent(other?.probability ?? 0)}）`}。`,
      en: `The row's columns are shifted: “${quote(text)}” is read as ${own.en} (about ${percent(confidence)})${rival === null ? '' : `; it may also be ${rival.en} (about ${percent(other?.probability ?? 0)})`}.`,
    },
    subjects: [],
    expected: rival?.zh ?? null,
    actual: own.zh,
    locators,
  }
}

export function nameCompleted(shown: string, name: string, locators: readonly Locator[]): Doubt {
  return {
    check: 'alignment/name-completed',
    severity: 'warning',
    message: {
      zh: `“${quote(shown)}”的末尾被单元格边缘截去，按指标所列子项目补全为“${quote(name)}”。`,
      en: `“${quote(shown)}” lost its end at the cell’s edge; it was completed to “${quote(name)}”, as the indicators list it.`,
    },
    subjects: [],
    expected: name,
    actual: shown,
    locators,
  }
}

export function nameClipped(shown: string, whole: string, locators: readonly Locator[]): Doubt {
  return {
    check: 'alignment/name-clipped',
    severity: 'warning',
    message: {
      zh: `“${quote(shown)}”可能被单元格边缘截断：全称可能是“${quote(whole)}”。`,
      en: `“${quote(shown)}” may be cut at the cell’s edge: it may be “${quote(whole)}”.`,
    },
    subjects: [],
    expected: whole,
    actual: shown,
    locators,
  }
}

export function cellsInLines(locators: readonly Locator[]): Doubt {
  return {
    check: 'alignment/cells-in-lines',
    severity: 'warning',
    message: {
      zh: '文本每行只有一个单元格，各行按表头的列数拼回，需核对原件。',
      en: 'The text has one cell a line; its rows were put together by counting the columns of their headings, see the original.',
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}

export function runningCells(locators: readonly Locator[]): Doubt {
  return {
    check: 'alignment/cells-in-lines',
    severity: 'warning',
    message: {
      zh: '文本没有列，各单元格依次相连，按内容与已知标签分列拼行，需核对原件。',
      en: 'The text has no columns, its cells follow each other; they were parted and put into rows by their content and by known labels, see the original.',
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}

export function columnsPutBack(lines: readonly number[], locators: readonly Locator[]): Doubt {
  const shown = lineRanges(lines)
  return {
    check: 'alignment/columns-shifted',
    severity: 'info',
    message: {
      zh: `文本第 ${shown} 行各列错位，已按内容放回原列。`,
      en: `The columns of ${lines.length > 1 ? 'lines' : 'line'} ${shown} of the text were shifted; they were put back by their content.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}

/** Lines of a text that lost the line end between two rows, and were parted. */
export function linesGlued(parts: readonly SourceLine[]): Doubt {
  const shown = lineRanges(parts.map(({ line }) => line))
  return {
    check: 'alignment/lines-glued',
    severity: 'warning',
    message: {
      zh: `文本第 ${shown} 行有两行的栏数，行末换行可能丢失，已拆成两行，请核对。`,
      en: `A line end was lost in line ${shown} of the text, which has the fields of two rows; they were parted.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: parts.flatMap(({ tokens }) => tokens.flatMap(({ locators }) => locators)),
  }
}

/** `3-5, 9`. */
export function lineRanges(lines: readonly number[]): string {
  const sorted = [...new Set(lines)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const line of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] + 1 === line) last[1] = line
    else runs.push([line, line])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}

export function targetLost(name: string, roles: readonly ColumnRole[], locators: readonly Locator[]): Doubt {
  const zh = roles.map((role) => roleName(role).zh).join('、')
  const en = roles.map((role) => roleName(role).en).join(', ')
  return {
    check: 'alignment/target-missing',
    severity: 'warning',
    message: {
      zh: `“${quote(name)}”的${zh}不在文本中：该行各列错位，值已丢失，需核对原件。`,
      en: `“${quote(name)}” has no ${en} in the text: the row's columns are shifted and the value is lost; see the original.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}

export function labelsLate(
  labels: readonly { readonly text: string; readonly locators: readonly Locator[] }[],
): Doubt {
  const shown = labels.map((label) => `“${quote(label.text)}”`).join('、')
  return {
    check: 'alignment/columns-shifted',
    severity: 'warning',
    message: {
      zh: `${shown}在文本中落在下一行，已放回只有数字的上一行。`,
      en: `${shown} stood one line late in the text; put back before the figures of the line above.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: labels.flatMap((label) => label.locators),
  }
}

export function labelsWrapped(
  labels: readonly { readonly text: string; readonly locators: readonly Locator[] }[],
): Doubt {
  const shown = labels.map((label) => `“${quote(label.text)}”`)
  return {
    check: 'alignment/text-wrapped',
    severity: 'warning',
    message: {
      zh: `${shown.join('、')}分在文本的两行，按换行拼合；后一行也可能是没有数字的单独一行。`,
      en: `${shown.join(', ')} stood on two lines of the text, taken as wrapped; the second may also be a row of its own without figures.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: labels.flatMap((label) => label.locators),
  }
}

/** Figures that a line end inside their field broke. */
export function figuresBroken(
  figures: readonly { readonly text: string; readonly locators: readonly Locator[] }[],
): Doubt {
  const shown = figures.map(({ text }) => `“${quote(text)}”`).join('、')
  return {
    check: 'alignment/text-wrapped',
    severity: 'warning',
    message: {
      zh: `${shown}在文本中被换行断开，已拼合为一个数字，请核对。`,
      en: `${shown}: a line end inside the field broke the figure; its parts were joined.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: figures.flatMap(({ locators }) => locators),
  }
}

export function textUnplaced(text: string, locators: readonly Locator[]): Doubt {
  return {
    check: 'alignment/text-unplaced',
    severity: 'warning',
    message: {
      zh: `“${quote(text)}”不属于表中任何一行，单独保留。`,
      en: `“${quote(text)}” belongs to no row of the table; it is kept by itself.`,
    },
    subjects: [],
    expected: null,
    actual: text,
    locators,
  }
}

export function textsLeftOver(
  tokens: readonly { readonly text: string; readonly locators: readonly Locator[] }[],
): Doubt {
  const shown = tokens
    .slice(0, 8)
    .map((token) => `“${quote(token.text)}”`)
    .join(' ')
  const more = tokens.length > 8 ? ' …' : ''
  return {
    check: 'alignment/text-unplaced',
    severity: 'warning',
    message: {
      zh: `有 ${tokens.length} 段文字未能放回表中，单独保留：${shown}${more}`,
      en: `${tokens.length} texts could not be put back into the table and are kept by themselves: ${shown}${more}`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: tokens.flatMap((token) => token.locators),
  }
}

export function levelWithoutRows(label: string, locators: readonly Locator[]): Doubt {
  return {
    check: 'alignment/label-spread',
    severity: 'info',
    message: {
      zh: `“${quote(label)}”按没有指标处理：文本中空行已丢失，相邻的指标也可能属于它。`,
      en: `“${quote(label)}” is taken to have no indicators: the text has lost its blank rows, and a neighbouring indicator may belong to it.`,
    },
    subjects: [],
    expected: null,
    actual: label,
    locators,
  }
}
