/** The sentences by which flattened text's repairs and doubts are told. */
import type { Doubt, Locator, Message } from '@backfile/model'
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

export function columnsPutBack(lines: readonly number[], locators: readonly Locator[]): Doubt {
  const shown = lineRanges(lines)
  return {
    check: 'alignment/columns-shifted',
    severity: 'info',
    message: {
      zh: `文本第 ${shown} 行各列错位，已按内容放回原列。`,
      en: `The columns of line ${shown} of the text were shifted; they were put back by their content.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
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

export function bandsJoined(bands: number, locators: readonly Locator[]): Doubt {
  return {
    check: 'layout/halves-joined',
    severity: 'info',
    message: {
      zh: `表格横向分印在 ${bands} 组页上，文本中先后排列；已按行对齐拼回一张表。`,
      en: `The sheet was printed over ${bands} bands of pages that follow each other in the text; they were put side by side again.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}

export function bandsDiffer(left: number, right: number, locators: readonly Locator[]): Doubt {
  return {
    check: 'layout/halves-joined',
    severity: 'error',
    message: {
      zh: `左右两组页的指标表数目不同（${left} 与 ${right}），对齐不可靠，需核对原件。`,
      en: `The bands have different numbers of indicator tables (${left} and ${right}); their alignment is not reliable, see the original.`,
    },
    subjects: [],
    expected: `${left}`,
    actual: `${right}`,
    locators,
  }
}

export function narrativeCut(label: string, locators: readonly Locator[], shared: boolean): Doubt {
  const more = shared
    ? {
        zh: '右半部分与相邻栏连在一起，按长度和句号分开',
        en: ' the right half runs together with the neighbouring field’s and was divided by length and full stop;',
      }
    : { zh: '', en: '' }
  return {
    check: 'text/halves-not-joined',
    severity: 'warning',
    message: {
      zh: `“${quote(label)}”的文字逐行被页边切成两半，无法还原：先左半，后右半。${more.zh}`,
      en: `The text of “${quote(label)}” was cut in two at the page edge, line by line, and cannot be restored:${more.en} the left half comes first, then the right half.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}

export function halfUnplaced(text: string, locators: readonly Locator[]): Doubt {
  return {
    check: 'layout/halves-joined',
    severity: 'warning',
    message: {
      zh: `“${quote(text)}”在另一组页上没有确定的对应行。`,
      en: `“${quote(text)}” has no certain row on the other band of pages.`,
    },
    subjects: [],
    expected: null,
    actual: text,
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

export function amountsCut(
  amounts: readonly { readonly text: string; readonly locators: readonly Locator[] }[],
): Doubt {
  const shown = amounts.slice(0, 6).map((amount) => amount.text)
  const more = amounts.length > 6 ? ' …' : ''
  return {
    check: 'layout/halves-joined',
    severity: 'warning',
    message: {
      zh: `${amounts.length} 个金额被页边切成两段，已按左右相接拼合，需核对原件：${shown.join('、')}${more}`,
      en: `${amounts.length} amounts were cut in two at the page edge and joined left to right; see the original: ${shown.join(', ')}${more}`,
    },
    subjects: [],
    expected: null,
    actual: shown.join(' · '),
    locators: amounts.flatMap((amount) => amount.locators),
  }
}

export function rowsOutOfStep(
  lines: readonly {
    readonly line: number
    readonly tokens: readonly { readonly locators: readonly Locator[] }[]
  }[],
): Doubt {
  const shown = lineRanges(lines.map((line) => line.line))
  return {
    check: 'layout/halves-joined',
    severity: 'warning',
    message: {
      zh: `同一行页的左右两页行数不同，文本第 ${shown} 行与左半的对应是推断的。`,
      en: `The pages side by side have different numbers of rows; which left half belongs to line ${shown} of the text is inferred.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: lines.flatMap((line) => line.tokens[0]?.locators ?? []),
  }
}

export function seamsUnconfirmed(
  lines: readonly {
    readonly line: number
    readonly tokens: readonly { readonly locators: readonly Locator[] }[]
  }[],
): Doubt {
  const shown = lineRanges(lines.map((line) => line.line))
  return {
    check: 'layout/halves-joined',
    severity: 'warning',
    message: {
      zh: `文本第 ${shown} 行有单元格被页边切成两半，按左右相接拼合；若单元格内有多行，拼合后的文字次序有误。`,
      en: `Line ${shown} of the text has a cell that the page edge cut in two; its halves were joined left to right, which is wrong where the cell had several lines.`,
    },
    subjects: [],
    expected: null,
    actual: null,
    locators: lines.flatMap((line) =>
      line.tokens.flatMap((token) => (token.locators.length > 1 ? token.locators : [])),
    ),
  }
}
