import type { Repair, RepairKind, Table } from '@backfile/layout'
import { expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const inferred = (kind: RepairKind, page: number, en: string): Repair => ({
  kind,
  message: { zh: en, en },
  confidence: 0.7,
  locators: [{ page, bbox: [0, 0, 500, 700] }],
})

const repaired = (table: Table, ...repairs: readonly Repair[]): Table => ({ ...table, repairs })

const doubtsOf = (...tables: readonly Table[]) =>
  recognise([sectionOf(['部门整体预算绩效目标表（2024年度）'], ...tables)], forms)[0]
    ?.doubts.filter(({ check }) => check.startsWith('layout/'))
    .map(({ check, message, locators }) => [
      check,
      message.en,
      locators.map((at) => ('page' in at ? at.page : at)),
    ])

const about = tableOf([['单位名称', '某市园林中心']])
const targets = tableOf([
  ['一级指标', '二级指标', '指标名称', '指标值'],
  ['产出指标', '数量指标', '绿道里程', '≥12公里'],
])

it('what layout says of each of a filing’s tables alike is one doubt, with all their places', () => {
  const alone = 'this page stands alone'
  expect(
    doubtsOf(
      repaired(about, inferred('bands-joined', 1, alone)),
      repaired(targets, inferred('bands-joined', 2, alone), inferred('columns-inferred', 2, alone)),
    ),
  ).toEqual([
    ['layout/bands-joined', alone, [1, 2]],
    ['layout/columns-inferred', alone, [2]],
  ])
})

it('what it says of single cells stays a doubt each, as each is looked at by itself', () => {
  const cut = 'this row was cut'
  expect(
    doubtsOf(
      repaired(about, inferred('row-joined', 1, cut)),
      repaired(targets, inferred('row-joined', 2, cut)),
    ),
  ).toEqual([
    ['layout/row-joined', cut, [1]],
    ['layout/row-joined', cut, [2]],
  ])
})
