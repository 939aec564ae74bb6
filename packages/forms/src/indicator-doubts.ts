/** Doubts about rows and columns of a table of indicators. */
import type { Cell } from '@backfile/layout'
import { type Doubt, joinLines, type Target } from '@backfile/model'

/** An indicator with targets and no name; `order` counts from 1. */
export function nameless(order: number, targets: readonly Target[]): Doubt {
  const raw = targets.map((target) => target.raw).join(' · ')
  return {
    check: 'indicators/name-missing',
    severity: 'error',
    message: {
      zh: `第 ${order} 个指标没有名称，只有指标值：${raw}。`,
      en: `Indicator ${order} has no name, only targets: ${raw}.`,
    },
    subjects: [`indicators/${order - 1}`],
    expected: null,
    actual: raw,
    locators: targets.flatMap((target) => target.locators),
  }
}

/** Texts of a row without an indicator; `before`: how many indicators stand above it, the last of which may go on in it. */
export function rowWithoutIndicator(cells: readonly Cell[], before: number): Doubt {
  const text = cells.map((cell) => joinLines(cell.text)).join(' | ')
  return {
    check: 'form/text-unread',
    severity: 'warning',
    message: {
      zh: `指标表中有一行既无指标名称也无指标值，其文字未读入：${text}`,
      en: `A row of the indicator table has neither a name nor targets; its text was not taken: ${text}`,
    },
    subjects: [before === 0 ? 'form' : `indicators/${before - 1}`],
    expected: null,
    actual: text,
    locators: cells.flatMap((cell) => cell.locators),
  }
}

/** A column of the table that the model has no place for, with what it says. */
export function columnUnknown(heading: string, texts: readonly string[]): Doubt {
  return {
    check: 'form/column-unknown',
    severity: 'info',
    message: {
      zh: `指标表有一列“${heading}”，模型没有对应的位置，未读入：${texts.slice(0, 3).join('；')}${texts.length > 3 ? ' …' : ''}`,
      en: `The indicator table has a column “${heading}” that the model has no place for; not taken: ${texts.slice(0, 3).join('; ')}${texts.length > 3 ? ' …' : ''}`,
    },
    subjects: ['form'],
    expected: null,
    actual: heading,
    locators: [],
  }
}
