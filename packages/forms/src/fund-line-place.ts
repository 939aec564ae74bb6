/** Where a fund line stands in its block: its path, its role, and what lines below it belong to. */
import type { Cell } from '@backfile/layout'
import { type FundLine, joinLines, type Measure } from '@backfile/model'
import { figured } from './figure.ts'
import type { FundBlockDefinition, FundLineDefinition } from './form-definition.ts'
import { bestMatch } from './labels.ts'

export interface LinePlace {
  readonly path: readonly string[]
  readonly role: FundLine['role']
  readonly likeness: number
  readonly known: boolean
  /** What an amount beside the label measures, where the label itself says it: 年度资金总额. */
  readonly measure: Measure | null
  readonly parent: FundLineDefinition | null
}

/** Where in its block a line stands. */
export interface LineContext {
  readonly block: FundBlockDefinition
  /** The line below which unnamed lines stand. */
  readonly parent: FundLineDefinition | null
  /** The line above is a total: 其中 then opens its parts, where elsewhere it opens what a neighbour already holds. */
  readonly belowTotal: boolean
  /** The path of the line above, null at the block's beginning. */
  readonly previous: readonly string[] | null
}

/** Where a line stands: by the form's known lines, below the open line, or by its labels as written. */
export function lineOf(current: LineContext, cells: readonly Cell[]): LinePlace | null {
  const texts = cells.map((cell) => labelText(cell, current.belowTotal))
  const last = texts.at(-1)
  if (last === undefined) return null
  const { lines } = current.block
  const found = bestMatch(last, lines) ?? partOfPrevious(current, last)
  const above = texts.slice(0, -1).map((text) => bestMatch(text, lines)?.choice)
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
      measure: null,
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
      measure: choice.measure ?? null,
      parent: choice.open === true ? choice : null,
    }
  }
  const below = owner ?? (texts.length === 1 ? current.parent : null)
  if (below !== null) {
    const rest = owner === undefined ? texts : texts.slice(above.lastIndexOf(owner) + 1)
    return {
      path: [...below.path, ...rest],
      role: 'item',
      likeness: 1,
      known: false,
      measure: null,
      parent: below,
    }
  }
  const role = /^(?:合计|总计|总额)/.test(last) ? 'total' : /小计$/.test(last) ? 'subtotal' : 'item'
  return { path: texts, role, likeness: 1, known: false, measure: null, parent: current.parent }
}

/** The total that stands beside the block's own label (收入预算 · 4,500.00), or null where it is none. */
export function totalOf(current: LineContext, values: readonly Cell[], sided: boolean): LinePlace | null {
  const total = current.block.lines.find((line) => line.role === 'total' && line.measure === undefined)
  if (!sided || total === undefined || values.length !== 1 || !values.some(figured)) return null
  return { path: total.path, role: 'total', likeness: 1, known: true, measure: null, parent: null }
}

const ofWhich = /^其中\s*[:：]?\s*/

/** 其中：一般公共预算 below 财政拨款: a known line that the form has below the line above. */
function partOfPrevious(
  { block, previous }: LineContext,
  label: string,
): { readonly choice: FundLineDefinition; readonly likeness: number } | null {
  if (previous === null || !ofWhich.test(label)) return null
  const found = bestMatch(label.replace(ofWhich, ''), block.lines)
  const below = found !== null && found.choice.path.length > 1 && found.choice.path[0] === previous[0]
  return below ? found : null
}

function labelText(cell: Cell, belowTotal: boolean): string {
  const text = joinLines(cell.text).replace(/\s*[:：]$/, '')
  return belowTotal ? text.replace(ofWhich, '') : text
}
