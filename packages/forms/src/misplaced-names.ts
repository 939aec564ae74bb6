/** Rows with a figure where the indicator's name or its sub-projects should stand: their cells slipped into other columns. */
import { type Doubt, type Locator, parseTarget, type Target } from '@backfile/model'

/** What is read of such a row, or of one without any name, is hardly more than a place to look at. */
export const MISPLACED = 0.3

/** Whether a text is a figure with its sign or unit: no indicator or sub-project is called so. */
export function isQuantity(name: string): boolean {
  const { value, text } = parseTarget(name)
  return value !== null && text === null
}

/** The target with the doubt that it may be something else. */
export function misplaced(target: Target): Target {
  return { ...target, confidence: Math.min(target.confidence, MISPLACED) }
}

/** That the row's cells may stand in other columns. */
export function namedByFigure(order: number, name: string, locators: readonly Locator[]): Doubt {
  return {
    check: 'indicators/name-is-figure',
    severity: 'error',
    message: {
      zh: `第 ${order} 个指标的名称栏或对应子项目栏里是数值“${name}”：该行各格可能错位。`,
      en: `Indicator ${order} has the figure “${name}” where its name or its sub-projects should stand: the row's cells may stand in other columns.`,
    },
    subjects: [`indicators/${order - 1}`],
    expected: null,
    actual: name,
    locators,
  }
}
