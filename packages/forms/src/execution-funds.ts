/** 预算执行情况: the funds of a self-evaluation, budget against execution, with the score that this gives. */
import type { FundBlockDefinition } from './form-definition.ts'

/** After the annex of 财预〔2020〕10号: four lines, and for each the budgets, what was executed, and its score. */
export const executionFunds: FundBlockDefinition = {
  section: 'execution',
  labels: ['预算执行情况', '项目资金执行情况', '资金执行情况', '预算资金执行情况'],
  measures: [
    {
      measure: 'initialBudget',
      labels: ['年初预算数', '年初预算', '年初预算金额', '预算申报数', '年初批复数'],
      unit: '万元',
    },
    {
      measure: 'fullYearBudget',
      labels: [
        '全年预算数',
        '全年预算',
        '调整后预算数',
        '预算数',
        '调整预算数',
        '年度预算数',
        '全年预算金额',
      ],
      unit: '万元',
    },
    {
      measure: 'executed',
      labels: ['全年执行数', '执行数', '全年支出数', '实际执行数', '实际支出数', '预算执行数'],
      unit: '万元',
    },
    { measure: 'weight', labels: ['分值', '权重', '分值权重'], unit: '分' },
    { measure: 'rate', labels: ['执行率', '全年执行率', '支出进度'], unit: '%' },
    { measure: 'score', labels: ['得分', '自评得分', '实际得分'], unit: '分' },
  ],
  lines: [
    {
      path: ['年度资金总额'],
      labels: ['年度资金总额', '资金总额', '合计', '年度资金合计', '总计', '资金合计', '项目资金总额'],
      role: 'total',
    },
    {
      path: ['当年财政拨款'],
      labels: [
        '当年财政拨款',
        '财政拨款',
        '本年财政拨款',
        '财政资金',
        '当年财政资金',
        '本年一般公共预算拨款',
      ],
      role: 'item',
    },
    {
      path: ['上年结转资金'],
      labels: ['上年结转资金', '上年结转', '上年结转结余', '上年结余结转', '上年结转结余资金'],
      role: 'item',
    },
    {
      path: ['其他资金'],
      labels: ['其他资金', '其它资金', '其他', '单位资金', '自有资金', '自筹资金'],
      role: 'item',
    },
  ],
  unlabelled: true,
  open: true,
}
