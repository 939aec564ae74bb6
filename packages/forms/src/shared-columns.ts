/** Columns that the indicators of every form may have: the target, what completes it, what the evaluation gives it. */
import type { IndicatorColumnDefinition, Labels } from './form-definition.ts'

/** What places call the year's target: one column under many headings, whatever the form. */
export const fullYearTargetLabels: Labels = [
  '指标值',
  '目标值',
  '年度指标值',
  '全年指标值',
  '年度目标值',
  '全年目标值',
  '绩效指标值',
  '绩效目标值',
  '全年值',
  '计划值',
  '计划指标值',
  '计划完成值',
  '预期目标值',
  '预期指标值',
  '预期目标',
  '预期值',
  '目标指标值',
  '年度绩效指标值',
  '年初指标值',
  '年初目标值',
  '年初设定值',
  '指标目标值',
  '绩效标准',
  '指标标准',
  '年度计划值',
  '当年度指标值',
  '当年指标值',
  '本年指标值',
  '预期当年实现值',
]

/** What places call the target of the year's first half. */
export const halfYearTargetLabels: Labels = [
  '半年指标值',
  '半年目标值',
  '上半年指标值',
  '上半年目标值',
  '半年度指标值',
  '半年度目标值',
  '半年值',
]

/** What places call that which was reached. */
export const actualTargetLabels: Labels = [
  '实际完成值',
  '全年实际值',
  '实际完成指标值',
  '实际完成',
  '完成值',
  '实际值',
  '全年完成值',
  '全年实际完成值',
  '年度实际完成值',
  '实际完成情况',
  '完成情况',
  '年度完成值',
]

/** A target's relation sign and its unit, where they have columns of their own. */
export const completingColumns: readonly IndicatorColumnDefinition[] = [
  {
    role: 'targetOperator',
    labels: [
      '指标性质',
      '绩效指标性质',
      '指标方向',
      '指标方向性',
      '比较符号',
      '计算符号',
      '运算符号',
      '指标符号',
      '逻辑符号',
      '符号',
    ],
  },
  {
    role: 'targetUnit',
    labels: [
      '计量单位',
      '度量单位',
      '绩效度量单位',
      '指标单位',
      '单位',
      '指标值单位',
      '指标度量单位',
      '目标值单位',
    ],
  },
]

/** What the evaluation of an indicator asks for: its weight, its score, and why it was missed. */
export const scoringColumns: readonly IndicatorColumnDefinition[] = [
  {
    role: 'weight',
    labels: ['分值', '权重', '指标分值', '指标权重', '分值权重', '权重分值', '权重分', '标准分值', '分数'],
  },
  { role: 'score', labels: ['得分', '自评得分', '指标得分', '实际得分', '自评分'] },
  {
    role: 'deviationReason',
    labels: [
      '偏差原因分析及改进措施',
      '偏差原因分析',
      '偏差原因',
      '未完成原因分析',
      '未完成原因及改进措施',
      '未完成原因分析及改进措施',
      '偏差原因及改进措施',
    ],
  },
]
