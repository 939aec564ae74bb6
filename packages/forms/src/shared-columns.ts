/** Columns that the indicators of every form may have: the target, what completes it, what the evaluation gives it. */
import type { IndicatorColumnDefinition } from './form-definition.ts'

/** What places call the year's target besides 指标值 and 目标值. */
export const otherTargetLabels: readonly string[] = [
  '预期目标值',
  '预期指标值',
  '目标指标值',
  '年度绩效指标值',
  '年初目标值',
  '指标目标值',
  '绩效标准',
  '指标标准',
  '年度计划值',
  '当年度指标值',
  '当年指标值',
  '本年指标值',
  '预期当年实现值',
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
