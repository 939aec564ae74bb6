import { extract } from '@backfile/pipeline'
import { describe, expect, it } from 'vitest'
import { workbook } from '../packages/readers/src/office-files.test-support.ts'
import { drawPdf, usualPrint } from '../scripts/fixtures/draw-pdf.ts'
import type { Sheet } from '../scripts/fixtures/sheet.ts'
import { writeDocx } from '../scripts/fixtures/write-docx.ts'
import { writeXlsx } from '../scripts/fixtures/write-xlsx.ts'
import { typedSheet } from './support/typed-sheet.ts'

/** What each filing of a file says of its money and its indicators, in one line each. */
async function figuresOf(bytes: Uint8Array, name: string) {
  const { filings } = await extract(bytes, name)
  return filings.map(({ form, unit, fiscalYear, funds, indicators, findings }) => ({
    form: form.id,
    unit: unit.name,
    year: fiscalYear,
    funds: funds.flatMap(({ section, path, amounts }) =>
      amounts
        .filter(({ value }) => value !== null)
        .map((a) => `${section}/${path.join('/')} ${a.measure} ${Number(a.value)}${a.unit}`),
    ),
    indicators: indicators.flatMap(({ level1, name, targets, weight, score }) =>
      targets.map((target) =>
        [
          level1,
          name,
          target.period,
          target.operator ?? '',
          target.value ?? target.text,
          target.unit ?? '',
          weight ?? '',
          score ?? '',
        ].join('|'),
      ),
    ),
    checks: [...new Set(findings.map(({ check }) => check))].sort(),
  }))
}

/** The same sheet as a workbook, a document and a print. */
async function inEveryContainer(typed: Sheet) {
  return [
    await figuresOf(writeXlsx([typed]), 'a.xlsx'),
    await figuresOf(writeDocx(typed), 'a.docx'),
    await figuresOf(await drawPdf([typed], usualPrint), 'a.pdf'),
  ]
}

describe('filings as units of many places write them, from every container alike', () => {
  it('a ministry’s project of the year, its costs first, with weights and signs of every spelling', async () => {
    const typed = typedSheet(
      '项目支出绩效目标表',
      ['（2024年度）'],
      [
        ['项目名称', '海洋观测网', '<', '实施单位', '国家某中心', '<'],
        ['项目资金（万元）', '年度资金总额：', '<', '1,034.50', '<', '执行率分值（10）'],
        ['^', '其中：财政拨款', '<', '1,000.00', '<', ''],
        ['^', '上年结转资金', '<', '34.50', '<', ''],
        ['^', '其他资金', '<', '-', '<', ''],
        ['年度总体目标', '保障观测站点稳定运行。', '<', '<', '<', '<'],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '指标值', '分值权重（90）'],
        ['^', '成本指标', '经济成本指标', '单站成本', '≤12.5万元', '20'],
        ['^', '产出指标', '数量指标', '维护站点', '＞＝７６个', '30'],
        ['^', '^', '时效指标', '发布时限', '2024年12月底前', '20'],
        ['^', '满意度指标', '服务对象满意度', '用户满意度', '≧90％', '20'],
      ],
    )
    for (const read of await inEveryContainer(typed)) {
      expect(read).toEqual([
        {
          form: 'project-performance-target',
          unit: '国家某中心',
          year: 2024,
          funds: [
            'source/合计 currentYearPlan 1034.5万元',
            'source/财政拨款 currentYearPlan 1000万元',
            'source/上年结转 currentYearPlan 34.5万元',
          ],
          indicators: [
            '成本指标|单站成本|fullYear|<=|12.5|万元|20|',
            '产出指标|维护站点|fullYear|>=|76|个|30|',
            '产出指标|发布时限|fullYear||2024年12月底前||20|',
            '满意度指标|用户满意度|fullYear|>=|90|%|20|',
          ],
          checks: ['form/column-unknown'],
        },
      ])
    }
  }, 60_000)

  it('a county’s projects in one table, with sign, value and unit in columns of their own', async () => {
    const typed = typedSheet(
      '部门预算项目绩效目标表（2024年度）',
      ['金额单位：万元'],
      [
        ['单位名称', '项目名称', '预算数', '年度目标', '一级指标', '三级指标', '性质', '指标值', '度量单位'],
        ['某县水利局', '河道治理', '350.00', '治理河道。', '产出指标', '治理长度', '≥', '12', '公里'],
        ['^', '^', '^', '^', '效益指标', '受益人口', '≥', '3.2', '万人'],
        ['^', '水质监测', '80.00', '完成监测。', '产出指标', '监测断面', '＝', '26', '个'],
        ['^', '^', '^', '^', '满意度指标', '群众满意度', '≥', '90', '%'],
      ],
    )
    for (const read of await inEveryContainer(typed)) {
      expect(read.map(({ year, unit, funds, indicators }) => [year, unit, funds, indicators])).toEqual([
        [
          2024,
          '某县水利局',
          ['source/合计 currentYearPlan 350万元'],
          ['产出指标|治理长度|fullYear|>=|12|公里||', '效益指标|受益人口|fullYear|>=|3.2|万人||'],
        ],
        [
          2024,
          '某县水利局',
          ['source/合计 currentYearPlan 80万元'],
          ['产出指标|监测断面|fullYear|=|26|个||', '满意度指标|群众满意度|fullYear|>=|90|%||'],
        ],
      ])
      expect(read.flatMap(({ checks }) => checks)).toEqual([])
    }
  }, 60_000)

  it('a city’s self-evaluation in yuan, with what was reached and what it scored', async () => {
    const typed = typedSheet(
      '市级财政项目支出绩效自评表',
      ['（2022年度）', '金额单位：元'],
      [
        ['项目名称', '智慧养老平台', '<', '<', '项目单位', '某市养老中心', '<', '<'],
        ['预算执行情况', '项目', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
        ['^', '资金总额', '1,200,000.00', '1,150,000.00', '1,034,500.00', '10', '89.96%', '9'],
        ['^', '其中：财政资金', '1,200,000.00', '1,150,000.00', '1,034,500.00', '/', '89.96%', '/'],
        ['年度目标', '年初设定目标', '<', '<', '目标实际完成情况', '<', '<', '<'],
        ['^', '服务老人5万人次。', '<', '<', '服务老人5.6万人次。', '<', '<', '<'],
        ['一级指标', '二级指标', '三级指标', '分值', '年度指标值', '实际完成值', '得分', '未完成原因'],
        ['产出指标', '数量指标', '服务人次', '50', '≥5万人次', '5.6万人次', '50', ''],
        ['满意度指标', '满意度', '老人满意度', '40', '≥90%', '88%', '38', '回访不足'],
      ],
    )
    for (const read of await inEveryContainer(typed)) {
      expect(read).toEqual([
        {
          form: 'project-self-evaluation',
          unit: '某市养老中心',
          year: 2022,
          funds: [
            'execution/年度资金总额 initialBudget 1200000元',
            'execution/年度资金总额 fullYearBudget 1150000元',
            'execution/年度资金总额 executed 1034500元',
            'execution/年度资金总额 weight 10分',
            'execution/年度资金总额 rate 89.96%',
            'execution/年度资金总额 score 9分',
            'execution/当年财政拨款 initialBudget 1200000元',
            'execution/当年财政拨款 fullYearBudget 1150000元',
            'execution/当年财政拨款 executed 1034500元',
            'execution/当年财政拨款 rate 89.96%',
          ],
          indicators: [
            '产出指标|服务人次|fullYear|>=|5|万人次|50|50',
            '产出指标|服务人次|actual||5.6|万人次|50|50',
            '满意度指标|老人满意度|fullYear|>=|90|%|40|38',
            '满意度指标|老人满意度|actual||88|%|40|38',
          ],
          checks: [],
        },
      ])
    }
  }, 60_000)
})

describe('what a workbook’s cell hides', () => {
  const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
  const row = (number: number, ...texts: readonly string[]): string =>
    `<row r="${number}">${texts.map((text, at) => cell(`${'ABCD'[at]}${number}`, text)).join('')}</row>`
  const project = (name: string, last: string): string =>
    [
      row(1, '项目支出绩效目标表（2024年度）'),
      row(2, '项目名称', name, '实施单位', '某校'),
      row(3, '年度资金总额（万元）', '10.00'),
      row(4, '一级指标', '二级指标', '三级指标', '指标值'),
      `<row r="5">${cell('A5', '产出指标')}${cell('B5', '数量指标')}${cell('C5', '修缮学校')}${last}</row>`,
    ].join('')
  const failed = '<c r="D5" t="e"><f>3所</f><v>#NAME?</v></c>'

  it('is a finding about the value that was read there, in the filing that has it', async () => {
    const sound = { name: '甲', rows: project('甲', cell('D5', '≥3所')) }
    const broken = { name: '乙', rows: project('乙', failed) }
    const { filings } = await extract(workbook([sound, broken]), 'a.xlsx')
    const doubts = filings.map(({ findings }) =>
      findings.filter(({ check }) => check === 'reader/error-value').map(({ subjects }) => subjects),
    )
    expect(doubts).toEqual([[], [['indicators/0']]])
  })
})
