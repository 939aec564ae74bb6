/** The sentences by which joining bands is told. */
import type { Doubt, Locator, Message } from '@backfile/model'
import { lineRanges, quote } from './messages.ts'

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

export function bandsByGaps(locators: readonly Locator[]): Doubt {
  return {
    check: 'layout/halves-by-order',
    severity: 'error',
    message: {
      zh: '表格横向分印在几组页上，而文本没有保留各行的高度：各部分只能按先后次序对齐，数值与指标可能错位，须核对原件。',
      en: 'The sheet was printed over pages side by side, and the text does not keep how high its lines stood: its parts could be joined by their order alone, so that figures may stand beside other rows; see the original.',
    },
    subjects: ['form'],
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

export function amountsCut(
  amounts: readonly { readonly text: string; readonly locators: readonly Locator[] }[],
): Doubt {
  const shown = amounts.slice(0, 6).map((amount) => amount.text)
  const more = amounts.length > 6 ? ' …' : ''
  return {
    check: 'layout/halves-joined',
    severity: 'warning',
    message: {
      zh: `页边穿过金额列：${amounts.length} 个金额由左右两段拼合，或只见一段，需核对原件：${shown.join('、')}${more}`,
      en: `The page edge runs through a column of amounts: ${amounts.length} were joined from both sides or show on one side only; see the original: ${shown.join(', ')}${more}`,
    },
    subjects: [],
    expected: null,
    actual: shown.join(' · '),
    locators: amounts.flatMap((amount) => amount.locators),
  }
}

interface Line {
  readonly line: number
  readonly tokens: readonly { readonly locators: readonly Locator[] }[]
}

export function rowsOutOfStep(lines: readonly Line[]): Doubt {
  const locators = lines.flatMap((line) => line.tokens[0]?.locators ?? [])
  return linesInferred(lines, locators, (shown) => ({
    zh: `左右两页的行不能逐行相对，文本第 ${shown} 行与左半的对应是推断的。`,
    en: `The pages side by side do not show row for row the same; which left half belongs to line ${shown} of the text is inferred.`,
  }))
}

export function seamsUnconfirmed(lines: readonly Line[]): Doubt {
  const joined = lines.flatMap((line) => line.tokens.filter((token) => token.locators.length > 1))
  const locators = joined.flatMap((token) => token.locators)
  return linesInferred(lines, locators, (shown) => ({
    zh: `文本第 ${shown} 行有单元格被页边切成两半，按左右相接拼合；若单元格内有多行，拼合后的文字次序有误。`,
    en: `Line ${shown} of the text has a cell that the page edge cut in two; its halves were joined left to right, which is wrong where the cell had several lines.`,
  }))
}

function linesInferred(
  lines: readonly Line[],
  locators: readonly Locator[],
  message: (shown: string) => Message,
): Doubt {
  return {
    check: 'layout/halves-joined',
    severity: 'warning',
    message: message(lineRanges(lines.map((line) => line.line))),
    subjects: [],
    expected: null,
    actual: null,
    locators,
  }
}
