/** A small form drawn without rulings, for tests of how such forms are read. */
import type { PaintedPage } from '@backfile/readers'
import type { Block, Table } from '../table.ts'
import { type Placed, widthOf } from '../unruled/paint.test-support.ts'
import { formSheets, type SheetPage } from './index.ts'
import type { LabelBook, LabelPart } from './vocabulary.ts'

const parts: Readonly<Record<string, readonly LabelPart[]>> = {
  绩效目标表: ['title'],
  单位名称: ['field'],
  主要职能: ['field'],
  年度目标: ['field'],
  本年预算执行数: ['field'],
  '填报日期：': ['field'],
  部门资金: ['side'],
  收入: ['side'],
  预算数: ['measure'],
  合计: ['line'],
  小计: ['line'],
  一级指标: ['group-head'],
  二级指标: ['group-head'],
  三级指标: ['head', 'name-head'],
  指标值: ['head', 'value-head'],
  半年值: ['head', 'value-head'],
  全年值: ['head', 'value-head'],
  半年数: ['measure'],
  执行数: ['measure'],
  预期目标: ['head', 'value-head', 'field'],
  实际完成情况: ['head', 'value-head', 'field'],
}
/** Forms put each of these first levels above these second ones. */
const levels: Readonly<Record<string, readonly string[]>> = {
  决策: ['目标设定', '预算编制'],
  过程: ['预算执行', '预算管理'],
}
const seconds = Object.values(levels).flat()
export const book: LabelBook = {
  partsOf: (text) => new Set(parts[text] ?? []),
  letters: new Set([...Object.keys(parts), ...Object.keys(levels), ...seconds].join('')),
  areStrange: (first, second) => levels[first]?.includes(second) === false && seconds.includes(second),
}

/** Columns of the drawn form: labels, group, name, value. */
export const edges = [40, 110, 220, 400, 520] as const
export const pitch = 19
export const leading = 13

/** A text centred between two of the form's edges. */
export function centred(text: string, from: number, to: number, y: number): Placed {
  const middle = ((edges[from] ?? 0) + (edges[to] ?? 0)) / 2
  return { text, x: middle - widthOf(text) / 2, y }
}

export const prose = (text: string, y: number): Placed => ({ text, x: (edges[1] ?? 0) + 3, y })

/** Rows of the form from here on: the first at `y`, each `pitch` below the one before. */
export const at = (y: number, row: number): number => y + row * pitch

export const head = (y: number): Placed[] =>
  ['一级指标', '二级指标', '三级指标', '指标值'].map((text, column) => centred(text, column, column + 1, y))

export const indicator = (name: string, value: string, y: number): Placed[] => [
  centred(name, 2, 3, y),
  centred(value, 3, 4, y),
]

export const fields: readonly Placed[] = [
  centred('绩效目标表', 0, 4, 60),
  centred('单位名称', 0, 1, 100),
  centred('某市图书馆', 1, 4, 100),
  prose('1.负责图书文献的采集、整理、保存和利用。', 119),
  centred('主要职能', 0, 1, 119 + leading),
  prose('2.开展全民阅读推广和读者活动。', 119 + leading),
  prose('3.承担地方文献与古籍的保护、研究与开发。', 119 + 2 * leading),
]
/** The height of the first row below the fields. */
export const below = 119 + 2 * leading + pitch

export const indicators: readonly Placed[] = [
  ...head(below),
  ...indicator('预算执行率', '≥95%', at(below, 1)),
  ...indicator('结转结余率', '≤3%', at(below, 2)),
  ...indicator('绩效管理覆盖率', '100%', at(below, 3)),
  ...indicator('读者满意度', '≥90%', at(below, 4)),
  centred('预算执行', 1, 2, at(below, 1.5)),
  centred('预算管理', 1, 2, at(below, 3)),
  centred('过程', 0, 1, at(below, 2)),
  centred('满意度', 1, 2, at(below, 4)),
  centred('效益', 0, 1, at(below, 4)),
]

export const upright = (page: PaintedPage): SheetPage => ({ page, turn: 0, scale: 1 })

export function tablesOf(pages: readonly PaintedPage[]): Table[] {
  const blocks: readonly Block[] = formSheets(pages.map(upright), book).flatMap(({ blocks }) => [
    ...(blocks ?? []),
  ])
  return blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
}

/** Each row's texts with the rows that a merged cell covers: `过程×3`. */
export const rowsOf = (table: Table | undefined): string[][] =>
  Array.from({ length: table?.rows ?? 0 }, (_, row) =>
    (table?.cells ?? [])
      .filter((cell) => cell.row === row)
      .map(({ text, rowSpan }) => (rowSpan > 1 ? `${text}×${rowSpan}` : text)),
  )

export const indicatorRows = [
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['过程×3', '预算执行×2', '预算执行率', '≥95%'],
  ['结转结余率', '≤3%'],
  ['预算管理', '绩效管理覆盖率', '100%'],
  ['效益', '满意度', '读者满意度', '≥90%'],
]
