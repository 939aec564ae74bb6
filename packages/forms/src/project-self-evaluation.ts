/**
 * 项目支出绩效自评表: a project's targets against what was reached, with the scores that its own unit gave.
 *
 * The form is the annex of the Ministry of Finance's 财预〔2020〕10号 (项目支出绩效评价管理办法).
 */
import { executionFunds } from './execution-funds.ts'
import type { FieldDefinition, FormDefinition } from './form-definition.ts'
import { projectPerformanceTarget } from './project-performance-target.ts'
import {
  actualTargetLabels,
  completingColumns,
  fullYearTargetLabels,
  scoringColumns,
} from './shared-columns.ts'

/** Below 年度总体目标 stand side by side what was meant and what was reached. */
export const evaluatedGoals: readonly FieldDefinition[] = [
  {
    key: 'annualGoal',
    labels: [
      '年初设定目标',
      '预期目标',
      '年度预期目标',
      '年度总体目标',
      '年度目标',
      '年初目标',
      '年度绩效目标',
      '年初预期目标',
      '年度总体绩效目标',
      '总体目标',
    ],
    required: false,
  },
  {
    key: 'actualCompletion',
    labels: [
      '实际完成情况',
      '目标实际完成情况',
      '年度总体目标完成情况',
      '全年实际完成情况',
      '年度目标完成情况',
      '目标完成情况',
      '总体目标完成情况',
      '全年目标实际完成情况',
    ],
    required: false,
  },
]

export const evaluatedColumns: FormDefinition['indicatorColumns'] = [
  { role: 'level1', labels: ['一级指标', '一级', '一级指标名称'] },
  { role: 'level2', labels: ['二级指标', '二级', '二级指标名称'] },
  { role: 'name', labels: ['三级指标', '指标名称', '指标内容', '三级指标名称', '绩效指标'] },
  { role: 'target:fullYear', labels: fullYearTargetLabels },
  { role: 'target:actual', labels: actualTargetLabels },
  ...completingColumns,
  ...scoringColumns,
  { role: 'explanation', labels: ['指标解释', '指标说明', '指标含义'] },
]

const fieldOfProject = (key: string): FieldDefinition[] =>
  projectPerformanceTarget.fields.filter((field) => field.key === key)

export const projectSelfEvaluation: FormDefinition = {
  id: 'project-self-evaluation',
  titles: [
    ['项目', '绩效', '自评'],
    ['项目', '自评', '表'],
    ['专项', '自评', '表'],
  ],
  fields: [
    ...fieldOfProject('projectName'),
    ...fieldOfProject('competentDepartment'),
    {
      key: 'implementingUnit',
      labels: ['实施单位', '项目单位', '项目实施单位', '预算单位', '单位名称', '资金使用单位', '填报单位'],
      required: true,
    },
    ...['projectLeader', 'contactPerson', 'contactPhone', 'preparedBy', 'preparedOn'].flatMap(fieldOfProject),
    ...evaluatedGoals,
  ],
  fundsLabels: ['项目资金', '资金情况', '项目资金情况', '预算资金', '项目预算', '年度资金', '年度预算'],
  funds: [executionFunds],
  indicatorColumns: evaluatedColumns,
  indicatorsLabels: ['绩效指标', '年度绩效指标', '绩效指标完成情况', '指标'],
  knownLevels: projectPerformanceTarget.knownLevels,
}
